"""What need not be asked again: what is known of an instrument, what that saved, and what a job needs that is there already."""

from clients.call import Call, as_model, path_to, reading, writing
from schemas.access import Coverage, Match, OwnCoverage, ReuseCounts


def coverage(
    grant_id: str,
    instrument: str,
    *,
    case_reference: str,
    reader: str,
    version: str | None = None,
    unit: str | None = None,
    over_limit_reason: str | None = None,
) -> Call[Coverage]:
    """Which questions of an instrument have an answer already, without the answers; the person sees that it was asked.

    A question is not known where she has said nothing, and where she shares nothing: the same. It is a reading, and uses up
    a grant that was given for one.
    """
    asked = {"id": instrument} if version is None else {"id": instrument, "version": version}
    named = {
        "grant_id": grant_id,
        "instrument": asked,
        "case_reference": case_reference,
        "reader": reader,
        "unit": unit,
        "over_limit_reason": over_limit_reason,
    }
    content = {name: value for name, value in named.items() if value is not None}
    return writing("POST", path_to("v1", "coverage"), as_model(Coverage), content)


def reuse() -> Call[ReuseCounts]:
    """What the organisation's own mapping sessions have saved, in counts of whole past months."""
    return reading(path_to("v1", "reuse"), as_model(ReuseCounts))


def own_coverage(instrument: str, grant: str | None = None, version: str | None = None) -> Call[OwnCoverage]:
    """Which questions of an instrument her profile answers; with a grant, which of that its organisation sees."""
    named = (("instrument", instrument), ("version", version), ("grant", grant))
    query = [(name, value) for name, value in named if value is not None]
    return reading(path_to("v1", "me", "coverage"), as_model(OwnCoverage), query)


def match(scheme: str, concept_id: str, language: str | None = None) -> Call[Match]:
    """What an occupation needs, and what of it she has, by exact codes alone. Nobody else is told, and there is no score."""
    query = [("scheme", scheme), ("id", concept_id)]
    return reading(
        path_to("v1", "me", "match"), as_model(Match), query + ([("language", language)] if language else [])
    )
