"""Links that she has made. The table has keyed hashes of the secret and of the spoken word, and neither of them."""

import hmac
from collections.abc import Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, Final

import orjson
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from consent.share import Share
from consent.vocabulary import IndividualId, ShareId
from profile_service.domain.sharing import Viewing
from profile_service.storage.consent_tables import ShareRow
from profile_service.storage.mapping import dump_scopes, load_scopes
from profile_service.storage.personal_keys import PersonalKeys, Sealer
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import IndividualRow, table_of

_SHARES = table_of(ShareRow)
_INDIVIDUALS = table_of(IndividualRow)
# Whether she has paused everything is read in the same statement: it must never lag behind.
_ALL = select(_SHARES, _INDIVIDUALS.c.paused_at.label("all_paused_at")).join(
    _INDIVIDUALS, _INDIVIDUALS.c.id == _SHARES.c.individual_id
)
_FIND = Prepared(_ALL.where(_SHARES.c.id == bindparam("share")))
_BEHIND = Prepared(_ALL.where(_SHARES.c.secret_hash == bindparam("secret")))


class TableShares:
    """See `actions.ports.Shares`."""

    def __init__(self, connection: Connection, keys: PersonalKeys, sealer: Sealer) -> None:
        self._connection = connection
        self._keys = keys
        self._sealer = sealer

    def add(self, share: Share, secret: str, word: str | None) -> None:
        told = orjson.dumps([share.vacancy, share.employer, *([share.fit] if share.fit else [])])
        self._connection.execute(
            insert(_SHARES),
            {
                "individual_id": share.individual,
                "id": share.id,
                "secret_hash": self._sealer.blind("share", secret),
                "word_hash": None if word is None else self._word_hash(share.id, word),
                "wrong_words": 0,
                "went_on": 0,
                "scopes": dump_scopes(share.scopes),
                "made_at": share.made_at,
                "until": share.until,
                "sealed": self._keys.seal(share.individual, told, f"share|{share.id}"),
                **_changing(share),
            },
        )

    def find(self, share: ShareId) -> Share | None:
        row = _FIND.one(self._connection, share=share)
        return None if row is None else self._load(row)

    def behind(self, secret: str) -> Share | None:
        row = _BEHIND.one(self._connection, secret=self._sealer.blind("share", secret))
        found = None if row is None else self._load(row)
        if found is None:
            self._load_nobodys()
        return found

    def has_word(self, share: Share) -> bool:
        row = _FIND.one(self._connection, share=share.id)
        return row is not None and row.word_hash is not None

    def word_fits(self, share: Share, word: str | None) -> bool:
        row = _FIND.one(self._connection, share=share.id)
        if row is None:
            return False
        if row.word_hash is None:
            return True
        return hmac.compare_digest(row.word_hash, self._word_hash(share.id, word or ""))

    def wrong_words(self, share: Share) -> int:
        row = _FIND.one(self._connection, share=share.id)
        return 0 if row is None else int(row.wrong_words)

    def count_wrong_word(self, share: Share) -> None:
        self._change(share, wrong_words=_SHARES.c.wrong_words + 1)

    def forget_wrong_words(self, share: Share) -> None:
        self._change(share, wrong_words=0)

    def went_on(self, share: Share) -> int:
        row = _FIND.one(self._connection, share=share.id)
        return 0 if row is None else int(row.went_on)

    def count_going_on(self, share: Share) -> None:
        self._change(share, went_on=_SHARES.c.went_on + 1)

    def set_word(self, share: Share, word: str) -> None:
        self._change(share, word_hash=self._word_hash(share.id, word), wrong_words=0)

    def let_view(self, share: Share, viewing: Viewing) -> str:
        told = f"{int(viewing.until.timestamp())}-{int(viewing.named)}"
        return f"{told}-{self._viewing_hash(share, told)}"

    def viewing(self, share: Share, shown: str) -> Viewing | None:
        told, _, signed = shown.rpartition("-")
        if not hmac.compare_digest(self._viewing_hash(share, told).encode(), signed.encode()):
            return None
        until, _, named = told.partition("-")
        return Viewing(datetime.fromtimestamp(int(until), UTC), named == "1")

    def save(self, share: Share) -> None:
        self._change(share, **_changing(share))

    def of_individual(self, individual: IndividualId) -> Sequence[Share]:
        mine = _ALL.where(_SHARES.c.individual_id == individual)
        rows = self._connection.execute(mine.order_by(_SHARES.c.made_at.desc(), _SHARES.c.id)).all()
        return [found for found in map(self._load, rows) if found is not None]

    def forget_all(self, individual: IndividualId) -> None:
        self._connection.execute(delete(_SHARES).where(_SHARES.c.individual_id == individual))

    def _change(self, share: Share, **values: Any) -> None:
        hers = _SHARES.c.individual_id == share.individual
        # An end is final: nothing is written over it, not even by a change that was decided before.
        self._connection.execute(
            update(_SHARES)
            .where(hers, _SHARES.c.id == share.id, _SHARES.c.ended_at.is_(None))
            .values(**values)
        )

    def _word_hash(self, share: ShareId, word: str) -> bytes:
        return self._sealer.blind("share-word", f"{share}|{word}")

    def _viewing_hash(self, share: Share, told: str) -> str:
        row = _FIND.one(self._connection, share=share.id)
        # With the word in it, so that a new word shuts out whoever came in with the old one.
        word = "" if row is None or row.word_hash is None else row.word_hash.hex()
        return self._sealer.blind("share-viewing", f"{share.id}|{word}|{told}").hex()

    def _load_nobodys(self) -> None:
        """The work of a link that has ended: how long an answer takes does not tell it from one whose maker was erased."""
        told = orjson.dumps(["", ""])
        self._keys.seal_for_nobody(told, "share|")
        _share(_NOBODYS, IndividualId(""), *orjson.loads(told))
        _FIND.one(self._connection, share="")

    def _load(self, row: Any) -> Share | None:
        individual = IndividualId(row.individual_id)
        try:
            words = orjson.loads(self._keys.open(individual, row.sealed, f"share|{row.id}"))
        except KeyError:  # she has been erased, and where she applied went with her key
            return None
        return _share(row, individual, *words)


def _share(row: Any, individual: IndividualId, vacancy: str, employer: str, fit: str = "") -> Share:
    return Share(
        id=ShareId(row.id),
        individual=individual,
        vacancy=vacancy,
        employer=employer,
        scopes=load_scopes(row.scopes),
        contact=load_scopes(row.contact) if row.contact else (),
        made_at=row.made_at,
        until=row.until,
        ended_at=row.ended_at,
        paused_at=row.all_paused_at,
        contact_asked_at=row.contact_asked_at,
        contact_given_at=row.contact_given_at,
        contact_refused_at=row.contact_refused_at,
        fit=fit,
    )


_NOBODYS: Final = SimpleNamespace(
    id="",
    scopes="profile:skills:read?fields=last_used,level,months,skill,wants_to_use",
    contact="",
    made_at=datetime.min.replace(tzinfo=UTC),
    until=datetime.max.replace(tzinfo=UTC),
    ended_at=None,
    all_paused_at=None,
    contact_asked_at=None,
    contact_given_at=None,
    contact_refused_at=None,
)


def _changing(share: Share) -> dict[str, Any]:
    return {
        "contact": dump_scopes(share.contact),
        "ended_at": share.ended_at,
        "contact_asked_at": share.contact_asked_at,
        "contact_given_at": share.contact_given_at,
        "contact_refused_at": share.contact_refused_at,
    }
