"""Words for people: catalogues of messages, dates written out, and a label for everything a profile can hold.

The English source string is the msgid. A catalogue is read straight from its ``.po`` file: there is nothing to build.
"""

from profile_service.language.catalogue import ANCHORS, LANGUAGES, SOURCE_LANGUAGE, TONGUES, spoken
from profile_service.language.labels import (
    change_label,
    choice_label,
    field_hint,
    field_label,
    kind_label,
    role_label,
    section_hint,
    section_label,
    source_label,
    state_label,
    strength_label,
)
from profile_service.language.scopes import scope_sentence, scope_title
from profile_service.language.support import marks_told, support_lines, support_of_contents, support_told
from profile_service.language.values import item_title, title_field, value_lines
from profile_service.language.words import Words, words

__all__ = [
    "ANCHORS", "LANGUAGES", "SOURCE_LANGUAGE", "TONGUES", "Words", "change_label", "choice_label", "field_hint", "field_label", "item_title",
    "kind_label", "marks_told", "role_label", "scope_sentence", "scope_title", "section_hint", "section_label", "source_label", "spoken",
    "state_label", "strength_label", "support_lines", "support_of_contents", "support_told", "title_field", "value_lines", "words",
]  # fmt: skip
