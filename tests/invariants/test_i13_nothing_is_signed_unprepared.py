"""I-13: nothing is signed unprepared, nothing twice, and only the notary and the token maker sign at all."""

import ast
import copy
import pickle
from collections.abc import Callable, Iterator
from dataclasses import FrozenInstanceError, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import consent
import profile_service
from consent.grant import Grant
from consent.receipt import ConsentRecord, Indication, Recipient, RecordEvent, RecordKind, Shown
from consent.scope import Scope
from consent.terms import Terms
from consent.vocabulary import GrantId, IndividualId, OrganisationId, ReceiptId, RequestId
from profile_service.actions.ports import Work
from profile_service.domain import prepared_record
from profile_service.domain.prepared_record import PreparationError, Prepared, prepare
from tests.stage import LANGUAGES, START, Stage

# Whatever makes a signature with a private key, under the names that the libraries here give it.
_SIGNING_CALLS = {"sign", "sign_compact", "serialize_compact", "serialize_json", "encode_and_sign"}
_SIGNING_MODULES = {"jwt": {"encode"}, "jws": {"encode", "serialize", "serialize_compact"}}


@pytest.fixture
def record(stage: Stage) -> ConsentRecord:
    """What the yes to a question of Norrsken's looks like, before it is prepared."""
    grant_id = stage.granted((LANGUAGES,))

    def find(work: Work) -> ConsentRecord:
        grant = work.ledger.find(GrantId(grant_id))
        assert isinstance(grant, Grant)
        request = work.requests.find(grant.terms.request_id)
        assert request is not None
        declaration = work.declarations.find(request.declaration_id, request.declaration_version)
        organisation = work.accounts.organisation(request.organisation)
        assert declaration is not None
        assert organisation is not None
        return ConsentRecord(
            ReceiptId("rcp_1"),
            request,
            Recipient(organisation.id, organisation.name, organisation.number),
            declaration,
            grant.terms,
            (RecordEvent(RecordKind.GIVEN, START),),
            Indication.OWN_DEVICE,
            Shown("Yes or no?", "en", "request.html"),
        )

    return stage.parts.database.reader.run(find)


def test_a_prepared_record_is_signed_once(stage: Stage, record: ConsentRecord) -> None:
    ready = prepare(record)
    assert stage.house.desk.notary.attest(ready).count(".") == 2
    with pytest.raises(PreparationError):
        stage.house.desk.notary.attest(ready)


def test_the_notary_takes_nothing_else(stage: Stage, record: ConsentRecord) -> None:
    class Forged(Prepared):
        def __post_init__(self, seal: object) -> None:
            pass

    class Pretender:
        def spend(self) -> ConsentRecord:
            return record

    everything: tuple[Any, ...] = (record, Forged(record, seal=None), Pretender(), {}, "", None)
    for unprepared in everything:
        with pytest.raises(PreparationError):
            stage.house.desk.notary.attest(unprepared)


@pytest.mark.parametrize("seal", [None, True, object(), "seal"])
def test_the_constructor_prepares_nothing(record: ConsentRecord, seal: object) -> None:
    with pytest.raises(PreparationError):
        Prepared(record, seal=seal)


def test_what_was_prepared_is_neither_changed_nor_doubled(record: ConsentRecord) -> None:
    ready = prepare(record)
    with pytest.raises((FrozenInstanceError, AttributeError, TypeError)):
        ready._record = replace(record, id=ReceiptId("rcp_2"))  # type: ignore[misc]
    for double in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises((PreparationError, TypeError)):
            double(ready)
    with pytest.raises((PreparationError, ValueError, TypeError)):
        replace(ready, _record=record)  # type: ignore[call-arg]


def _agreed(record: ConsentRecord) -> Terms:
    assert record.terms is not None
    return record.terms


