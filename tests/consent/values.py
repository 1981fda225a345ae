"""Random values of the consent layer, small enough that they often meet."""

from datetime import UTC, datetime, timedelta
from itertools import product

from hypothesis import strategies as st

from consent.assistance import Assistance, Ended, EndedBy, Open
from consent.duty import Duty, Rule
from consent.grant import Active, Closed, Expired, Grant, Paused, Revoked, UsedUp, Withdrawn
from consent.scope import Scope
from consent.share import Share
from consent.shield import UNSHIELDED, Shield
from consent.terms import Barred, Ending, Terms
from consent.vocabulary import (
    AssistanceId,
    DeclarationId,
    DutyId,
    GrantId,
    IndividualId,
    OrganisationId,
    RequestId,
    ShareId,
)

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
LATER = "later"
"""Stands for every field and item that does not exist yet: only an unnarrowed scope reaches it."""
SECTIONS = ("skills", "languages", "adaptations")
FIELDS = ("level", "skill", "months")
ITEMS = ("itm_1", "itm_2", "itm_3")

Cell = tuple[str, str, str]


def some(names: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(names), min_size=1)


scopes = st.builds(
    Scope, st.sampled_from(SECTIONS), fields=st.none() | some(FIELDS), items=st.none() | some(ITEMS)
)
frozen_scopes = st.builds(
    Scope, st.sampled_from(SECTIONS), fields=some(FIELDS), items=st.none() | some(ITEMS)
)
moments = st.integers(0, 40).map(lambda hours: EPOCH + timedelta(hours=hours))
organisations = st.sampled_from([OrganisationId("org_1"), OrganisationId("org_2")])
individuals = st.sampled_from([IndividualId("ind_1"), IndividualId("ind_2")])


names = st.sampled_from(["", "Nord", "Syd", "SYD "])
barred = st.builds(Barred, st.frozensets(names, max_size=1), st.frozensets(names, max_size=1)).filter(
    lambda one: "" not in one.units | one.readers
)


helpers = st.sampled_from(["stf_1", "stf_2"])


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    given_at = draw(moments)
    return Terms(
        id=GrantId("gra_1"),
        individual=draw(individuals),
        organisation=draw(organisations),
        unit="",
        request_id=RequestId("req_1"),
        declaration_id=DeclarationId("dcl_1"),
        declaration_version=1,
        purpose="dpv:ServiceProvision",
        scopes=tuple(draw(st.lists(frozen_scopes, min_size=1, max_size=4))),
        given_at=given_at,
        until=given_at + timedelta(hours=draw(st.integers(1, 20))),
        ending=draw(st.sampled_from(Ending)),
        barred=draw(barred),
    )


grants: st.SearchStrategy[Grant] = st.one_of(
    st.builds(Active, terms()),
    st.builds(Withdrawn, terms(), moments),
    st.builds(Expired, terms()),
    st.builds(UsedUp, terms(), moments, st.sampled_from(["", "evt_1"]), st.booleans()),
    st.builds(Paused, terms(), moments, st.booleans()),
    st.builds(Closed, terms(), moments),
    st.builds(Revoked, terms(), moments),
)


shields = st.just(UNSHIELDED) | st.builds(
    Shield, st.dictionaries(st.sampled_from(SECTIONS), some(FIELDS), min_size=1, max_size=2)
)


@st.composite
def duties(draw: st.DrawFn) -> Duty:
    since = draw(moments)
    return Duty(
        id=DutyId("dut_1"),
        individual=draw(individuals),
        organisation=draw(organisations),
        rule=Rule("1 §", {"sv": "Så är det."}),
        scopes=tuple(draw(st.lists(frozen_scopes, min_size=1, max_size=3))),
        since=since,
        until=since + timedelta(hours=draw(st.integers(1, 20))),
        ended_at=draw(st.none() | moments),
    )


_SHOWN = st.builds(
    Scope, st.just("skills"), fields=some(("level", "skill", "months")), items=st.none() | some(ITEMS)
) | st.builds(Scope, st.just("languages"), fields=some(("language", "reading")), items=st.none())


@st.composite
def shares(draw: st.DrawFn) -> Share:
    made_at = draw(moments)
    contact = draw(st.none() | st.just(Scope("person", frozenset({"name", "email"}))))
    return Share(
        id=ShareId("shr_1"),
        individual=draw(individuals),
        vacancy="Kock",
        employer="Tjuvholmen AB",
        scopes=tuple(draw(st.lists(_SHOWN, min_size=1, max_size=3))),
        contact=() if contact is None else (contact,),
        made_at=made_at,
        until=made_at + timedelta(hours=draw(st.integers(1, 20))),
        ended_at=draw(st.none() | moments),
        paused_at=draw(st.none() | moments),
        contact_given_at=draw(st.none() | moments),
    )


@st.composite
def assistances(draw: st.DrawFn) -> Assistance:
    """Help that began within the hour of a moment: its minutes are fewer than the hours of everything else here."""
    opened_at = draw(moments)
    state = st.builds(Ended, st.sampled_from(EndedBy), moments) | st.just(Open(opened_at))
    return Assistance(
        id=AssistanceId("hlp_1"),
        individual=draw(individuals),
        organisation=draw(organisations),
        unit=draw(names),
        helper=draw(helpers),
        session=draw(helpers),
        scopes=tuple(draw(st.lists(frozen_scopes, min_size=1, max_size=3))),
        opened_at=opened_at,
        until=opened_at + timedelta(minutes=draw(st.sampled_from((15, 30, 60)))),
        state=draw(state),
    )


def cells(scope: Scope) -> set[Cell]:
    """A scope as the plain set of what it opens: the model that the real thing is held against."""
    fields = (*FIELDS, LATER) if scope.fields is None else scope.fields
    items = (*ITEMS, LATER) if scope.items is None else scope.items
    return set(product((scope.section,), fields, items))


def all_cells(found: tuple[Scope, ...]) -> set[Cell]:
    return {cell for scope in found for cell in cells(scope)}


def shielded_cells(shield: Shield) -> set[Cell]:
    """Everything that a shield keeps, in every item that there is or may be."""
    return {
        (section, field, item)
        for section, fields in shield.fields.items()
        for field in fields
        for item in (*ITEMS, LATER)
    }
