"""Random people with random profiles, and random grants of theirs to Norrsken."""

from typing import Any

from hypothesis import strategies as st

from consent.grant import Active, Terms
from consent.scope import Scope
from consent.vocabulary import DeclarationId, GrantId, IndividualId, RequestId
from profile_service.actions.enrolling import enrol
from profile_service.actions.own_profile import add_item
from profile_service.demo.cast import NORRSKEN
from profile_service.domain.calendar import default_end
from profile_service.domain.profile import Assertion
from profile_service.domain.sections import CATALOGUE, ORDINARY
from tests.stage import MAPPING, Stage

_WORDS = st.text("abcdefåäöسخ ", min_size=1, max_size=12).filter(lambda text: text.strip())
_LABEL = st.fixed_dictionaries({"label": _WORDS})


def _content(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


ENTRIES = st.one_of(
    st.tuples(
        st.just("skills"),
        _content(
            {"skill": _LABEL},
            {"level": st.integers(1, 4), "months": st.integers(0, 99), "wants_to_use": st.booleans()},
        ),
    ),
    st.tuples(
        st.just("experience"),
        _content(
            {"title": _WORDS},
            {"employer": _WORDS, "hide_employer": st.booleans(), "tasks": _WORDS, "country": st.just("SE")},
        ),
    ),
    st.tuples(
        st.just("expectations"),
        _content({"goal": st.just("occupation")}, {"obstacles": _WORDS, "horizon": st.just("now")}),
    ),
    st.tuples(
        st.just("adaptations"), _content({"health": _WORDS}, {"needs_at_work": _WORDS, "equipment": _WORDS})
    ),
)
PROFILES = st.lists(ENTRIES, min_size=1, max_size=8)
SECTIONS = ("skills", "experience", "expectations", "adaptations")


@st.composite
def wishes(draw: st.DrawFn) -> list[tuple[str, frozenset[str] | None, frozenset[int] | None]]:
    """Slices by section, fields and the positions of items; a bare section where fields is None."""
    found = []
    for section in draw(st.lists(st.sampled_from(SECTIONS), min_size=1, max_size=4)):
        named = st.frozensets(st.sampled_from(sorted(CATALOGUE[section])), min_size=1, max_size=4)
        bare = st.none() if ORDINARY[section] else named
        items = draw(st.none() | st.frozensets(st.integers(0, 7), min_size=1, max_size=4))
        found.append((section, draw(bare | named), items))
    return found


def scopes_of(wished: list[Any], items: list[Assertion]) -> tuple[Scope, ...]:
    """The slices as scopes over the items that somebody really has; ids of nobody's for positions past the end."""
    ids = {at: item.id for at, item in enumerate(items)}
    return tuple(
        Scope(
            section,
            fields,
            None if at is None else frozenset(ids.get(one, f"itm_of_nobody_{one}") for one in at),
        )
        for section, fields, at in wished
    )


def somebody(stage: Stage, entries: list[tuple[str, dict[str, Any]]]) -> tuple[IndividualId, list[Assertion]]:
    """A new individual with these entries."""
    desk = stage.house.desk

    def act(work: Any) -> tuple[IndividualId, list[Assertion]]:
        individual = enrol(work, desk, "sv").id
        return individual, [add_item(work, desk, individual, *entry) for entry in entries]

    return stage.parts.database.writer.run(act)


def give_norrsken(stage: Stage, individual: IndividualId, scopes: tuple[Scope, ...]) -> str:
    """A live grant to Norrsken, frozen as every grant is."""
    now = stage.clock.now()
    terms = Terms(
        id=GrantId(stage.parts.ids.new("gra")),
        individual=individual,
        organisation=NORRSKEN.id,
        unit="",
        request_id=RequestId(stage.parts.ids.new("req")),
        declaration_id=DeclarationId(MAPPING),
        declaration_version=1,
        purpose="dpv:ServiceProvision",
        scopes=tuple(scope.frozen(CATALOGUE, ORDINARY) for scope in scopes),
        given_at=now,
        until=default_end(now, stage.house.desk.zone),
    )
    stage.parts.database.writer.run(lambda work: work.ledger.add(Active(terms)))
    return terms.id


def permitted(items: list[Assertion], scopes: tuple[Scope, ...]) -> dict[str, dict[str, Any]]:
    """What may leave, worked out field by field and in another way than the service does it."""
    found: dict[str, dict[str, Any]] = {}
    for item in items:
        for field, value in item.content.items():
            hidden = field in ("employer", "hide_employer") and item.content.get("hide_employer") is True
            if not hidden and any(_opens(scope, item, field) for scope in scopes):
                found.setdefault(item.id, {})[field] = value
    return found


def _opens(scope: Scope, item: Assertion, field: str) -> bool:
    fields = ORDINARY[scope.section] if scope.fields is None else scope.fields
    return (
        scope.section == item.section and field in fields and (scope.items is None or item.id in scope.items)
    )
