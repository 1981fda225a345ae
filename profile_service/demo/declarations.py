"""What the organisations of the cast have declared. Purposes are terms of the W3C Data Privacy Vocabulary 2."""

from typing import Final

from consent.declaration import Purpose, PurposeDeclaration, Text, Want
from consent.scope import Scope
from consent.vocabulary import DeclarationId
from profile_service.demo.cast import NORRSKEN, TJUVHOLMEN, YRKESSKOLAN, Company
from profile_service.domain.sections import CATALOGUE, ORDINARY

_SERVICE: Final = "https://w3id.org/dpv#ServiceProvision"
_RECRUITMENT: Final = "https://w3id.org/dpv#Recruitment"
_VERIFICATION: Final = "https://w3id.org/dpv#Verification"

_KEPT: Final[Text] = {
    "sv": "Två år efter att ärendet är avslutat. Sedan raderas uppgifterna.",
    "en": "Two years after the case is closed. Then the information is deleted.",
    "ar": "سنتان بعد إغلاق القضية، ثم تُحذف المعلومات.",
}
_ON_NO: Final[Text] = {
    "sv": "Du får samma hjälp. Vi frågar dig i stället under ett möte.",
    "en": "You get the same help. We ask you in a meeting instead.",
    "ar": "تحصل على المساعدة نفسها. نسألك بدلاً من ذلك في لقاء.",
}
_OTHER_WAY: Final[Text] = {
    "sv": "Ring oss eller kom hit. Du kan berätta själv och visa papper.",
    "en": "Call us or come here. You can tell us yourself and show papers.",
    "ar": "اتصل بنا أو تعال إلينا. يمكنك أن تخبرنا بنفسك وأن تُظهر أوراقك.",
}


def declarations() -> tuple[PurposeDeclaration, ...]:
    """Every declaration of the cast, approved, in its first version."""
    return (_mapping(), _adapting(), _vacancy(), _validating())


def _mapping() -> PurposeDeclaration:
    return _declare(
        NORRSKEN,
        "dcl_norrsken_mapping",
        Purpose(
            _SERVICE,
            {
                "sv": "Vi vill veta vad du kan, så att vi kan planera vägen till ett arbete med dig.",
                "en": "We want to know what you can do, so that we can plan the way to a job with you.",
                "ar": "نريد أن نعرف ما الذي تجيده لنخطط معك الطريق إلى عمل.",
            },
        ),
        "GDPR art. 6.1 e",
        (
            _want(
                "profile:languages:read",
                True,
                "För att veta vilka språk vi kan mötas på.",
                "To know in which languages we can meet.",
                "لنعرف اللغات التي يمكننا أن نتفاهم بها.",
            ),
            _want(
                "profile:skills:read",
                True,
                "För att hitta arbeten där du använder det du kan.",
                "To find jobs where you use what you can do.",
                "لنجد أعمالاً تستخدم فيها ما تجيده.",
            ),
            _want(
                "profile:experience:read",
                False,
                "För att förstå vad du har arbetat med.",
                "To understand what you have worked with.",
                "لنفهم ما عملت به.",
            ),
            _want(
                "profile:education:read",
                False,
                "För att se om din utbildning kan räknas här.",
                "To see whether your education can count here.",
                "لنرى إن كان تعليمك معترفاً به هنا.",
            ),
            _want(
                "profile:expectations:read",
                False,
                "För att planera mot det du själv vill.",
                "To plan towards what you want yourself.",
                "لنخطط نحو ما تريده أنت.",
            ),
            _want(
                "profile:licences:read",
                False,
                "För att veta vilka arbeten du får göra.",
                "To know which jobs you are allowed to do.",
                "لنعرف الأعمال المسموح لك بها.",
            ),
            _want(
                "profile:transversal:read",
                False,
                "För att se dina styrkor i arbetslivet.",
                "To see your strengths in working life.",
                "لنرى نقاط قوتك في العمل.",
            ),
            _want(
                "profile:person:read?fields=email,name,phone",
                False,
                "För att kunna nå dig om ett möte.",
                "To be able to reach you about a meeting.",
                "لنتمكن من الاتصال بك بشأن لقاء.",
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
                "ar": "نريد أن نعرف ما تحتاج إليه ليناسبك مكان العمل.",
            },
        ),
        "GDPR art. 6.1 e, art. 9.2 h",
        (
            _want(
                "profile:adaptations:read?fields=equipment,needs_at_work",
                True,
                "För att ordna det du behöver på arbetsplatsen.",
                "To arrange what you need at the workplace.",
                "لنرتب ما تحتاج إليه في مكان العمل.",
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
            _RECRUITMENT,
            {
                "sv": "Vi vill se om det du kan passar ett ledigt arbete hos oss.",
                "en": "We want to see whether what you can do fits a vacancy with us.",
                "ar": "نريد أن نرى إن كان ما تجيده يناسب وظيفة شاغرة لدينا.",
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
                "För att veta vilka språk du kan använda på arbetet.",
                "To know which languages you can use at work.",
                "لنعرف اللغات التي يمكنك استخدامها في العمل.",
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
                "sv": "Vi vill se vad du redan kan, så att du får intyg på det.",
                "en": "We want to see what you can do already, so that you get a certificate for it.",
                "ar": "نريد أن نرى ما تجيده الآن لتحصل على شهادة بذلك.",
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
                "لنرى أين تعلمته.",
            ),
            _want(
                "profile:education:read",
                False,
                "För att slippa pröva det du redan har betyg i.",
                "To avoid assessing what you already have grades for.",
                "لئلا نقيّم ما لديك علامات فيه.",
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
        purpose=purpose,
        legal_basis=legal_basis,
        wants=wants,
        retention=_KEPT,
        onward_recipients=(),
        on_no=_ON_NO,
        other_way=_OTHER_WAY,
        contact=contact,
        approved=True,
    )


def _want(scope: str, needed: bool, sv: str, en: str, ar: str) -> Want:
    frozen = Scope.parse(scope).frozen(CATALOGUE, ORDINARY)
    return Want(frozen, {"sv": sv, "en": en, "ar": ar}, needed)
