"""The rules of the sections, taken from the published wire models."""

from collections.abc import Mapping

from pydantic import ValidationError

from consent.request import Objection
from profile_service.actions.errors import ContentError
from profile_service.domain.profile import Content, Json
from profile_service.domain.test_numbers import is_test_number
from schemas.field_errors import field_errors
from schemas.sections import SECTION_MODELS, parse_content


class WireRules:
    """Checks an item against its section's wire model; implements `actions.ports.SectionRules`.

    `test_numbers` where Skatteverket's test numbers pass as identity numbers, which they do in a demo only.
    """

    def __init__(self, *, test_numbers: bool = False) -> None:
        self._test_numbers = test_numbers

    def parse(self, section: str, raw: Mapping[str, Json]) -> Content:
        """The content in normal form, without absent fields.

        Raises:
            ContentError: the section does not exist, or fields do not fit; names fields, never repeats their values.
        """
        if section not in SECTION_MODELS:
            known = ", ".join(SECTION_MODELS)
            raise ContentError([Objection("", "there is no such section", f"one of {known}")])
        try:
            content = parse_content(section, dict(raw))
        except ValidationError as error:
            objections = [Objection(one.field, one.problem, one.expected) for one in field_errors(error)]
        else:
            objections = [] if self._test_numbers else _objections_to_test_numbers(content)
            if not objections:
                return content
        # Outside the handler, so that the refusal carries no context that still holds what was written.
        raise ContentError(objections)


def _objections_to_test_numbers(content: Content) -> list[Objection]:
    entries = content.get("identity_numbers")
    if not isinstance(entries, list):
        return []
    return [
        Objection(f"/identity_numbers/{place}/value", "this is a test number", "a number that she was given")
        for place, entry in enumerate(entries)
        if isinstance(entry, dict) and is_test_number(str(entry.get("value")))
    ]
