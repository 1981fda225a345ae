"""What readers find in files: concepts and relations, each with its place; and what they are told beside the file."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

from profile_service.domain.concept import Concept, ConceptKind, ConceptRef, Relation, SchemeName
from profile_service.taxonomy import limits
from profile_service.taxonomy.errors import MisfitError

At: TypeAlias = int | str
"""A line, or a JSON pointer."""
# ESCO separates by new lines in some files, by " | " in its collections and by "|" in what others derived; no label holds either.
_SEPARATORS: Final = re.compile(r"[\n\r|]")
_BREAKS: Final = re.compile(r"[\t\n\r\x85\u2028\u2029]+")
# Official files hold a few, from letters that were once decoded wrongly. A terminal may take them for commands.
# And what turns the direction of writing would show a label, and what stands beside it, as another one (UAX #9, section 2). The plain marks of
# direction stay: Arabic needs them.
_CONTROLS: Final = re.compile(r"[\x80-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Told:
    """What a file does not say of itself: from its name, its folder, or whoever imports it. Empty where nobody said it."""

    version: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class FoundConcept:
    """A concept. `alias` where it only stands for one of another scheme, under an id of its own."""

    at: At
    concept: Concept
    alias: bool = False


@dataclass(frozen=True, slots=True)
class FoundRelation:
    """A relation. `implied` where a column of the concept says it: then it may lead to what was not imported yet."""

    at: At
    relation: Relation
    implied: bool = False


@dataclass(frozen=True, slots=True)
class FoundWhole:
    """The file holds every concept of this kind: whatever it lacks is gone in this version."""

    scheme: SchemeName
    kind: ConceptKind


Found: TypeAlias = FoundConcept | FoundRelation | FoundWhole


def tidy(text: str, at: At, longest: int = limits.LABEL) -> str:
    """A label on one line, in NFC, otherwise as it was published.

    Raises:
        MisfitError: it is too long for a label.
    """
    label = text if text.isascii() else _CONTROLS.sub("", unicodedata.normalize("NFC", text))
    label = _BREAKS.sub(" ", label).strip()
    if len(label) > longest:
        raise MisfitError(at, f"a label has {len(label):,} characters", f"at most {longest}")
    return label


def several(text: str, at: At) -> tuple[str, ...]:
    """The labels in one field, by either separator, each once.

    Raises:
        MisfitError: one is too long, or there are too many.
    """
    if not text:
        return ()
    return each_once(_SEPARATORS.split(text), at)


def each_once(texts: Iterable[str], at: At) -> tuple[str, ...]:
    """These labels, tidied, without the empty ones.

    Raises:
        MisfitError: one is too long, or there are too many.
    """
    labels = dict.fromkeys(tidy(one, at) for one in texts)
    labels.pop("", None)
    if len(labels) > limits.OTHER_LABELS:
        raise MisfitError(at, f"there are {len(labels):,} other labels", f"at most {limits.OTHER_LABELS}")
    return tuple(labels)


def described(text: str, at: At) -> str:
    """A description as it stands.

    Raises:
        MisfitError: it is too long.
    """
    kept = _CONTROLS.sub("", text.replace("\r\n", "\n")).strip()
    if len(kept) > limits.DESCRIPTION:
        raise MisfitError(
            at, f"a description has {len(kept):,} characters", f"at most {limits.DESCRIPTION:,}"
        )
    return kept


def is_id(text: str) -> bool:
    """Whether a concept may be called this."""
    return 0 < len(text) <= limits.CONCEPT_ID and text.isprintable()


def concept_of(
    ref: ConceptRef,
    kind: ConceptKind,
    language: str,
    label: str,
    at: At,
    *,
    code: str = "",
    others: tuple[str, ...] = (),
    description: str = "",
) -> Concept:
    """A concept with what one file says of it in one language.

    Raises:
        MisfitError: the id, the code or a text is too long, or there is no id.
    """
    if not is_id(ref.id):
        raise MisfitError(
            at,
            "the concept has no id, a very long one, or one that cannot be written",
            f"1 to {limits.CONCEPT_ID} characters",
        )
    if len(code) > limits.CODE or not code.isprintable():
        raise MisfitError(
            at, f"its code has {len(code):,} characters", f"at most {limits.CODE} that can be written"
        )
    preferred = tidy(label, at)
    rest = tuple(one for one in others if one != preferred)
    text = described(description, at)
    return Concept(
        ref,
        kind,
        code,
        {language: preferred} if preferred else {},
        {language: rest} if rest else {},
        {language: text} if text else {},
    )
