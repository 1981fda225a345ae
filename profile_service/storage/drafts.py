"""Drafts of helpers: sealed with her key, and no part of any section before she says so."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, delete, insert, select, update

from consent.vocabulary import AssistanceId, IndividualId, OrganisationId
from profile_service.domain.helping import Draft, DraftId, DraftState, Step
from profile_service.domain.mapping_session import MappingSessionId
from profile_service.domain.profile import ItemId
from profile_service.storage.helping_tables import DraftRow
from profile_service.storage.personal_keys import PersonalKeys
from profile_service.storage.tables import table_of

_DRAFTS = table_of(DraftRow)


class TableDrafts:
    """See `actions.ports.Drafts`."""

    def __init__(self, connection: Connection, keys: PersonalKeys) -> None:
        self._connection = connection
        self._keys = keys

    def add(self, draft: Draft) -> None:
        self._connection.execute(
            insert(_DRAFTS),
            {
                "individual_id": draft.individual,
                "id": draft.id,
                "assistance_id": draft.assistance or "",
                "organisation_id": draft.organisation or "",
                "made_at": draft.made_at,
                "state": draft.state.value,
                "answered_at": draft.answered_at,
                "sealed": self._seal(draft),
            },
        )

    def find(self, individual: IndividualId, draft: DraftId) -> Draft | None:
        hers = select(_DRAFTS).where(_DRAFTS.c.individual_id == individual, _DRAFTS.c.id == draft)
        row = self._connection.execute(hers).one_or_none()
        return None if row is None else self._load(row)

    def of_individual(self, individual: IndividualId) -> Sequence[Draft]:
        hers = select(_DRAFTS).where(_DRAFTS.c.individual_id == individual)
        rows = self._connection.execute(hers.order_by(_DRAFTS.c.made_at.desc(), _DRAFTS.c.id)).all()
        found = [one for one in map(self._load, rows) if one is not None]
        # Those that were made at once stay in the order in which they were asked.
        return sorted(found, key=lambda one: (-one.made_at.timestamp(), one.place))

    def answer(self, draft: Draft, state: DraftState, at: datetime) -> bool:
        # What was proposed is in the profile now, or unwanted: either way nothing of it stays here.
        values = {"state": state.value, "answered_at": at, "sealed": self._seal(draft, emptied=True)}
        found = self._connection.execute(
            update(_DRAFTS)
            .where(
                _DRAFTS.c.individual_id == draft.individual,
                _DRAFTS.c.id == draft.id,
                _DRAFTS.c.state == DraftState.WAITING.value,
            )
            .values(**values)
        )
        return found.rowcount == 1

    def drop(self, draft: Draft) -> bool:
        gone = self._connection.execute(
            delete(_DRAFTS).where(
                _DRAFTS.c.individual_id == draft.individual,
                _DRAFTS.c.id == draft.id,
                _DRAFTS.c.state == DraftState.WAITING.value,
            )
        )
        return gone.rowcount == 1

    def forget_older(self, before: datetime) -> int:
        return self._connection.execute(delete(_DRAFTS).where(_DRAFTS.c.made_at <= before)).rowcount

    def forget_all(self, individual: IndividualId) -> None:
        self._connection.execute(delete(_DRAFTS).where(_DRAFTS.c.individual_id == individual))

    def _seal(self, draft: Draft, *, emptied: bool = False) -> bytes:
        fields = {} if emptied else dict(draft.fields)
        fits = [] if emptied else list(draft.fits)
        about = [draft.section, draft.step, draft.item, draft.version, fields]
        plain = orjson.dumps([draft.unit, draft.helper_name, *about, draft.mapping, fits, draft.place])
        return self._keys.seal(draft.individual, plain, f"draft|{draft.id}")

    def _load(self, row: Any) -> Draft | None:
        individual = IndividualId(row.individual_id)
        try:
            plain = self._keys.open(individual, row.sealed, f"draft|{row.id}")
        except KeyError:  # she has been erased
            return None
        # What was kept before there were mapping sessions came of none.
        unit, helper, section, step, item, version, fields, *more = orjson.loads(plain)
        mapping, fits, place = more or (None, (), 0)
        return Draft(
            id=DraftId(row.id),
            individual=individual,
            assistance=AssistanceId(row.assistance_id) if row.assistance_id else None,
            organisation=OrganisationId(row.organisation_id) if row.organisation_id else None,
            unit=unit,
            helper_name=helper,
            section=section,
            step=Step(step),
            item=None if item is None else ItemId(item),
            version=version,
            fields=fields,
            made_at=row.made_at,
            state=DraftState(row.state),
            answered_at=row.answered_at,
            mapping=None if mapping is None else MappingSessionId(mapping),
            fits=tuple(fits),
            place=place,
        )
