"""Whose profile a sign-in opens: by (issuer, subject), by a number that the same issuer vouched for, and by nothing else."""

from typing import Any

from consent.vocabulary import IndividualId
from profile_service.domain.eid_refusal import EidRefusal
from profile_service.identity.oidc.person import COORDINATION, PERSONAL, PREVIOUS
from tests.identity.people import (
    ADULT_NUMBER,
    CHILD_NUMBER,
    COORDINATION_NUMBER,
    OTHER_COORDINATION_NUMBER,
    OTHER_NUMBER,
)
from tests.identity.world import World


def _enter(world: World, provider: str, subject: str, **claims: Any) -> str:
    """The id of the profile that she gets into, in a browser of her own."""
    world.leave()
    done = world.sign_in(provider, {"sub": subject, **claims})
    assert done.status_code == 303, done.text
    found = world.who()
    assert found is not None
    return found


def _refused(world: World, reason: EidRefusal, provider: str, subject: str, **claims: Any) -> None:
    world.leave()
    before = world.rows("SELECT count(*) FROM individual")
    done = world.sign_in(provider, {"sub": subject, **claims})
    assert done.status_code == 403
    assert world.who() is None
    assert world.journaled()[0] == ("sign_in", "refused", reason.value, None)
    assert world.rows("SELECT count(*) FROM individual") == before


def test_the_same_subject_of_the_same_issuer_is_the_same_person(empty: World) -> None:
    first = _enter(empty, "alfa", "s-1", **{PERSONAL: ADULT_NUMBER})
    assert _enter(empty, "alfa", "s-1", **{PERSONAL: ADULT_NUMBER}) == first


def test_the_same_subject_of_another_issuer_is_somebody_else(empty: World) -> None:
    first = _enter(empty, "alfa", "s-1", **{PERSONAL: ADULT_NUMBER})
    assert _enter(empty, "beta", "s-1", **{PERSONAL: OTHER_NUMBER}) != first


def test_a_new_subject_with_a_number_that_the_same_issuer_vouched_for_is_the_same_person(
    empty: World,
) -> None:
    first = _enter(empty, "alfa", "s-1", **{PERSONAL: ADULT_NUMBER})
    assert _enter(empty, "alfa", "s-2", **{PERSONAL: ADULT_NUMBER}) == first
    assert empty.rows("SELECT count(*) FROM external_identity") == [(2,)], "the new subject is hers too"


def test_the_same_number_of_another_provider_takes_over_nothing(empty: World) -> None:
    first = _enter(empty, "alfa", "s-1", **{PERSONAL: ADULT_NUMBER})
    _refused(empty, EidRefusal.NUMBER_ELSEWHERE, "beta", "s-9", **{PERSONAL: ADULT_NUMBER})
    assert _enter(empty, "alfa", "s-1", **{PERSONAL: ADULT_NUMBER}) == first
    shown = empty.stage.http.get("/my/log").text
    assert "beta" not in shown


def test_nobody_is_joined_by_an_e_mail_address_or_a_name(empty: World) -> None:
    same = {"email": "a@example.org", "email_verified": True, "name": "A B"}
    first = _enter(empty, "alfa", "s-1", **same, **{PERSONAL: ADULT_NUMBER})
    assert _enter(empty, "beta", "s-2", **same, **{PERSONAL: OTHER_NUMBER}) != first


def test_a_newcomer_keeps_her_profile_at_her_new_number(empty: World) -> None:
    first = _enter(empty, "alfa", "s-1", **{COORDINATION: COORDINATION_NUMBER})
    moved = {PERSONAL: ADULT_NUMBER, PREVIOUS: COORDINATION_NUMBER}
    assert _enter(empty, "alfa", "s-2", **moved) == first
    assert sorted(empty.number_of(first)) == [(ADULT_NUMBER, True), (COORDINATION_NUMBER, False)]
    kinds = [line[0] for line in empty.journaled()]
    assert kinds.count("new_number") == 1
    assert _enter(empty, "alfa", "s-2", **moved) == first
    assert [line[0] for line in empty.journaled()].count("new_number") == 1, "it is told once"


def test_a_newcomer_with_the_same_subject_gets_her_new_number_too(empty: World) -> None:
    first = _enter(empty, "alfa", "s-1", **{COORDINATION: COORDINATION_NUMBER})
    assert _enter(empty, "alfa", "s-1", **{PERSONAL: ADULT_NUMBER, PREVIOUS: COORDINATION_NUMBER}) == first
    assert sorted(empty.number_of(first)) == [(ADULT_NUMBER, True), (COORDINATION_NUMBER, False)]


