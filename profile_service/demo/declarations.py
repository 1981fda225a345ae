"""What the organisations of the cast have declared. Purposes are terms of the W3C Data Privacy Vocabulary 2."""

import json
from dataclasses import replace
from importlib.resources import files
from typing import Final

from consent.declaration import DeclarationStatus, Purpose, PurposeDeclaration, Text, Want
from consent.scope import Scope
from consent.vocabulary import DeclarationId
from profile_service.demo.cast import NORRSKEN, TJUVHOLMEN, YRKESSKOLAN, Company
from profile_service.domain.sections import CATALOGUE, ORDINARY

_MORE: Final[dict[str, dict[str, str]]] = json.loads(
    files("profile_service.demo").joinpath("more_languages.json").read_text(encoding="utf-8")
)
"""What is declared, in the languages that are not asked for; by its Swedish."""


def in_all_languages(text: Text) -> Text:
    """The text with what is known of it in further languages."""
    return {**text, **_MORE.get(text["sv"], {})}


_SERVICE: Final = "https://w3id.org/dpv#ServiceProvision"
_HIRING: Final = "https://w3id.org/dpv#PersonnelHiring"
_VERIFICATION: Final = "https://w3id.org/dpv#Verification"

_KEPT: Final[Text] = {
    "sv": "Två år efter att ärendet är avslutat. Sedan raderas uppgifterna.",
    "en": "Two years after the case is closed. Then the information is deleted.",
    "ar": "سنتان بعد إغلاق القضية. ثم تُحذف المعلومات.",
}
_ON_NO: Final[Text] = {
    "sv": "Du får samma hjälp. Vi frågar dig på ett möte.",
    "en": "You get the same help. We ask you in a meeting.",
    "ar": "تحصلين على المساعدة نفسها. نسألك في لقاء.",
}
_OTHER_WAY: Final[Text] = {
    "sv": "Ring oss eller kom hit. Du kan berätta själv och visa papper.",
    "en": "Call us or come here. You can tell us yourself and show papers.",
    "ar": "اتصلي بنا أو تعالي إلينا. يمكنك أن تخبرينا بنفسك وأن تعرضي أوراقك.",
}


def declarations() -> tuple[PurposeDeclaration, ...]:
    """Every declaration of the cast, approved, in its first version."""
    return (_mapping(), _adapting(), _vacancy(), _validating())


def template() -> PurposeDeclaration:
    """What a sandbox organisation starts from."""
    return _mapping()


def wants_of() -> tuple[Want, ...]:
    """What a sandbox organisation may ask for."""
    return (
        _want(
            "profile:languages:read",
            False,
            "För att prova att läsa språk.",
            "To try reading languages.",
            "لتجربة قراءة اللغات.",
        ),
        _want(
            "profile:skills:read",
            False,
            "För att prova att läsa kompetenser.",
            "To try reading skills.",
            "لتجربة قراءة المهارات.",
        ),
        _want(
            "profile:experience:read",
            False,
            "För att prova att läsa erfarenheter.",
            "To try reading experience.",
            "لتجربة قراءة الخبرات.",
        ),
    )


def _mapping() -> PurposeDeclaration:
    return _declare(
        NORRSKEN,
        "dcl_norrsken_mapping",
        Purpose(
            _SERVICE,
            {
                "sv": "Vi vill planera vägen till ett arbete med dig.",
                "en": "We want to plan the way to a job with you.",
                "ar": "نريد أن نخطط معك الطريق إلى العمل.",
            },
        ),
        "GDPR art. 6.1 e",
        (
            _want(
                "profile:languages:read",
                True,
                "För att veta vilka språk vi delar.",
                "To know which languages we share.",
                "لنعرف اللغات المشتركة بيننا.",
            ),
            _want(
                "profile:skills:read",
                True,
                "För att hitta arbete som passar dig.",
                "To find work that suits you.",
                "لنجد عملاً يناسبك.",
            ),
            _want(
                "profile:experience:read",
                False,
                "För att förstå vad du har gjort.",
                "To understand what you have done.",
                "لنفهم ما عملتِ به.",
            ),
            _want(
                "profile:education:read",
                False,
                "För att se om den räknas här.",
                "To see whether it counts here.",
                "لنرى إن كان معترفاً به هنا.",
            ),
            _want(
                "profile:expectations:read",
                False,
                "För att planera mot ditt mål.",
                "To plan towards your goal.",
                "لنخطط نحو هدفك.",
            ),
            _want(
                "profile:licences:read",
                False,
                "För att veta vad du får arbeta med.",
                "To know what you may work with.",
                "لنعرف الأعمال المسموح لك بها.",
            ),
            _want(
                "profile:transversal:read",
                False,
                "För att se dina styrkor.",
                "To see your strengths.",
                "لنرى نقاط قوتك.",
            ),
            _want(
                "profile:person:read?fields=email,name,phone",
                False,
                "För att nå dig om ett möte.",
                "To reach you about a meeting.",
                "لنتصل بك بشأن لقاء.",
            ),
        ),
        "dataskydd@norrsken.example.org",
    )


