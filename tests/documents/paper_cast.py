"""People whose profiles are printed: Swedish, English, Arabic and Tigrinya texts, some of them long."""

from datetime import UTC, datetime
from typing import Any

from profile_service.domain.profile import (
    OWN_WORDS,
    Assertion,
    ItemId,
    Profile,
    Source,
    SourceKind,
    Strength,
    new_assertion,
)
from profile_service.portability.wire import WireRules

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
SCHOOL = Source(SourceKind.ORGANISATION, "Yrkesskolan")
FILE = Source(SourceKind.IMPORT, "JSON Resume")
FIVE = ("listening", "reading", "spoken_interaction", "spoken_production", "writing")

ASTRID: dict[str, list[dict[str, Any]]] = {
    "person": [
        {
            "name": "Astrid Öberg-Håkansson", "email": "astrid.oberg@example.org", "phone": "+46 70 123 45 67",
            "place": {"label": "Nässjö"}, "birth_date": "1980-05-17", "mapping_languages": ["sv", "en"],
            "identity_numbers": [{"kind": "personnummer", "value": "198112289874"}],
        }
    ],
    "expectations": [
        {
            "goal": "occupation", "target": {"label": "Undersköterska, hemtjänst"}, "horizon": "within_6_months",
            "regions": [{"label": "Nässjö"}, {"label": "Eksjö"}, {"label": "Tranås"}], "hours_per_week": 30,
            "obstacles": "Jag hämtar barnen på förskolan före klockan fyra och har inte bil varje dag.",
        }
    ],
    "experience": [
        {
            "title": "Kock i skolkök", "setting": "job", "employer": "Fjällgårdens skola", "country": "SE",
            "start": "2012-08", "ongoing": True,
            "tasks": "Lagade mat till 240 elever varje dag. Planerade menyn för fyra veckor i taget, beställde varor"
            " och följde upp svinnet. Ansvarade för specialkost: gluten, laktos, nötter och halal. Lärde upp fyra"
            " praktikanter från Komvux och handledde dem i kökets egenkontroll.\nSkötte diskmaskin, kylar och"
            " temperaturlistor.",
            "skills_used": [{"label": "Specialkost"}, {"label": "Egenkontroll"}],
        },
        {"title": "Vårdade min mor", "setting": "home", "start": "2008", "end": "2011", "tasks": "Mediciner, mat, lyft."},
        {"title": "Ledare i scoutkår", "setting": "association", "employer": "Nässjö scoutkår", "start": "1999", "end": "2005-06"},
    ],
    "education": [
        {"name": "Restaurang- och livsmedelsprogrammet", "school": "Brinellgymnasiet", "country": "SE", "start": "1996-08",
         "end": "1999-06", "outcome": "completed", "document": "held"},
        {"name": "Vård- och omsorgskurs, grund", "school": "Komvux", "start": "2025-01", "outcome": "ongoing"},
    ],
    "languages": [
        {"language": {"label": "Svenska"}, "native": True},
        {"language": {"label": "Engelska"}, **dict.fromkeys(FIVE, "B1"), "writing": "A2"},
    ],
    "skills": [
        {"skill": {"label": "Laga mat för många"}, "level": 4, "months": 150, "last_used": "2026-02"},
        {"skill": {"label": "Specialkost"}, "level": 3, "wants_to_use": True},
        {"skill": {"label": "Lyftteknik"}, "level": 2, "comes_from": [{"kind": "activity", "note": "vårdade min mor"}]},
    ],
    "transversal": [{"skill": {"label": "Planera min tid"}, "level": 3}],
    "licences": [{"kind": "driving", "licence": {"label": "B"}, "issued": "1999-07-02", "country": "SE"}],
    "evidence": [{"title": "Intyg, specialkost", "issuer": "Yrkesskolan", "date": "2020-11", "file_sha256": "a" * 64}],
    "adaptations": [{"needs_at_work": "Sitta ned en stund varje timme."}],
    "plan": [{"goal": "Bli undersköterska", "step": "Läsa klart grundkursen", "owner": "Komvux", "status": "started",
              "agreed_with": ["Arbetsförmedlingen", "Nässjö kommun"], "follow_up": "2026-05-04"}],
    "progress": [{"indicator": {"label": "Jag vet vilket jobb jag vill ha"}, "respondent": "person", "value": 7,
                  "date": "2026-01-12"}],
}  # fmt: skip
MUHAMMAD: dict[str, list[dict[str, Any]]] = {
    "person": [
        {"name": "محمد عبد الرحمن الخطيب", "place": {"label": "Malmö"}, "phone": "+46 70 765 43 21",
         "interpreter_language": "ar"}
    ],
    "expectations": [{"goal": "self_employment", "target": {"label": "Skräddare (خياط)"}, "start": "2026-09"}],
    "experience": [
        {
            "title": "خياط", "setting": "own_business", "employer": "خياطة الأمل, حلب", "country": "SY", "start": "2003",
            "end": "2015-04",
            "tasks": "كنت أخيط البدلات والفساتين وأصلح الملابس. كان عندي محل صغير في حلب مع ثلاثة عمال، وكنت أشتري القماش"
            " وأحسب الأسعار (حوالي 40 قطعة في الأسبوع). كنت أستعمل آلات Juki و Singer كل يوم.",
        },
        {"title": "Praktik, sömnad", "setting": "unpaid", "employer": "Återbruket Malmö", "start": "2024-02", "ongoing": True},
    ],
    "languages": [
        {"language": {"label": "العربية"}, "native": True, "script_literacy": "fluent"},
        {"language": {"label": "Svenska"}, **dict.fromkeys(FIVE, "A2"), "sfi_course": "2C"},
        {"language": {"label": "ትግርኛ"}, "listening": "A1"},
        {"language": {"label": "Українська мова"}, "listening": "A1"},
    ],
    "skills": [{"skill": {"label": label}, "level": at % 4 + 1} for at, label in enumerate(
        ["خياطة", "Mönsterkonstruktion", "Industrisömnad", "تصليح الملابس", "Materialkunskap", "Kassa"])],
}  # fmt: skip
SHORT = {"person": [{"name": "Bo"}]}


def items(section: str, raw: list[dict[str, Any]]) -> tuple[Assertion, ...]:
    """Checked items, with sources and strengths of several kinds."""
    rules = WireRules()
    kinds = [(OWN_WORDS, Strength.SELF), (FILE, Strength.SELF), (SCHOOL, Strength.ASSESSED)]
    return tuple(
        new_assertion(
            ItemId(f"{section}-{at}"), section, rules.parse(section, one), *kinds[at % len(kinds)], NOW
        )
        for at, one in enumerate(raw)
    )


def profile(sections: dict[str, list[dict[str, Any]]]) -> Profile:
    """A profile of these sections."""
    return Profile(
        dict.fromkeys(sections, 1), {section: items(section, raw) for section, raw in sections.items()}
    )
