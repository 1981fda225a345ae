"""What is wrong with the text of an instrument, told to whoever wrote it: the place, and what to do there."""

import re
from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from consent.request import Objection
from profile_service.language import Words
from profile_service.language.marking import N_
from profile_service.web.mistakes import Mistake, explain

# Each is what the rules say to a program, as a sentence: the first letter large, a full stop at the end.
SENTENCES: Final = frozenset(
    {
        N_("The text is too large."),
        N_("The text holds too many values."),
        N_("The values are nested too deeply."),
        N_("This is no number that JSON knows."),
        N_("A name comes twice."),
        N_("The field is missing."),
        N_("There is no such field here."),
        N_("The value is not one of those allowed."),
        N_("This is not a text."),
        N_("This is not a list."),
        N_("This is not a JSON object."),
        N_("This is neither true nor false."),
        N_("There are too few entries."),
        N_("This is neither a short text, a whole number, true, false nor null."),
        N_("The text holds markup."),
        N_("The text holds invisible marks that turn its direction."),
        N_("An id comes twice."),
        N_("There are too many questions in all."),
        N_("The text lacks a language that others have."),
        N_("There is no language that the service speaks."),
        N_("There is no such picture."),
        N_("Only a choice has choices."),
        N_("Only a concept is looked for."),
        N_("What stays in the session has no age."),
        N_("A choice needs two answers or more."),
        N_("No answer is no choice."),
        N_("A value comes twice."),
        N_("A question cannot wait for itself."),
        N_("There is no such question."),
        N_("What is asked would tell of a sensitive answer."),
        N_("The conditions go in a circle."),
        N_("The question comes later."),
        N_("A condition needs a question with fixed answers."),
        N_("The question never has this answer."),
        N_("There is no such section."),
        N_("No instrument asks for this section."),
        N_("No instrument asks for this field."),
        N_("There is no such field in this section."),
        N_("A field comes twice."),
        N_("A sensitive field stands in an ordinary section."),
        N_("An ordinary field stands in a special section."),
        N_("Only her own answers go into her profile."),
        N_("One answer goes into one field."),
        N_("The field does not take this value."),
        N_("An answer of this kind does not fit the field."),
        N_("A concept is known by its code."),
        N_("The field never has this value."),
        N_("The answer stands here already."),
        N_("A concept needs its code and labels."),
        N_("It is not said which entry is meant."),
        N_("This field does not say which entry is meant."),
        N_("The first field does not make an entry."),
        N_("The answer does not make an entry."),
        N_("A new entry would not be found again."),
        N_("This version is registered with another content."),
        N_("Your organisation has as many as it may."),
    }
)
_LINES: Final = (
    (re.compile("this is not UTF-8 at line ([0-9]+)"), N_("Line {line} is not written in UTF-8.")),
    (
        re.compile("this is not JSON at line ([0-9]+), column ([0-9]+)"),
        N_("This is not JSON. Look at line {line}, sign {sign}."),
    ),
)
_WHOLE: Final = N_("The whole text")
_RIGHT: Final = N_("Right would be: {names}")


def mistakes_of(speech: Words, objections: Sequence[Objection]) -> list[Mistake]:
    """One line for each place, in the order of the text."""
    return [Mistake("text", "text", _place(speech, one.field), _said(speech, one)) for one in objections]


def _place(speech: Words, pointer: str) -> str:
    return Markup('<bdi dir="ltr">{}</bdi>').format(pointer) if pointer else speech(_WHOLE)


def _said(speech: Words, objection: Objection) -> str:
    for pattern, sentence in _LINES:
        found = pattern.fullmatch(objection.problem)
        if found is not None:
            line, sign = (*found.groups(), "")[:2]
            return speech(sentence, line=line, sign=sign)
    known = objection.problem[:1].upper() + objection.problem[1:] + "."
    told = speech(known) if known in SENTENCES else explain(speech, objection)
    # Names of fields, values and pictures are the same in every language.
    names = objection.expected.removeprefix("one of ")
    return told if names == objection.expected else f"{told} {speech(_RIGHT, names=names)}"
