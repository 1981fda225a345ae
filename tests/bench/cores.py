"""Where the parts of a measurement run: a server of one worker on one core, the load on the others. It is the same for every app.

The threads of a worker take turns at one interpreter. Left to the scheduler they wander, and meet the load wherever they go: the
same service was then up to a fifth slower at 16 connections, and no two runs were alike. In service a worker is given its core as
deploy/scaling.md says.
"""

import os
from typing import Final

_ALL: Final = sorted(os.sched_getaffinity(0))
OF_SERVER: Final = frozenset(_ALL[:1])
OF_LOAD: Final = frozenset(_ALL[1:] or _ALL)


def keep_to(cores: frozenset[int], process: int = 0) -> None:
    """Let a process, by default this one, run on these cores alone: the threads that it has yet to start as well."""
    os.sched_setaffinity(process, cores)
