"""The rules of the sections, taken from the published wire models."""

from collections.abc import Mapping

from pydantic import ValidationError

from consent.request import Objection
from profile_service.actions.errors import ContentError
from profile_service.domain.profile import Content, Json
from schemas.field_errors import field_errors
from schemas.sections import SECTION_MODELS, parse_content


class WireRules:
    """Checks an item against its section's wire model; implements `actions.ports.SectionRules`."""

    def parse(self, section: str, raw: Mapping[str, Json]) -> Content:
        """The content in normal form, without absent fields.

        Raises:
            ContentError: the section does not exist, or fields do not fit; names fields, never repeats their values.
        """
        if section not in SECTION_MODELS:
            known = ", ".join(SECTION_MODELS)
            raise ContentError([Objection("", "there is no such section", f"one of {known}")])
        try:
            return parse_content(section, dict(raw))
        except ValidationError as error:
            objections = [Objection(one.field, one.problem, one.expected) for one in field_errors(error)]
        # Outside the handler, so that the refusal carries no context that still holds what was written.
        raise ContentError(objections)