_WRONG: dict[str, Callable[[ConsentRecord], dict[str, Any]]] = {
    "nothing has happened": lambda _: {"events": ()},
    "a time without a zone": lambda one: {
        "events": (RecordEvent(RecordKind.GIVEN, one.at.replace(tzinfo=None)),)
    },
    "another organisation": lambda one: {"recipient": replace(one.recipient, id=OrganisationId("org_2"))},
    "a nameless organisation": lambda one: {"recipient": replace(one.recipient, name="")},
    "another's purpose": lambda one: {
        "declaration": replace(one.declaration, organisation=OrganisationId("org_2"))
    },
    "another version": lambda one: {"declaration": replace(one.declaration, version=2)},
    "another person": lambda one: {"terms": replace(_agreed(one), individual=IndividualId("ind_2"))},
    "another question": lambda one: {"terms": replace(_agreed(one), request_id=RequestId("req_2"))},
    "more than was asked": lambda one: {
        "terms": replace(_agreed(one), scopes=(Scope("person", frozenset({"name"})),))
    },
    "longer than was asked": lambda one: {
        "terms": replace(_agreed(one), until=one.request.until + timedelta(seconds=1))
    },
    "a yes without terms": lambda _: {"terms": None},
    "a no with terms": lambda one: {"events": (RecordEvent(RecordKind.REFUSED, one.at),)},
    "a will that nobody showed": lambda _: {"indication": Indication.NOBODY, "shown": None},
    "a will where there is none": lambda one: {"events": (RecordEvent(RecordKind.EXPIRED, one.at),)},
    "an empty text": lambda _: {"shown": Shown("", "en", "request.html")},
    "itself before itself": lambda one: {"follows": one.id},
}


@pytest.mark.parametrize("wrong", _WRONG)
def test_a_record_that_does_not_hold_together_is_not_prepared(record: ConsentRecord, wrong: str) -> None:
    with pytest.raises(PreparationError):
        prepare(replace(record, **_WRONG[wrong](record)))
    prepare(record)


def _calls(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            base = node.func.value
            owner = base.id if isinstance(base, ast.Name) else getattr(base, "attr", "")
            if node.func.attr in _SIGNING_CALLS or node.func.attr in _SIGNING_MODULES.get(owner, ()):
                yield f"{owner}.{node.func.attr}"
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ("jwt", "joserfc"):
            yield from (
                f"from {one.name}" for one in node.names if one.name in ("encode", "serialize_compact")
            )


def _files() -> Iterator[Path]:
    for package in (consent, profile_service):
        yield from Path(str(package.__file__)).parent.rglob("*.py")


def test_only_the_notary_and_the_token_maker_sign() -> None:
    signing = {
        f"{path.parent.name}/{path.name}"
        for path in _files()
        if list(_calls(ast.parse(path.read_text(encoding="utf-8"))))
    }
    # The third signs that this service is the client of an OpenID provider, and nothing about anybody.
    # Two put the seal on papers, which she takes herself: her own words, and nobody's statement about her.
    # The last signs how long the journal is and what its root is, and nothing about anybody.
    assert signing == {
        "signing/notary.py",
        "identity/tokens.py",
        "oidc/own_keys.py",
        "signing/paper_keys.py",
        "signing/paper_seal.py",
        "signing/journal_signer.py",
    }


@pytest.mark.parametrize(
    "code", ["key.sign(b'')", "jwt.encode({}, key)", "from jwt import encode", "self._key.sign(x, y)"]
)
def test_the_look_finds_each_way_to_sign(code: str) -> None:
    assert list(_calls(ast.parse(code)))


def test_the_seal_is_known_to_one_file_alone() -> None:
    maker = Path(prepared_record.__file__)
    for path in _files():
        if path != maker:
            text = path.read_text(encoding="utf-8")
            assert "prepared_record._" not in text
            assert "prepared_record" not in text or "Prepared(" not in text, path


def test_a_receipt_is_kept_only_by_way_of_a_preparation() -> None:
    attesting = {path.name for path in _files() if ".attest(" in path.read_text(encoding="utf-8")}
    # The second hands what was prepared on to the notary of the key that is in use now.
    assert attesting == {"receipts.py", "live_ring.py"}
    live = Path(str(profile_service.__file__)).parent / "signing" / "live_ring.py"
    assert live.read_text(encoding="utf-8").count(".attest(") == live.read_text(encoding="utf-8").count(
        "return self._notary.attest(prepared)"
    )
    source = Path(str(profile_service.__file__)).parent / "actions" / "receipts.py"
    assert "notary.attest(prepare(" in source.read_text(encoding="utf-8")
