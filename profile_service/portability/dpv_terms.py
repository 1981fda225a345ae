"""The words of the W3C Data Privacy Vocabulary 2 for what a consent record speaks of, and our own where it has none."""

import re
from collections.abc import Mapping
from typing import Final

from consent.receipt import Indication, RecordKind
from schemas.access.record_context import STATES

SUBJECT: Final = "urn:egenkarta:subject:"
ORGANISATION: Final = "urn:egenkarta:organisation:"
ONWARD: Final = "urn:egenkarta:onward:"
RECORD: Final = "urn:egenkarta:record:"

STATUS: Final = {RecordKind(word): types for word, types in STATES.items()}

METHOD: Final[Mapping[Indication, str]] = {
    Indication.OWN_DEVICE: "egk:OwnDevice",
    Indication.OWN_PROGRAM: "egk:OwnProgram",
    Indication.HELPERS_DESK: "egk:HelpersDesk",
    Indication.PAPER: "egk:Paper",
    Indication.PHONE: "egk:Phone",
    Indication.REPRESENTATIVE: "egk:Representative",
    Indication.NOBODY: "egk:NoIndication",
}

PERSONAL_DATA: Final[Mapping[str, str]] = {
    "person": "pd:Identifying",
    "expectations": "pd:Preference",
    "experience": "pd:EmploymentHistory",
    "education": "pd:Education",
    "languages": "pd:Language",
    "skills": "pd:Professional",
    "transversal": "pd:Professional",
    "licences": "pd:ProfessionalCertification",
    "evidence": "pd:Professional",
    "adaptations": "pd:Health",
    "plan": "pd:Professional",
    "progress": "pd:ProfessionalEvaluation",
    "assessments": "pd:ProfessionalEvaluation",
}

_ARTICLE: Final = re.compile(r"(?<!\d)(6|9)\s*(?:\.|\()\s*([12])\)?\s*\(?([a-j])\b")
_LETTERS: Final = {"6.1": "abcdef", "9.2": "abcdefghij"}


def legal_bases(text: str) -> list[str]:
    """The articles that a legal basis names ("GDPR art. 6.1 e", "Article 9(2)(h)"); without one, a legal basis as such."""
    found = [
        f"eu-gdpr:A{article}-{part}-{letter}"
        for article, part, letter in _ARTICLE.findall(text)
        if letter in _LETTERS.get(f"{article}.{part}", "")
    ]
    return list(dict.fromkeys(found)) or ["dpv:LegalBasis"]
