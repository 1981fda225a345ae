"""One worker of the service on a cluster: `python -m tests.drills.failover_worker PORT PUBLIC_URL FOLDER PRIMARY READS`.

The service itself with the cast of the demo and its sign-in; writes and consented readings go to the primary's address, what
only looks to the reads'.
"""

import sys
from pathlib import Path

import uvicorn

from profile_service.demo import sign_in
from profile_service.main import create_app, open_parts
from profile_service.settings import Settings
from profile_service.signing.key_ring import KeyRing


def main(port: int, public_url: str, folder: Path, primary: str, reads: str) -> None:
    """Serve until told to stop."""
    settings = Settings(
        public_url=public_url,
        database_url=primary,
        read_database_url=reads,
        key_ring=folder / "keys.json",
        taxonomy_url=f"sqlite:///{folder / 'taxonomy.sqlite3'}",
    )
    keys = KeyRing.load(folder / "keys.json")
    parts = open_parts(
        settings, keys, tells_loopback=True, test_numbers=True, sink=folder / f"messages-{port}.jsonl"
    )
    app = create_app(parts)
    app.include_router(sign_in.router)
    app.state.demo_personas = sign_in.personas()
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", access_log=False)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), sys.argv[4], sys.argv[5])