def test_an_old_number_never_becomes_the_current_one_again(empty: World) -> None:
    first = _enter(empty, "alfa", "s-1", **{COORDINATION: COORDINATION_NUMBER})
    _enter(empty, "alfa", "s-1", **{PERSONAL: ADULT_NUMBER, PREVIOUS: COORDINATION_NUMBER})
    _enter(empty, "alfa", "s-1", **{COORDINATION: COORDINATION_NUMBER})
    assert sorted(empty.number_of(first)) == [(ADULT_NUMBER, True), (COORDINATION_NUMBER, False)]


def test_a_former_number_that_another_issuer_vouched_for_opens_nothing(empty: World) -> None:
    _enter(empty, "alfa", "s-1", **{COORDINATION: COORDINATION_NUMBER})
    moved = {PERSONAL: ADULT_NUMBER, PREVIOUS: COORDINATION_NUMBER}
    _refused(empty, EidRefusal.NUMBER_ELSEWHERE, "beta", "s-2", **moved)


def test_two_accounts_are_never_merged_by_a_number(empty: World) -> None:
    newcomer = _enter(empty, "alfa", "s-1", **{COORDINATION: COORDINATION_NUMBER})
    other = _enter(empty, "alfa", "s-2", **{PERSONAL: ADULT_NUMBER})
    assert newcomer != other
    moved = {PERSONAL: ADULT_NUMBER, PREVIOUS: COORDINATION_NUMBER}
    _refused(empty, EidRefusal.TWO_ACCOUNTS, "alfa", "s-3", **moved)


def test_a_known_subject_does_not_take_the_number_of_another_account(empty: World) -> None:
    first = _enter(empty, "alfa", "s-1", **{COORDINATION: OTHER_COORDINATION_NUMBER})
    other = _enter(empty, "beta", "s-2", **{PERSONAL: ADULT_NUMBER})
    assert _enter(empty, "alfa", "s-1", **{PERSONAL: ADULT_NUMBER}) == first
    assert empty.number_of(first) == [(OTHER_COORDINATION_NUMBER, True)]
    assert empty.number_of(other) == [(ADULT_NUMBER, True)]


def test_a_way_in_that_she_removed_opens_nothing_by_her_number_either(empty: World) -> None:
    first = IndividualId(_enter(empty, "alfa", "s-1", **{PERSONAL: ADULT_NUMBER}))

    def remove(work: Any) -> None:
        (only,) = work.external_identities.of(first)
        assert work.external_identities.detach(first, only.id)

    empty.stage.parts.database.writer.run(remove)
    _refused(empty, EidRefusal.NUMBER_ELSEWHERE, "alfa", "s-1", **{PERSONAL: ADULT_NUMBER})


def test_a_child_is_not_admitted(empty: World) -> None:
    _refused(empty, EidRefusal.MINOR, "alfa", "s-1", **{PERSONAL: CHILD_NUMBER})
    assert empty.rows("SELECT count(*) FROM identity_number") == [(0,)]


def test_erasing_herself_removes_subject_and_number(empty: World) -> None:
    from profile_service.actions.enrolling import erase

    first = _enter(empty, "alfa", "s-1", **{PERSONAL: ADULT_NUMBER})
    empty.stage.parts.database.writer.run(
        lambda work: erase(work, empty.stage.house.desk, IndividualId(first))
    )
    for table in ("external_identity", "identity_number", "proved_account"):
        assert empty.rows(f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608
    assert _enter(empty, "alfa", "s-1", **{PERSONAL: ADULT_NUMBER}) != first


def test_handing_over_an_account_seals_its_numbers_anew(empty: World) -> None:
    giving = _enter(empty, "alfa", "s-1", **{COORDINATION: COORDINATION_NUMBER})
    taking = _enter(empty, "beta", "s-2", **{PERSONAL: ADULT_NUMBER})
    now = empty.stage.clock.now()
    empty.stage.parts.database.writer.run(
        lambda work: work.external_identities.hand_over(IndividualId(giving), IndividualId(taking), now)
    )
    assert sorted(empty.number_of(taking)) == [(ADULT_NUMBER, True), (COORDINATION_NUMBER, False)]
    assert _enter(empty, "alfa", "s-1", **{COORDINATION: COORDINATION_NUMBER}) == taking
