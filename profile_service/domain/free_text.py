"""What somebody tells in a few sentences: which words to look up, and which of what was found her words speak of.

No sentence is understood here. A label is proposed where each word of it that says something is among hers or close to one of them,
and nothing is taken in without her tick.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from profile_service.domain.concept import ConceptHit, ConceptKind, ConceptRef

LONGEST_TEXT: Final = 2_000
"""Letters of a text that is looked through."""
MOST_QUESTIONS: Final = 60
"""How often the lists are asked for one text."""
MOST_PROPOSED: Final = 16
MOST_PERHAPS: Final = 6
"""Of those of which only a part is in her words."""
_STEM: Final = 4
"""Letters that two forms of one word have in common at the beginning, at least."""
_ENDING: Final = 3
"""Letters at the end of a word that may be another form of it."""
_ARTICLE: Final = "\u0627\u0644"
_SIGNIFICANT: Final = 4
"""A word of a label with fewer letters than this must stand in the text as it is, or says nothing."""
_SAY_NOTHING: Final = """
    jag och att som har hade var är för med den det de på av en ett till från min mina mitt vid om du han hon vi ni dem dig mig
    sig inte så men kan när där här
    the and was were for with had have did my of at to in on an is are we it he she they me you not but can when from as by or
    في من على مع عن كان كنت هذا هذه التي الذي ان او ثم لقد قد كما ما لا هو هي انا نحن الى
"""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A concept that her words may speak of, and the words of hers that led to it."""

    hit: ConceptHit
    because: tuple[str, ...]
    whole: bool
    """Whether all of its label is in her words; otherwise a part of it is."""


@lru_cache(maxsize=4096)
def plain(word: str) -> str:
    """A word as it is compared: no case, accents, vowel signs or article."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    kept = "".join(
        sign for sign in apart if not unicodedata.combining(sign) and unicodedata.category(sign)[0] in "LN"
    )
    without = kept[len(_ARTICLE) :]
    return without if kept.startswith(_ARTICLE) and len(without) >= _ENDING else kept


def words_of(text: str) -> list[str]:
    """The words of a text that say something, in their order, as she wrote them."""
    marks = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in text[:LONGEST_TEXT])
    return [word for word in marks.split() if len(plain(word)) > 1 and plain(word) not in _NOTHING]


_NOTHING: Final = frozenset(map(plain, _SAY_NOTHING.split()))


def questions(text: str) -> tuple[str, ...]:
    """What to look for: neighbouring words together, then each alone, each as it is and without its ending. No question twice."""
    words = [plain(word) for word in words_of(text)]
    pairs = [f"{stem(one)} {stem(two)}" for one, two in pairwise(words)]
    return tuple(dict.fromkeys([*map(stem, words), *pairs]))[:MOST_QUESTIONS]


def stem(word: str) -> str:
    """The beginning that other forms of a word share with it."""
    return word[: max(_STEM, len(word) - _ENDING)]


def alike(one: str, other: str) -> bool:
    """Whether two words may be forms of the same. Short ones are only themselves."""
    if one == other:
        return True
    shorter, longer = sorted((len(one), len(other)))
    common = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    return common >= max(_STEM, longer - _ENDING)


def proposals(text: str, hits: Sequence[ConceptHit]) -> tuple[Proposal, ...]:
    """The concepts that her words speak of: those whose whole label is in them first. Each concept once.

    Only skills and occupations are proposed, and nothing that its list has no more.
    """
    hers = _Told(text)
    found: dict[ConceptRef, Proposal] = {}
    for hit in hits:
        if hit.deprecated or hit.kind not in (ConceptKind.SKILL, ConceptKind.OCCUPATION):
            continue
        because, whole = max((_spoken_of(hers, label) for label in _labels(hit)), key=lambda told: told[1])
        perhaps = hit.kind is ConceptKind.SKILL and _says_enough(because)
        if (whole or perhaps) and hit.ref not in found:
            found[hit.ref] = Proposal(hit, because, whole)
    sure = [one for one in found.values() if one.whole]
    others = [one for one in found.values() if not one.whole]
    sure.sort(key=lambda one: -len(one.because))
    others.sort(key=lambda one: -len(one.because))
    return (*sure[:MOST_PROPOSED], *others[:MOST_PERHAPS])


def _labels(hit: ConceptHit) -> tuple[str, ...]:
    return (hit.label, hit.matched) if hit.matched else (hit.label,)


class _Told:
    """The words of a text by how they begin: a long text and a long list of labels would be too many pairs to try."""

    def __init__(self, text: str) -> None:
        self._beginning: dict[str, dict[str, str]] = {}
        self._known: dict[str, str | None] = {}
        for word in words_of(text):
            self._beginning.setdefault(plain(word)[:_STEM], {}).setdefault(plain(word), word)

    def same_as(self, one: str) -> str | None:
        """The first of her words that may be a form of this one, as she wrote it. Two that are alike begin alike."""
        if one not in self._known:
            near = self._beginning.get(one[:_STEM], {})
            self._known[one] = next((word for said, word in near.items() if alike(said, one)), None)
        return self._known[one]


def _spoken_of(hers: _Told, label: str) -> tuple[tuple[str, ...], bool]:
    """The words of hers that a label speaks of, and whether none of the label's own is left over."""
    wanted = [plain(word) for word in words_of(label)]
    led: dict[str, None] = {}
    missing = 0
    for one in wanted:
        same = hers.same_as(one)
        if same is not None:
            led[same] = None
        elif len(one) >= _SIGNIFICANT:
            missing += 1
    return tuple(led), bool(wanted) and not missing and bool(led)


def _says_enough(because: Sequence[str]) -> bool:
    """Whether a part of a label is worth showing: a word that is long enough to mean something by itself."""
    return any(len(plain(word)) > _STEM for word in because)
