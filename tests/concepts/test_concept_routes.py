"""Concepts over the API: for everybody, about nobody."""

from typing import Any

import pytest

from profile_service.domain.concept import Relation, RelationKind
from profile_service.storage.concepts.patience import OutOfTimeError
from profile_service.storage.concepts.search import Search
from schemas.access import ConceptDetails, FoundConceptList, TaxonomyList
from tests.concepts import shelf
from tests.concepts.shelf import PHOTOGRAPHER, WHOLE, edition, one, ref
from tests.stage import Stage

UNSAID = "0000"
"""A code that is only mentioned: the starter set has no words for it."""
OTHER = "http://data.example/esco/occupation/journalist"


@pytest.fixture
def shelved(stage: Stage) -> Stage:
    store = shelf.fill(stage.parts.library.store)
    relations = [
        Relation(RelationKind.RELATED, ref(PHOTOGRAPHER), ref(OTHER)),
        Relation(RelationKind.SUBSTITUTE, ref(OTHER), ref(PHOTOGRAPHER), 75),
        Relation(RelationKind.EXACT, ref(PHOTOGRAPHER), ref(UNSAID, shelf.SSYK)),
    ]
    store.print_edition(edition("1.2.0", file="relations"), (), relations, frozenset())
    return stage


def _get(stage: Stage, path: str, status: int = 200, **query: Any) -> Any:
    answer = stage.http.get(f"/v1/{path}", params=query)
    assert answer.status_code == status, answer.text
    return answer


def test_anybody_finds_a_concept_by_words(shelved: Stage) -> None:
    answer = _get(
        shelved, "concepts", q="fotgraf", language="ar", kind=["occupation", "skill"], scheme="esco"
    )
    FoundConceptList.model_validate_json(answer.content)
    first = answer.json()["concepts"][0]
    assert first["concept_id"] == PHOTOGRAPHER and first["matched"] == "fotograf"
    assert (first["language"], first["fallback"], first["scheme_version"]) == ("ar", False, "1.2.0")
    assert _get(shelved, "concepts", q="").json() == {"concepts": []}
    assert _get(shelved, "concepts", q="\0'\"*").json() == {"concepts": []}
    assert len(_get(shelved, "concepts", q="foto", limit=1).json()["concepts"]) == 1


@pytest.mark.parametrize(
    "query",
    [{}, {"q": "a" * 1001}, {"q": "a", "limit": 51}, {"q": "a", "limit": 0}, {"q": "a", "kind": "person"},
     {"q": "a", "language": "sv'"}, {"q": "a", "scheme": "ES CO"}, {"q": "a", "scheme": ["esco"] * 21}],
)  # fmt: skip
def test_a_question_that_is_none_is_refused(stage: Stage, query: dict[str, Any]) -> None:
    _get(stage, "concepts", 422, **query)


def test_one_concept_with_all_that_is_known(shelved: Stage) -> None:
    answer = _get(shelved, "concepts/one", scheme="esco", id=PHOTOGRAPHER, language="en")
    ConceptDetails.model_validate_json(answer.content)
    concept = answer.json()
    assert (concept["label"], concept["description"]) == ("photographer", "Takes photographs.")
    assert concept["labels"]["fi"] == "valokuvaaja" and concept["other_labels"] == {"en": ["picture taker"]}
    assert "ESCO classification" in concept["attribution"]
    ends = [(one["kind"], one["concept_id"], one["label"]) for one in concept["leads_to"]]
    assert ends == [("exact_match", UNSAID, ""), ("related", OTHER, "photojournalist")]
    assert concept["led_to_by"][0]["weight"] == 75
    for scheme, concept_id in (("esco", "nothing"), ("sun2020", PHOTOGRAPHER), ("ssyk2012", UNSAID)):
        _get(shelved, "concepts/one", 404, scheme=scheme, id=concept_id)


def test_one_that_is_gone_says_since_when(shelved: Stage) -> None:
    shelved.parts.library.store.print_edition(edition("1.3"), [one("new", {"en": "x"})], (), WHOLE)
    concept = _get(shelved, "concepts/one", scheme="esco", id=PHOTOGRAPHER).json()
    assert (concept["deprecated_in"], concept["scheme_version"], concept["label"]) == (
        "1.3",
        "1.2.0",
        "fotograf",
    )
    found = _get(shelved, "concepts", q="fotograf").json()["concepts"]
    assert PHOTOGRAPHER in [hit["concept_id"] for hit in found if hit["deprecated"]]


def test_the_editions_say_where_the_words_come_from(shelved: Stage) -> None:
    answer = _get(shelved, "taxonomies")
    TaxonomyList.model_validate_json(answer.content)
    found = next(
        one for one in answer.json()["taxonomies"] if one["scheme"] == "ssyk2012" and one["version"] == "2012"
    )
    assert found["released"] == "2024-05-15" and len(found["files"][0]["sha256"]) == 64


def test_what_was_cut_short_is_kept_by_nobody(shelved: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _get(shelved, "concepts", q="weaver").headers["ETag"]
    looked: list[str] = []

    def cut_short(*_: object) -> None:
        looked.append("further")
        raise OutOfTimeError

    monkeypatch.setattr(Search, "_look_further", cut_short)
    for known in ({}, {"If-None-Match": whole}):
        answer = shelved.http.get("/v1/concepts?q=weaver", headers=known)
        assert answer.status_code == 200 and answer.json()["concepts"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert "ETag" not in answer.headers
    assert looked == ["further"] * 2


def test_what_has_not_changed_is_not_sent_again_until_an_import(shelved: Stage) -> None:
    answer = _get(shelved, "concepts", q="weaver")
    tag = answer.headers["ETag"]
    assert answer.headers["Cache-Control"] == "public, max-age=300"

    def again() -> int:
        return shelved.http.get(
            "/v1/concepts?q=weaver", headers={"If-None-Match": f'"x", W/{tag}'}
        ).status_code

    assert again() == 304
    shelved.parts.library.store.print_edition(edition("1.3"), [one("n", {"sv": "weaver"})], (), frozenset())
    assert again() == 200
