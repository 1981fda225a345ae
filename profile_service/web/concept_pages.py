"""The page on which she chooses a code for her words, and the suggestions that a script shows while she types."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from profile_service.actions.ports.concepts import Concepts
from profile_service.domain.concept import ConceptKind
from profile_service.domain.profile import Assertion, Content, ItemId
from profile_service.doors import Here, House, SignedIn
from profile_service.language import Words, words
from profile_service.language.concepts import about_kind, scheme_title
from profile_service.language.marking import N_
from profile_service.web.concept_choice import (
    CAN_BE_FOUND,
    OWN_WORDS,
    Choice,
    Choices,
    attributions_of,
    codes_of,
    field_asked_for,
    find_choices,
    kinds_for,
    parse_choice,
    ref_of,
    with_choice,
    words_of,
)
from profile_service.web.forms import Answers, first, posted, read_field
from profile_service.web.layouts import Field
from profile_service.web.rendering import HEADERS
from profile_service.web.speech import direction_of

router: Final = APIRouter(include_in_schema=False)
_CARRIED_ELSEWHERE: Final = frozenset({"form_token", "find", "choose", "choice", "words"})
_SUGGESTED: Final = 7
SUGGESTING: Final = {
    **HEADERS,
    "Content-Security-Policy": f"{HEADERS['Content-Security-Policy']}; connect-src 'self'",
}
"""Headers of a page whose script asks for suggestions, and asks nobody but us."""


async def look_for(house: House, language: str, section: str, answers: Answers) -> Choices | None:
    """What the lists have for the field whose button she pressed; None where she pressed none."""
    field = field_asked_for(section, answers, "find")
    if field is None:
        return None
    text, kinds = words_of(field, answers), kinds_for(section, field.name, first(answers, "goal"))

    def ask(concepts: Concepts) -> Choices:
        found = find_choices(concepts, text, language, kinds)
        return Choices(field, text, found, attributions_of(concepts.editions(), found))

    return await house.look_up(ask)


async def choose(house: House, language: str, section: str, answers: Answers) -> Answers | None:
    """The form with what she chose on the page of choices in it; None where the form does not come from there."""
    field = field_asked_for(section, answers, "choose")
    if field is None:
        return None
    ref = parse_choice(first(answers, "choice"))
    if ref is None:
        return _with_own_words(field, answers)
    found = await house.look_up(lambda concepts: concepts.labelled([ref], language))
    return with_choice(field, answers, found[ref]) if ref in found else answers


def choices_context(speech: Words, section: str, answers: Answers, choices: Choices) -> dict[str, Any]:
    """What the page of choices is made from; the rest of the form goes along as it stands."""
    return {
        "section": section,
        "choices": choices,
        "hints": [hint_of(speech, choice) for choice in choices.found],
        "own_words": OWN_WORDS,
        "carried": [
            (name, text)
            for name, texts in answers.items()
            if name not in _CARRIED_ELSEWHERE and name != choices.field.name + ".find"
            for text in texts
        ],
    }


def findable(section: str, item: Assertion | None) -> dict[str, Any]:
    """What a form needs to offer the lists: which fields have some, and what was chosen from them before."""
    return {"finds": CAN_BE_FOUND[section], "stored": item.content if item else {}, "codes_in": codes_in}


def codes_in(field: Field, answers: Answers, stored: Content) -> list[tuple[str, str]]:
    """The words in a field that were chosen from a list, each with the list's name."""
    value = read_field(field, answers, stored.get(field.name))
    return [(str(one["label"]), scheme_title(str(one["scheme"]))) for one in codes_of(value)]


async def gone_codes(
    house: House, section: str, items: Sequence[Assertion], language: str
) -> dict[ItemId, list[tuple[str, str, str]]]:
    """Of each entry the codes that their list has no more: the field, the words and the list's name."""
    stand = [
        (item.id, name, code)
        for item in items
        for name in CAN_BE_FOUND.get(section, ())
        for code in codes_of(item.content.get(name))
    ]
    if not stand:
        return {}
    refs = list({ref_of(code) for _, _, code in stand})
    known = await house.look_up(lambda concepts: concepts.labelled(refs, language))
    gone: dict[ItemId, list[tuple[str, str, str]]] = {}
    for item_id, name, code in stand:
        hit = known.get(ref_of(code))
        if hit is not None and hit.deprecated:
            gone.setdefault(item_id, []).append((name, str(code["label"]), scheme_title(hit.ref.scheme)))
    return gone


@router.post("/concepts")
async def suggest(request: Request, visit: SignedIn, house: Here) -> Response:
    """Suggestions for what stands in a field of a form; published words, about nobody."""
    asked = posted(await request.form())
    section, name = first(asked, "section"), first(asked, "field")
    kinds = kinds_for(section, name, first(asked, "goal"))
    text, speech = first(asked, "words"), words(visit.language)
    found, sources = list[Choice](), list[str]()
    if kinds and text:
        found, sources = await house.look_up(partial(_few, text, visit.language, kinds))
    suggested = [_suggestion(speech, choice) for choice in found]
    told = (
        speech.plural(
            "{n} suggestion. Use the arrow keys.", "{n} suggestions. Use the arrow keys.", len(suggested)
        )
        if suggested
        else speech(N_("No suggestions. Your own words are fine."))
    )
    return JSONResponse({"told": told, "found": suggested, "sources": sources}, headers=HEADERS)


def _few(
    text: str, language: str, kinds: frozenset[ConceptKind], concepts: Concepts
) -> tuple[list[Choice], list[str]]:
    found = find_choices(concepts, text, language, kinds, described=False)[:_SUGGESTED]
    return found, attributions_of(concepts.editions(), found)


def hint_of(speech: Words, choice: Choice) -> str:
    """What it is and from which list, in plain words; and the word that fitted, where it is another one."""
    hit = choice.hit
    parts = [about_kind(speech, hit.kind), scheme_title(hit.ref.scheme)]
    if hit.matched:
        parts.append(speech(N_("Found by: {words}"), words=hit.matched))
    return " · ".join(part for part in parts if part)


def _suggestion(speech: Words, choice: Choice) -> dict[str, str]:
    hit = choice.hit
    return {
        "label": hit.label,
        "language": hit.language,
        "direction": direction_of(hit.language),
        "hint": hint_of(speech, choice),
        "scheme": hit.ref.scheme,
        "concept_id": hit.ref.id,
        "scheme_version": hit.version,
    }


def _with_own_words(field: Field, answers: Answers) -> Answers:
    """Her words as she wrote them on the page of choices; in a list of several as one more line."""
    text = first(answers, "words")
    changed = {name: list(texts) for name, texts in answers.items()}
    if field.widget.value == "coded_list":
        lines = [line for line in first(answers, field.name).splitlines() if line.strip()]
        changed[field.name] = ["\n".join([*lines, text] if text and text not in lines else lines)]
        changed[f"{field.name}.find"] = [""]
    elif text:
        changed[field.name] = [text]
    return changed