def _adapting() -> PurposeDeclaration:
    return _declare(
        NORRSKEN,
        "dcl_norrsken_adapting",
        Purpose(
            _SERVICE,
            {
                "sv": "Vi vill veta vad du behöver, så att arbetsplatsen passar dig.",
                "en": "We want to know what you need, so that the workplace suits you.",
                "ar": "نريد أن نعرف ما تحتاجين إليه ليناسبك مكان العمل.",
            },
        ),
        "GDPR art. 6.1 e, art. 9.2 h",
        (
            _want(
                "profile:adaptations:read?fields=equipment,needs_at_work",
                True,
                "För att ordna det på arbetsplatsen.",
                "To arrange it at the workplace.",
                "لنرتب ذلك في مكان العمل.",
            ),
            _want(
                "profile:experience:read",
                False,
                "För att se vad som har fungerat förut.",
                "To see what has worked before.",
                "لنرى ما نجح من قبل.",
            ),
        ),
        "dataskydd@norrsken.example.org",
    )


def _vacancy() -> PurposeDeclaration:
    return _declare(
        TJUVHOLMEN,
        "dcl_tjuvholmen_vacancy",
        Purpose(
            _HIRING,
            {
                "sv": "Vi vill se om det du kan passar ett ledigt arbete hos oss.",
                "en": "We want to see whether what you can do fits a vacancy with us.",
                "ar": "نريد أن نرى إن كانت مهاراتك تناسب وظيفة شاغرة لدينا.",
            },
        ),
        "GDPR art. 6.1 f",
        (
            _want(
                "profile:skills:read",
                True,
                "För att jämföra med vad arbetet kräver.",
                "To compare with what the job asks for.",
                "لنقارن بما تتطلبه الوظيفة.",
            ),
            _want(
                "profile:languages:read",
                False,
                "För att veta vad du kan tala på arbetet.",
                "To know what you can speak at work.",
                "لنعرف لغاتك في العمل.",
            ),
        ),
        "personal@tjuvholmen.example.org",
    )


def _validating() -> PurposeDeclaration:
    return _declare(
        YRKESSKOLAN,
        "dcl_yrkesskolan_validating",
        Purpose(
            _VERIFICATION,
            {
                "sv": "Vi vill se vad du kan, så att du får intyg på det.",
                "en": "We want to see what you can do, so that you get a certificate for it.",
                "ar": "نريد أن نرى ما تجيدينه الآن لتحصلي على شهادة بذلك.",
            },
        ),
        "GDPR art. 6.1 e",
        (
            _want(
                "profile:skills:read",
                True,
                "För att välja vad vi ska pröva.",
                "To choose what we are to assess.",
                "لنختار ما سنقيّمه.",
            ),
            _want(
                "profile:experience:read",
                True,
                "För att se var du har lärt dig det.",
                "To see where you have learnt it.",
                "لنرى أين تعلمتِه.",
            ),
            _want(
                "profile:education:read",
                False,
                "För att inte pröva i onödan.",
                "To assess no more than we must.",
                "لئلا نقيّم ما لا يلزم.",
            ),
        ),
        "validering@yrkesskolan.example.org",
    )


def _declare(
    company: Company,
    declaration_id: str,
    purpose: Purpose,
    legal_basis: str,
    wants: tuple[Want, ...],
    contact: str,
) -> PurposeDeclaration:
    return PurposeDeclaration(
        id=DeclarationId(declaration_id),
        version=1,
        organisation=company.id,
        purpose=replace(purpose, sentence=in_all_languages(purpose.sentence)),
        legal_basis=legal_basis,
        wants=wants,
        retention=in_all_languages(_KEPT),
        onward_recipients=(),
        on_no=in_all_languages(_ON_NO),
        other_way=in_all_languages(_OTHER_WAY),
        contact=contact,
        status=DeclarationStatus.APPROVED,
    )


def _want(scope: str, needed: bool, sv: str, en: str, ar: str) -> Want:
    frozen = Scope.parse(scope).frozen(CATALOGUE, ORDINARY)
    return Want(frozen, in_all_languages({"sv": sv, "en": en, "ar": ar}), needed)
