"""The demo in two worker processes on one port and one SQLite file: `python -m tests.bench.workers PORT FOLDER`.

On two cores that the load shares a second worker cannot show its worth; what it costs can be seen.
"""

import os
import signal
import socket
import sys
from contextlib import AbstractContextManager
from pathlib import Path

import uvicorn

from profile_service.command_line.logs import set_up_logs
from profile_service.demo.opening import open_demo
from tests.bench.servers import Server, serving
from tests.bench.stand import Stand

WORKERS = 2


def in_two_workers(stand: Stand, log: Path) -> AbstractContextManager[Server]:
    """A stand's demo, served by two processes."""
    return serving(
        stand.port, log, "-m", "tests.bench.workers", str(stand.port), str(stand.folder), one_core=False
    )


def _serve(listener: socket.socket, port: int, folder: Path) -> None:
    _, app = open_demo(folder, f"http://127.0.0.1:{port}")
    set_up_logs()
    uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, server_header=False)).run(
        [listener]
    )


def main(port: int, folder: Path) -> None:
    """Both take from one listening socket; the second is a child that goes when this one goes."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(2048)
    listener.setblocking(False)
    child = os.fork()
    if child == 0:
        _serve(listener, port, folder)
        return
    try:
        _serve(listener, port, folder)
    finally:
        os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
