"""I-02: only `decide` makes permits, and nothing makes a wider one, or a second one, out of one that was made."""

import ast
import copy
import pickle
from dataclasses import FrozenInstanceError, fields, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import consent
import profile_service
from consent import permit as permit_module
from consent.decision import OwnReading, decide
from consent.errors import PermitError
from consent.permit import Basis, Permit
from consent.scope import Scope
from consent.vocabulary import IndividualId
from tests.stage import Stage

_HER = IndividualId("ind_1")
_NARROW = (Scope("skills", frozenset({"level"})),)
_WIDE = (Scope("skills"), Scope("adaptations"))


def _permit() -> Permit:
    decision = decide(OwnReading(_HER, _HER, _NARROW), None, datetime(2026, 1, 1, tzinfo=UTC))
    assert isinstance(decision, Permit)
    return decision


def test_the_maker_and_the_seal_are_named_in_two_files_only() -> None:
    seen = set()
    for package in (consent, profile_service):
        for path in Path(str(package.__file__)).parent.rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            if "_make_permit" in text or "_SEAL" in text:
                seen.add(f"{path.parent.name}/{path.name}")
    assert seen == {"consent/permit.py", "consent/decision.py"}


def test_decide_is_the_only_function_from_which_the_maker_is_reached() -> None:
    tree = ast.parse(Path(str(consent.__file__)).with_name("decision.py").read_text(encoding="utf-8"))
    callers = {
        outer.name
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef)
        for node in ast.walk(outer)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_make_permit"
    }
    assert callers == {"_decide_own", "_permit_within", "_decide_duty", "_decide_shared", "_decide_assisted"}


@pytest.mark.parametrize("seal", [None, True, object(), "seal", permit_module.Basis.OWNERSHIP])
def test_the_constructor_makes_no_permit(seal: object) -> None:
    with pytest.raises(PermitError):
        Permit(_HER, _WIDE, Basis.OWNERSHIP, None, seal=seal)


def test_the_constructor_without_a_seal_makes_no_permit() -> None:
    with pytest.raises(TypeError):
        Permit(_HER, _WIDE, Basis.OWNERSHIP, None)  # type: ignore[call-arg]


def test_the_seal_is_not_kept_in_the_permit() -> None:
    made = _permit()
    kept = [getattr(made, one.name) for one in fields(made)]
    assert not any(value is permit_module._SEAL for value in kept)
    assert not hasattr(made, "seal")


def test_replace_cannot_widen_a_permit() -> None:
    with pytest.raises((ValueError, TypeError)):
        replace(_permit(), scopes=_WIDE)
    with pytest.raises(PermitError):
        replace(_permit(), scopes=_WIDE, seal=object())


def test_a_permit_does_not_change() -> None:
    made = _permit()
    for name, value in (("scopes", _WIDE), ("individual", IndividualId("ind_2")), ("seal", object())):
        with pytest.raises((FrozenInstanceError, AttributeError, TypeError)):
            setattr(made, name, value)
    assert made.use() == _NARROW


def test_a_permit_is_neither_copied_nor_pickled() -> None:
    for double in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises((PermitError, TypeError)):
            double(_permit())


def test_a_subclass_that_skips_the_seal_is_no_permit_to_the_vault(stage: Stage) -> None:
    class Wider(Permit):
        def __post_init__(self, seal: object) -> None:
            pass

    forged = Wider(IndividualId("ind_demo_astrid"), _WIDE, Basis.OWNERSHIP, None, seal=None)
    with pytest.raises(PermitError):
        stage.parts.database.reader.run(lambda work: work.vault.read(forged))
