"""Finding concepts by words: the exact ones first, then beginnings, then other labels, then what a slip may have meant.

One question goes step by step, and stops as soon as it has enough: the asked language, Swedish and English, all others; then
the same with slips forgiven; then labels that hold only some of the words. It stops as well when its time is over.

A beginning of one or two letters is that of very many words. Alone it stands for the shortest of them; among other words it is a
whole word (two letters at the end may go on, since she may still be typing).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from rapidfuzz.distance import OSA
from sqlalchemy import Connection, TextClause, bindparam, text

from profile_service.actions.errors import BusyError
from profile_service.domain.concept import LONGEST_QUERY, MOST_HITS, ConceptHit, ConceptQuery, Hits
from profile_service.storage.concepts.folding import fold
from profile_service.storage.concepts.patience import OutOfTimeError, Patience
from profile_service.storage.concepts.reading import chain, hits_of
from profile_service.storage.concepts.tables import CODE, PREFERRED
from profile_service.storage.concepts.vocabulary import Words
from profile_service.storage.concepts.word_index import Term, WordIndex, token

_MOST_WORDS: Final = 8
"""Words of a question that count."""
_MOST_LABELS: Final = 300
"""Labels that one step looks at."""
_MOST_ANY: Final = 3
"""Words that are looked for one by one, where no label holds all: the longest ones say the most."""
_MOST_FORGIVEN: Final = 4
"""A question of more words is a sentence, and no label holds all of it."""
_ENOUGH: Final = 5
"""Concepts in languages that she may read, with which nobody looks through all others."""
_FEW: Final = 3
"""With fewer concepts than this, what slips may have meant is looked for as well."""
_SHORT: Final = 2
"""Letters of a beginning that says too little to look for all words that begin so."""
_EXACT: Final = """
SELECT l.id, l.concept_id, l.language, l.place, l.text, l.folded, c.deprecated_in
FROM concept_label l JOIN concept c ON c.id = l.concept_id
WHERE l.folded = :match AND {conditions} ORDER BY l.id LIMIT :most
"""
Rank = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """The best label of a concept, and how well it fits: the smaller the better."""

    rank: Rank
    number: int
    language: str
    place: int
    text: str


class Search:
    """One question in one reading of the store."""

    def __init__(
        self, connection: Connection, index: WordIndex, words: Words, patience: Patience | None = None
    ) -> None:
        self._connection = connection
        self._patience = patience or Patience(connection)
        self._index = index
        self._words = words
        self._best: dict[int, _Found] = {}

    def best(self, query: ConceptQuery) -> Hits:
        """See `Concepts.search`. What was found when the time is over is all there is, and is said not to be the whole.

        Raises:
            BusyError: nothing was found by then.
        """
        asked = fold(query.text[:LONGEST_QUERY]).split()[:_MOST_WORDS]
        limit = max(0, min(query.limit, MOST_HITS))
        if not asked or not limit:
            return Hits()
        whole = True
        try:
            self._look(_Question(query, asked), limit)
        except OutOfTimeError as error:
            if not self._best:
                raise BusyError from error
            whole = False
        ordered = sorted(self._best.values(), key=lambda found: (found.rank, found.text, found.number))[
            :limit
        ]
        return Hits(self._shown(ordered, query.language), whole=whole)

    def _look(self, question: "_Question", limit: int) -> None:
        exact = self._run(_EXACT, " ".join(question.words), question)
        self._weigh(exact, question, slips=False)
        own = [one for one in chain(question.query.language) if one in self._words.languages]
        others = [one for one in self._words.languages if one and one not in own]
        for languages, enough in (([*own[:1], ""], limit), (own[1:], limit)):
            if len(self._best) < enough:
                self._match(question, languages, {})
        if question.says_enough:
            self._look_further(question, own, others, min(limit, _ENOUGH))

    def _look_further(
        self, question: "_Question", own: Sequence[str], others: Sequence[str], enough: int
    ) -> None:
        if len(self._best) < enough:
            self._match(question, others, {})
        if len(self._best) < _FEW and len(question.words) <= _MOST_FORGIVEN:
            self._forgive(question, own, others)
        for languages in (own, others):
            if not self._best and len(question.words) > 1:
                self._match_any(question, languages)

    def _forgive(self, question: "_Question", own: Sequence[str], others: Sequence[str]) -> None:
        """Look for what slips may have meant: of the words that nobody knows, or of all where each one is known."""
        unknown = [word for word in question.words if not any(self._known(one, word) for one in own)]
        # First letters are seldom wrong, and words that begin alike are a small part of all words.
        for languages, same_letter in ((own, True), (others, True), (own, False)):
            meant = {
                word: [word, *self._words.meant(word, languages, same_letter=same_letter)]
                for word in unknown or question.distinct
            }
            if any(len(several) > 1 for several in meant.values()):
                self._match(question, languages, meant)
            if self._best:
                return

    def _match(
        self, question: "_Question", languages: Iterable[str], meant: Mapping[str, Sequence[str]]
    ) -> None:
        """Look for labels with all the words, each of them or one of those that it may have meant."""
        options = []
        for language in languages:
            words = [
                [term for one in meant.get(word, [word]) for term in self._terms(question, language, one)]
                for word in question.distinct
            ]
            if all(words):
                options.append(words)
        self._choose(options, question, slips=bool(meant))

    def _match_any(self, question: "_Question", languages: Iterable[str]) -> None:
        """Look for labels with one of the words at least."""
        longest = sorted((word for word in question.distinct if len(word) >= _SHORT), key=len, reverse=True)[
            :_MOST_ANY
        ]
        options = [
            [terms]
            for language in languages
            for word in longest
            if (terms := self._terms(question, language, word, may_go_on=False))
        ]
        self._choose(options, question, slips=True)

    def _terms(
        self, question: "_Question", language: str, word: str, *, may_go_on: bool = True
    ) -> list[Term]:
        """What the index is asked for to find a word; nothing where the language has none such."""
        if len(word) > _SHORT:
            return [Term(token(language, word))] if self._known(language, word) else []
        if len(question.distinct) == 1:
            return [Term(token(language, one), True) for one in self._words.shortest(language, word)]
        if may_go_on and len(word) == _SHORT and word == question.words[-1]:
            return [Term(token(language, word))] if self._known(language, word) else []
        return [Term(token(language, word), True)] if self._words.holds(language, word) else []

    def _known(self, language: str, beginning: str) -> bool:
        return self._words.begins(language, beginning)

    def _choose(
        self, options: Sequence[Sequence[Sequence[Term]]], question: "_Question", *, slips: bool
    ) -> None:
        if options:
            found = self._run(self._index.statement, self._index.matching(options), question)
            self._weigh(found, question, slips=slips)

    def _run(self, statement: str, match: str, question: "_Question") -> Sequence[Any]:
        query, given = question.query, dict[str, Any]()
        for name, values in (("kind", query.kinds), ("scheme", query.schemes)):
            if values:
                given[name] = [str(one) for one in sorted(values)]
        prepared = _prepared(statement, tuple(given))
        with self._patience.kept():
            return self._connection.execute(prepared, {"match": match, "most": _MOST_LABELS, **given}).all()

    def _weigh(self, labels: Iterable[Any], question: "_Question", *, slips: bool) -> None:
        for one in labels:
            self._patience.check()
            rank = question.rank(one, slips=slips)
            before = self._best.get(one.concept_id)
            if before is None or rank < before.rank:
                self._best[one.concept_id] = _Found(rank, one.concept_id, one.language, one.place, one.text)

    def _shown(self, ordered: Sequence[_Found], language: str) -> Sequence[ConceptHit]:
        hits = hits_of(self._connection, [found.number for found in ordered], language)
        return [_with_match(hits[found.number], found) for found in ordered]


@lru_cache(maxsize=32)
def _prepared(statement: str, narrowed: tuple[str, ...]) -> TextClause:
    """The statement narrowed by these columns of a concept; made once, since making one costs as much as running it."""
    conditions = " AND ".join(f"c.{name} IN :{name}" for name in narrowed)
    prepared = text(statement.format(conditions=conditions or "1 = 1"))
    return prepared.bindparams(*(bindparam(name, expanding=True) for name in narrowed))


def _with_match(hit: ConceptHit, found: _Found) -> ConceptHit:
    """Say which label fitted, where it is not the one that is shown. A code is shown beside it anyway."""
    if found.place == CODE or (found.place == PREFERRED and found.language == hit.language):
        return hit
    return hit if found.text == hit.label else replace(hit, matched=found.text)


class _Question:
    """What was asked, and how well a label answers it."""

    def __init__(self, query: ConceptQuery, words: Sequence[str]) -> None:
        self.query = query
        self.words = words
        self.distinct = list(dict.fromkeys(words))
        # Single letters are in every language, and mean nothing in particular in any.
        self.says_enough = any(len(word) >= _SHORT for word in words)
        self._whole = " ".join(words)
        self._near = chain(query.language)

    def rank(self, label: Any, *, slips: bool) -> Rank:
        """The order of the issue: what fits without slips, what is current, languages she may read; then how it fits."""
        near = self._near.index(label.language) if label.language in self._near else len(self._near)
        near = 0 if not label.language else near
        deprecated = int(label.deprecated_in != "")
        foreign = int(near == len(self._near))
        if slips:
            return (1, deprecated, self._slips(label.folded), foreign, label.place, near, len(label.folded))
        return (0, deprecated, foreign, self._fit(label), near, len(label.folded))

    def _fit(self, label: Any) -> int:
        other = int(label.place != PREFERRED)
        if label.folded == self._whole:
            return other
        begins = label.folded.startswith(self._whole)
        whole_words = set(self.words) <= set(label.folded.split())
        return 2 + 4 * other + 2 * (not begins) + (not whole_words)

    def _slips(self, folded: str) -> int:
        """How many letters are wrong in all, each word of hers held against the nearest word or beginning of the label."""
        there = folded.split()
        return sum(
            min(OSA.distance(word, beginning) for one in there for beginning in _beginnings(one, len(word)))
            for word in self.words
        )


def _beginnings(word: str, length: int) -> set[str]:
    return {word, word[:length], word[: length + 1], word[: max(1, length - 1)]}
