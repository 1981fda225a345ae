"""How a question will look to the person, in each language of the portal: what the organisation wrote, and what stands in where it
wrote nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consent.declaration import PurposeDeclaration
from profile_service.actions.declaring import DeclarationDraft, WantDraft
from profile_service.language import LANGUAGES, Words, scope_sentence, spoken, words
from profile_service.language.marking import N_
from profile_service.web.speech import direction_of


@dataclass(frozen=True, slots=True)
class Line:
    """A label in the language of the page, and a text in the language `tag`: another one where none was written in hers."""

    label: str
    text: str
    tag: str

    @property
    def direction(self) -> str:
        return direction_of(self.tag)


@dataclass(frozen=True, slots=True)
class Preview:
    """The question in one language. `stands_in` where a text in another language stands in for one of the organisation's."""

    tag: str
    name: str
    question: str
    lines: Sequence[Line]
    stands_in: bool

    @property
    def direction(self) -> str:
        return direction_of(self.tag)


def previews_of(draft: DeclarationDraft, organisation: str) -> list[Preview]:
    """One for each language of the portal."""
    return [_preview(draft, organisation, words(tag)) for tag in LANGUAGES]


def draft_of(declaration: PurposeDeclaration) -> DeclarationDraft:
    """A declaration that was sent, as it was before it was."""
    return DeclarationDraft(
        declaration=declaration.id,
        purpose=declaration.purpose,
        legal_basis=declaration.legal_basis,
        wants=[WantDraft(str(want.scope), want.reason, want.needed) for want in declaration.wants],
        retention=declaration.retention,
        onward_recipients=declaration.onward_recipients,
        on_no=declaration.on_no,
        other_way=declaration.other_way,
        contact=declaration.contact,
    )


def _preview(draft: DeclarationDraft, organisation: str, speech: Words) -> Preview:
    told = [
        _line(speech, speech(N_("Why")), draft.purpose.sentence),
        _line(speech, speech(N_("If you say no")), draft.on_no),
        *(_want(speech, want) for want in draft.wants),
        _line(speech, speech(N_("How long it is kept")), draft.retention),
        _line(speech, speech(N_("Another way to get the help")), draft.other_way),
        Line(speech(N_("Contact")), draft.contact, ""),
    ]
    lines = [one for one in told if one.text]
    own = {speech.tag, spoken(speech.tag), ""}
    question = speech(N_("May {organisation} read this about you?"), organisation=organisation)
    stands_in = any(one.tag not in own for one in lines)
    return Preview(speech.tag, LANGUAGES[speech.tag], question, lines, stands_in)


def _want(speech: Words, want: WantDraft) -> Line:
    how = speech(N_("needed")) if want.needed else speech(N_("optional"))
    return _line(speech, f"{scope_sentence(speech, want.scope)} ({how})", want.reason)


def _line(speech: Words, label: str, text: Mapping[str, str]) -> Line:
    wanted = (speech.tag, spoken(speech.tag), "sv", "en", *text)
    tag = next((one for one in wanted if text.get(one)), "")
    return Line(label, text.get(tag, ""), tag)
