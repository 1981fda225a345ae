"""From the wire model of an instrument to the domain's."""

from consent.vocabulary import OrganisationId
from profile_service.domain.instrument import (
    AnswerKind,
    Choice,
    Condition,
    Instrument,
    InstrumentId,
    InstrumentItem,
    InstrumentSection,
    Respondent,
    Stage,
    Target,
)
from schemas import instruments as wire


def build(instrument: wire.Instrument, organisation: OrganisationId | None) -> Instrument:
    """The same as a domain value. What an organisation registered has its id in front, so that nobody takes another's name."""
    local = instrument.id
    return Instrument(
        id=InstrumentId(local if organisation is None else f"{organisation}.{local}"),
        version=instrument.version,
        title=instrument.title,
        about=instrument.about,
        stage=Stage(instrument.stage),
        sections=tuple(map(_section, instrument.sections)),
        organisation=organisation,
    )


def _section(section: wire.InstrumentSection) -> InstrumentSection:
    return InstrumentSection(
        id=section.id,
        title=section.title,
        items=tuple(map(_item, section.items)),
        intro=section.intro or {},
        can_hide=section.can_hide,
        special=section.special,
    )


def _item(item: wire.InstrumentItem) -> InstrumentItem:
    return InstrumentItem(
        id=item.id,
        text=item.text,
        kind=AnswerKind(item.kind),
        respondent=Respondent(item.respondent),
        target=None if item.target is None else target_of(item.target),
        help=item.help or {},
        picture=item.picture or "",
        choices=tuple(Choice(one.value, one.label, one.picture or "") for one in item.choices),
        scheme=item.scheme or "",
        concept_kind=item.concept_kind or "",
        fresh_months=item.fresh_months,
        needed=item.needed,
        shown_if=None if item.shown_if is None else Condition(item.shown_if.item, item.shown_if.values),
    )


def target_of(target: wire.Target) -> Target:
    """The place where an answer goes, in plain values."""
    plain = target.model_dump(mode="json")
    return Target(target.section, target.fields, tuple(plain["where"]), plain["begins"])
