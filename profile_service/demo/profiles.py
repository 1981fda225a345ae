"""What the individuals of the cast have written about themselves. Every word is invented."""

from collections.abc import Mapping
from typing import Any, Final

Entries = tuple[tuple[str, Mapping[str, Any]], ...]
"""Section and content, in the order in which they are added."""


def _language(code: str, label: str) -> dict[str, str]:
    return {"label": label, "scheme": "iso639", "concept_id": code, "scheme_version": "2023"}


ASTRID: Final[Entries] = (
    (
        "person",
        {
            "name": "Astrid Lindqvist",
            "birth_date": "1984-05",
            "email": "astrid.lindqvist@example.org",
            "phone": "+46700000001",
            "place": {"label": "Nässjö"},
            "interface_language": "sv",
        },
    ),
    (
        "expectations",
        {
            "goal": "occupation",
            "target": {"label": "Undersköterska"},
            "horizon": "within_6_months",
            "hours_per_week": 30,
            "obstacles": "Jag har ont i ryggen vissa dagar.",
        },
    ),
    (
        "experience",
        {
            "setting": "job",
            "title": "Vårdbiträde",
            "employer": "Solgläntans äldreboende",
            "country": "SE",
            "start": "2015-03",
            "end": "2021-08",
            "tasks": "Hjälpte äldre med mat, medicin och promenader. Skrev rapport efter varje pass.",
        },
    ),
    (
        "experience",
        {
            "setting": "job",
            "title": "Butiksbiträde",
            "employer": "Handlarn på hörnet",
            "hide_employer": True,
            "country": "SE",
            "start": "2010",
            "end": "2014",
            "tasks": "Kassa, varor och kunder.",
        },
    ),
    (
        "experience",
        {
            "setting": "home",
            "title": "Vårdade en anhörig",
            "country": "SE",
            "start": "2021-09",
            "ongoing": True,
            "tasks": "Sköter medicin, mat och kontakter med vården.",
        },
    ),
    (
        "education",
        {
            "name": "Omvårdnadsprogrammet",
            "school": "Brinellgymnasiet",
            "country": "SE",
            "start": "2000-08",
            "end": "2002-06",
            "outcome": "interrupted",
            "years_done": 2,
            "document": "held",
        },
    ),
    ("languages", {"language": _language("sv", "Svenska"), "native": True}),
    (
        "languages",
        {
            "language": _language("en", "Engelska"),
            "listening": "B2",
            "reading": "B2",
            "spoken_interaction": "B1",
            "spoken_production": "B1",
            "writing": "A2",
        },
    ),
    (
        "skills",
        {"skill": {"label": "Ge omvårdnad till äldre"}, "level": 4, "months": 77, "wants_to_use": True},
    ),
    (
        "skills",
        {"skill": {"label": "Dela ut läkemedel"}, "level": 3, "months": 60, "wants_to_use": True},
    ),
    ("skills", {"skill": {"label": "Sköta en kassa"}, "level": 3, "months": 48, "wants_to_use": False}),
    ("transversal", {"skill": {"label": "Arbeta i lag"}, "level": 4}),
    ("transversal", {"skill": {"label": "Skriva e-post"}, "level": 3}),
    ("licences", {"kind": "driving", "licence": {"label": "B"}, "issued": "2004", "country": "SE"}),
    (
        "evidence",
        {
            "type": {"label": "Arbetsgivarintyg"},
            "title": "Intyg från Solgläntan",
            "issuer": "Solgläntans äldreboende",
            "date": "2021-08-31",
        },
    ),
    (
        "adaptations",
        {
            "needs_at_work": "Pauser varannan timme.",
            "health": "Besvär i ländryggen.",
            "equipment": "Höj- och sänkbar säng för tunga lyft.",
        },
    ),
    (
        "plan",
        {
            "goal": "Bli färdig undersköterska",
            "step": "Validera det jag redan kan",
            "owner": "Yrkesskolan",
            "agreed_with": ["Norrsken AB"],
            "status": "agreed",
            "follow_up": "2027-01-15",
        },
    ),
    (
        "progress",
        {
            "indicator": {"label": "Tilltro till att kunna klara av ett arbete"},
            "respondent": "person",
            "value": 6,
            "date": "2026-10-01",
        },
    ),
)

