"""How memory is kept while hundreds of thousands of rows are held at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def many_held() -> Iterator[None]:
    """Without the search for objects that hold each other, which would walk over all that was read again and again.

    Nothing that is read from a file holds what holds it, so that nothing waits to be found; it took a third of an import.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
