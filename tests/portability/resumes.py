"""Resumes as a stranger might write them: the shape of the schema, with odd values and unknown fields."""

from itertools import count
from typing import Any

from hypothesis import strategies as st

TEXT, DATE, TEXTS = "text", "date", "texts"
_DATED = {"startDate": DATE, "endDate": DATE}
_WORK = {"position": TEXT, "url": TEXT, **_DATED, "summary": TEXT, "highlights": TEXTS}
SHAPE: dict[str, Any] = {
    "basics": {
        "name": TEXT, "label": TEXT, "image": TEXT, "email": TEXT, "phone": TEXT, "url": TEXT, "summary": TEXT,
        "location": {"address": TEXT, "postalCode": TEXT, "city": TEXT, "countryCode": TEXT, "region": TEXT},
        "profiles": [{"network": TEXT, "username": TEXT, "url": TEXT}],
    },
    "work": [{"name": TEXT, "location": TEXT, "description": TEXT, **_WORK}],
    "volunteer": [{"organization": TEXT, **_WORK}],
    "education": [
        {
            "institution": TEXT, "url": TEXT, "area": TEXT, "studyType": TEXT, **_DATED, "score": TEXT,
            "courses": TEXTS,
        }
    ],
    "awards": [{"title": TEXT, "date": DATE, "awarder": TEXT, "summary": TEXT}],
    "certificates": [{"name": TEXT, "date": DATE, "url": TEXT, "issuer": TEXT}],
    "publications": [{"name": TEXT, "publisher": TEXT, "releaseDate": DATE, "url": TEXT, "summary": TEXT}],
    "skills": [{"name": TEXT, "level": TEXT, "keywords": TEXTS}],
    "languages": [{"language": TEXT, "fluency": TEXT}],
    "interests": [{"name": TEXT, "keywords": TEXTS}],
    "references": [{"name": TEXT, "reference": TEXT}],
    "projects": [
        {
            "name": TEXT, "description": TEXT, "highlights": TEXTS, "keywords": TEXTS, **_DATED, "url": TEXT,
            "roles": TEXTS, "entity": TEXT, "type": TEXT,
        }
    ],
    "meta": {"canonical": TEXT, "version": TEXT, "lastModified": TEXT},
}  # fmt: skip

_NUMBERS = count()
# No letters outside ASCII that NFC would change: the test looks the text up as it was written.
_ALPHABET = "abc åäö/~<&\"'\\" + "\n" + "\u0645\u062d\u1270"
_LENGTHS = st.sampled_from([0] * 20 + [180, 399, 3990, 5000])


def _text() -> st.SearchStrategy[str]:
    """Never the same text twice, so that finding it again means that it was kept."""
    return st.builds(
        lambda middle, filler: f"t{next(_NUMBERS)}{middle}{'x' * filler}z",
        st.text(_ALPHABET, max_size=8),
        _LENGTHS,
    )


_ODD = st.sampled_from([None, "", "  ", 7, 1.5, True, [], {}, [1], {"a": None}, "a\x00b", "\ud800"])
_FLUENCY = st.sampled_from(["Native speaker", "native", "B2", "CEFR c1", "Fluent"])
_DATES = st.sampled_from(["2010", "2011-02", "2012-03-31", "2012-02-31", "present", "12/2010"])


def _leaf(kind: str) -> st.SearchStrategy[Any]:
    usual = _DATES if kind == DATE else _text() | _text() | _FLUENCY
    return st.one_of(usual, usual, usual, _ODD) if kind != TEXTS else st.lists(_text() | _ODD, max_size=3)


def _shape(shape: Any) -> st.SearchStrategy[Any]:
    if isinstance(shape, str):
        return _leaf(shape)
    if isinstance(shape, list):
        return st.lists(_shape(shape[0]), max_size=3)
    known = {name: _shape(inner) for name, inner in shape.items()}
    unknown = st.dictionaries(
        st.sampled_from(["x", "a/b", "~", "\x01", ""]), _text() | st.lists(_text()), max_size=1
    )
    return st.builds(lambda one, other: {**other, **one}, st.fixed_dictionaries({}, optional=known), unknown)


RESUMES = _shape(SHAPE).filter(lambda resume: not resume.keys() or resume.keys() & SHAPE.keys() - {"meta"})