BO: Final[Entries] = (
    (
        "person",
        {"name": "Bo Ekström", "email": "bo.ekstrom@example.org", "place": {"label": "Luleå"}},
    ),
    ("languages", {"language": _language("sv", "Svenska"), "native": True}),
    ("skills", {"skill": {"label": "Köra lastbil"}, "level": 4, "months": 180}),
    ("licences", {"kind": "driving", "licence": {"label": "CE"}, "issued": "1999", "country": "SE"}),
)

RIM: Final[Entries] = (
    (
        "person",
        {
            "name": "ريم الخطيب",
            "email": "rim@example.org",
            "place": {"label": "Jönköping"},
            "interface_language": "ar",
            "mapping_languages": ["ar", "sv"],
            "interpreter_language": "ar",
        },
    ),
    (
        "expectations",
        {"goal": "language", "target": {"label": "السويدية للعمل"}, "horizon": "now"},
    ),
    (
        "experience",
        {
            "setting": "own_business",
            "title": "خيّاطة",
            "country": "SY",
            "start": "2008",
            "end": "2015",
            "tasks": "خياطة ملابس النساء والأطفال، وأخذ المقاسات، وحساب الأسعار.",
        },
    ),
    (
        "education",
        {
            "name": "المدرسة الابتدائية",
            "country": "SY",
            "end": "1998",
            "outcome": "completed",
            "years_done": 6,
            "document": "lost",
        },
    ),
    ("languages", {"language": _language("ar", "العربية"), "native": True, "script_literacy": "fluent"}),
    (
        "languages",
        {
            "language": _language("sv", "السويدية"),
            "listening": "A2",
            "reading": "A1",
            "spoken_interaction": "A2",
            "spoken_production": "A1",
            "writing": "A1",
            "sfi_course": "2B",
        },
    ),
    ("skills", {"skill": {"label": "خياطة الملابس"}, "level": 4, "months": 84, "wants_to_use": True}),
    ("skills", {"skill": {"label": "أخذ المقاسات"}, "level": 4, "months": 84}),
)

PETRA: Final[Entries] = (
    (
        "person",
        {
            "name": "Petronella Gråspov",
            "birth_date": "1979-03-14",
            "identity_numbers": [{"kind": "other", "value": "GRASPOV-7788"}],
            "email": "petronella.graspov@example.org",
            "phone": "+46700000917",
            "place": {
                "label": "Spovköping",
                "scheme": "municipality",
                "concept_id": "spov-9917",
                "scheme_version": "1",
            },
            "interface_language": "sv",
            "protected_identity": True,
        },
    ),
    (
        "expectations",
        {
            "goal": "occupation",
            "target": {"label": "Tvätteribiträde i Spovköping"},
            "regions": [{"label": "Spovlandet"}],
            "obstacles": "Ingen får veta att jag, Petronella, bor i Spovköping.",
        },
    ),
    (
        "experience",
        {
            "setting": "job",
            "title": "Tvätteribiträde på Spovens Tvätteri",
            "employer": "Spovens Tvätteri AB",
            "country": "SE",
            "start": "2016-02",
            "end": "2023-11",
            "tasks": "Tvättade och manglade. Petronella Gråspov stod det på skåpet. Ring 070-000 09 17.",
        },
    ),
    (
        "education",
        {
            "name": "Textilprogrammet vid Spovdalsskolan",
            "school": "Spovdalsskolan",
            "country": "SE",
            "end": "1998",
            "outcome": "completed",
        },
    ),
    ("languages", {"language": _language("sv", "Svenska"), "native": True}),
    (
        "skills",
        {
            "skill": {"label": "Mangla"},
            "level": 4,
            "comes_from": [{"kind": "job", "note": "Spovens Tvätteri i Spovköping"}],
        },
    ),
    ("evidence", {"title": "Intyg från Spovens Tvätteri", "issuer": "Spovens Tvätteri AB"}),
    (
        "plan",
        {
            "goal": "Ett arbete",
            "step": "Möte i Spovköping",
            "owner": "Spovhjälpen",
            "agreed_with": ["Spovens kvinnojour"],
        },
    ),
)
"""She lives under protected identity. What begins with spov, and her name, number and contacts, never leaves by any way."""

PROFILES: Final[Mapping[str, Entries]] = {"astrid": ASTRID, "bo": BO, "rim": RIM, "petra": PETRA}
