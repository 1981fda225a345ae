"""What is remembered of scopes is bounded in bytes, whatever is sent: an organisation names items as it likes."""

import tracemalloc

from consent.scope import Scope
from profile_service.storage.mapping import dump_scopes, load_scopes

_TRIES = 100
_NAMES = ",".join(f"{at:03x}" for at in range(900))


def test_wishes_for_items_that_nobody_has_are_forgotten() -> None:
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for at in range(_TRIES):
            scope = Scope.parse(f"profile:languages:read?items=q{at:04d},{_NAMES}")
            assert load_scopes(dump_scopes([scope])) == (scope,)
        del scope
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < _TRIES * 1_000
