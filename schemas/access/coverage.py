"""Coverage: which questions of an instrument have an answer already, and what that saved."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from schemas import limits
from schemas.access.disclosures import DisclosureGrant
from schemas.access.duties import Duty
from schemas.instruments import InstrumentVersion, PartId, Titles
from schemas.items import Source
from schemas.model import Model
from schemas.values import (
    CalendarDate,
    CaseReference,
    Identifier,
    NumbersOnly,
    ShortText,
    Strength,
    Timestamp,
)

Knowledge: TypeAlias = Literal["fresh", "stale", "not_known"]
OwnKnowledge: TypeAlias = Literal["fresh", "stale", "missing", "not_shared"]
_Count: TypeAlias = Annotated[int, Field(ge=0), NumbersOnly]
_Share: TypeAlias = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False), NumbersOnly]
_Items: TypeAlias = Annotated[int, Field(ge=0, le=limits.INSTRUMENT_SECTIONS * limits.INSTRUMENT_ITEMS)]


class InstrumentReference(Model):
    """An instrument, in one version of it; the newest where none is said."""

    id: Identifier
    version: InstrumentVersion | None = None


class AskedInstrument(Model):
    """The very version that was held against the profile."""

    id: Identifier
    version: InstrumentVersion
    title: Titles


class CoverageBody(Model):
    """What a grantee sends to learn what it need not ask. It is a reading, and stands in her log."""

    grant_id: Identifier = Field(description="The id of a grant, or of a duty by law.")
    instrument: InstrumentReference
    case_reference: CaseReference
    reader: ShortText = Field(description="The person who asks, as the individual will see her named.")
    unit: ShortText | None = None
    over_limit_reason: ShortText | None = Field(
        None,
        description="Why one more is opened though the reader's number of today is reached; the person sees it.",
    )


class _Standing(Model):
    item: PartId
    section: PartId = Field(description="The section of the instrument.")
    fresh_until: CalendarDate | None = Field(
        None, description="The last day on which it counts as fresh; absent where age does not matter."
    )
    last_confirmed: Timestamp | None = Field(None, description="Of several entries the oldest.")
    strength: Strength | None = Field(
        None, description="By what may be seen beside it; of several entries the weakest."
    )
    source: Source | None = None


class CoveredItem(_Standing):
    """One question that a profile could answer. Of one that is not known nothing more is said."""

    status: Knowledge = Field(
        description="not_known where she has said nothing, and where she shares nothing: the same."
    )


class OwnCoveredItem(_Standing):
    """The same for herself."""

    status: OwnKnowledge


class CoverageSummary(Model):
    """All of it in numbers. Questions about special categories are in no number."""

    items: _Items
    fresh: _Items
    stale: _Items
    not_known: _Items
    share: _Share = Field(description="What part need not be asked: fresh of items.")


class Coverage(Model):
    """How each question stands that a profile could answer, without any answer. It rests on a grant or on a duty."""

    grant: DisclosureGrant | None = None
    duty: Duty | None = None
    instrument: AskedInstrument
    items: tuple[CoveredItem, ...]
    summary: CoverageSummary


class OwnCoverage(Model):
    """How each question stands in her own profile. With a grant, the numbers are those that its organisation gets."""

    instrument: AskedInstrument
    items: tuple[OwnCoveredItem, ...]
    summary: CoverageSummary


class _Reused(Model):
    purpose_declaration: Identifier | None = Field(
        None, description="Null for sessions inside help that was asked for at a desk."
    )
    instrument: Identifier


class ReuseMonth(_Reused):
    """One programme in one month. Below five sessions only ``fewer_than`` is there, and no number."""

    month: Annotated[str, Field(pattern=r"^\d{4}-\d{2}$", description="As 2026-10.")]
    fewer_than: _Count | None = None
    sessions: _Count | None = None
    items: _Count | None = None
    fresh: _Count | None = None
    stale: _Count | None = None
    asked: _Count | None = None
    share: _Share | None = None


class ReuseSum(_Reused):
    """One programme over all months that can be shown."""

    sessions: _Count
    items: _Count
    fresh: _Count
    stale: _Count
    asked: _Count
    share: _Share = Field(description="What part did not have to be asked again.")


class ReuseCounts(Model):
    """What the organisation's own mapping sessions have saved, in whole past months."""

    months: tuple[ReuseMonth, ...]
    sums: tuple[ReuseSum, ...]
