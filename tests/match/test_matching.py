"""What an occupation needs against what she has: exact codes alone, no score, no person beside her."""

from dataclasses import replace
from datetime import timedelta

import pytest

from profile_service.actions.matching import equals_of, find_occupations, fit_of_claims, wanted
from profile_service.domain.concept import ConceptRef
from profile_service.domain.match import Claim, Fit, Need, claims_of, goals_of
from profile_service.domain.profile import Assertion, Content, Strength
from profile_service.domain.strength import stands
from profile_service.storage.concepts import ConceptStore, open_store
from profile_service.web.match_picture import picture
from tests.coverage.questions import NOW, entry
from tests.match import kitchen
from tests.match.kitchen import (
    BUFFET,
    CHEF,
    COLD_COOK,
    COOK,
    COOKS_ISCO,
    COOKS_SSYK,
    SWEDISH_SOUP,
    coded,
    skill,
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> ConceptStore:
    opened = open_store(f"sqlite:///{tmp_path_factory.mktemp('kitchen')}/taxonomy.sqlite3")
    kitchen.fill(opened)
    return opened


def _claims(*entries: Assertion) -> tuple[Claim, ...]:
    sections: dict[str, list[Assertion]] = {}
    for one in entries:
        sections.setdefault(one.section, []).append(one)
    return claims_of(sections, NOW.date())


def _skill(name: str, code: ConceptRef, **more: object) -> Assertion:
    content: Content = {"skill": coded(code), **more}  # type: ignore[dict-item]
    return entry("skills", name, content)


def _fit(store: ConceptStore, *entries: Assertion, job: ConceptRef = COOK) -> Fit:
    found = fit_of_claims(store, _claims(*entries), job, "sv")
    assert found is not None
    return found


def _had(fit: Fit) -> set[str]:
    return {row.needed.skill.label for row in fit.had}


def test_a_code_counts_where_it_is_the_same_or_matches_exactly_and_never_where_it_is_near(
    store: ConceptStore,
) -> None:
    fit = _fit(
        store,
        _skill("s1", SWEDISH_SOUP, level=3),
        _skill("s2", skill("knives")),
        _skill("s3", BUFFET),  # a close match of menus
        entry("skills", "s4", {"skill": {"label": "göra såser"}}),  # the very words, without a code
    )
    assert _had(fit) == {"laga soppa", "hantera knivar"}
    soup = fit.rows[0].had
    assert soup is not None
    assert {row.had.level for row in fit.had if row.had} == {3, None}
    assert {one.needed.skill.ref for one in fit.of(Need.ALWAYS)} == {skill(name) for name in kitchen.ALWAYS}
    assert {one.needed.skill.ref for one in fit.of(Need.SOMETIMES)} == {
        skill(name) for name in kitchen.SOMETIMES
    }
    assert len(fit.rows) == len(kitchen.ALWAYS) + len(kitchen.SOMETIMES), (
        "needed always and sometimes is needed always"
    )
    assert not hasattr(fit, "score")
    assert equals_of(store, [BUFFET])[BUFFET] == {BUFFET}


def test_strength_comes_from_what_stands_beside_it(store: ConceptStore) -> None:
    fit = _fit(
        store,
        _skill("s1", skill("soup"), level=2),
        entry("evidence", "e1", {"title": "Intyg", "supports": ["s1"]}),
        entry("experience", "x1", {"title": "Kökshjälp", "skills_used": [coded(skill("knives"))]}),
        entry("assessments", "a1", {"competence": coded(skill("sauces")), "level": 4, "status": "stands"}),
        entry("assessments", "a2", {"competence": coded(skill("waste")), "status": "withdrawn"}),
        entry("licences", "l1", {"licence": coded(skill("fish"))}),
    )
    found = {row.needed.skill.label: row.had for row in fit.had if row.had}
    assert found["laga soppa"].strength is Strength.DOCUMENT
    assert [one.id for one in found["laga soppa"].by] == ["e1"]
    assert found["hantera knivar"].strength is Strength.CONTEXT
    assert found["göra såser"].level == 4
    assert "sortera avfall" not in found, "an assessment that was withdrawn speaks for nothing"
    assert fit.of(Need.ALWAYS)[0].needed.skill.label == "laga soppa", "the strongest first"
    hidden = claims_of({"skills": [_skill("s1", skill("soup"))]}, NOW.date(), with_strength=False)
    assert (hidden[0].strength, hidden[0].by) == (None, ())


def test_an_assessment_past_its_day_speaks_for_nothing_though_a_scope_has_cut_the_day_away() -> None:
    cut = entry("assessments", "a1", {"competence": coded(skill("sauces")), "status": "stands"})
    last = replace(cut, review_date=NOW.date())
    assert stands(cut, NOW.date())
    assert stands(last, NOW.date())
    assert not stands(last, NOW.date() + timedelta(days=1))


def test_a_group_leads_by_isco_to_its_occupations(store: ConceptStore) -> None:
    for group in (COOKS_SSYK, COLD_COOK):
        found = wanted(store, group, "sv")
        assert found is not None
        assert {one.ref for one in found.within} == {COOK, CHEF}
        needs = {one.skill.ref: one.need for one in found.needs}
        assert {ref for ref, need in needs.items() if need is Need.ALWAYS} == {
            skill(one) for one in kitchen.ALWAYS
        }
        assert needs[BUFFET] is Need.SOMETIMES, "what JobTech names for the group"
    isco = wanted(store, COOKS_ISCO, "sv")
    assert isco is not None
    assert BUFFET not in {one.skill.ref for one in isco.needs}
    assert wanted(store, skill("soup"), "sv") is None, "a skill is no occupation"
    assert wanted(store, ConceptRef(COOK.scheme, "' OR 1=1 --"), "sv") is None  # type: ignore[arg-type]
    assert wanted(store, ConceptRef("nobodys", COOK.id), "sv") is None  # type: ignore[arg-type]


def test_occupations_are_found_by_words_and_by_goals(store: ConceptStore) -> None:
    assert COOK in {hit.ref for hit in find_occupations(store, "kock", "sv")}
    assert find_occupations(store, "  ", "sv") == ()
    assert all("baka" not in hit.label for hit in find_occupations(store, "baka", "sv")), (
        "skills are not looked for"
    )
    goals = goals_of(
        {
            "expectations": [
                entry("expectations", "g1", {"goal": "occupation", "target": coded(COOK)}),
                entry("expectations", "g2", {"goal": "language", "target": coded(CHEF)}),
                entry("expectations", "g3", {"goal": "occupation", "target": {"label": "kock"}}),
            ]
        }
    )
    assert goals == (COOK,)


def test_the_picture_says_it_without_colour_and_style_and_turns_with_the_script(store: ConceptStore) -> None:
    fit = _fit(store, _skill("s1", skill("soup")), _skill("s2", skill("fish")))
    drawn, mirrored = (str(picture(fit, 'A "title" & more', from_right=right)) for right in (False, True))
    assert drawn.count('class="has"') == 2
    assert drawn.count('class="gone"') == len(fit.rows) - 2
    assert "style" not in drawn
    assert "<script" not in drawn
    assert 'role="img"' in drawn
    assert "A &#34;title&#34; &amp; more" in drawn
    assert mirrored != drawn
    assert mirrored.count("<polygon") == drawn.count("<polygon")
    assert str(picture(Fit(fit.wanted, ()), "none", from_right=False)).count("polygon") == 0
