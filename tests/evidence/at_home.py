"""What she does with a file, over the API; and what Norrsken does to open it."""

from collections.abc import Callable
from typing import Any, Final

from httpx import Response

from tests.evidence.hostile_files import paper
from tests.protected.petra import declared
from tests.stage import Stage

FILES: Final = "/v1/me/evidence-files"
PROOF: Final = "/v1/me/profile/evidence"
CLAIM: Final = "profile:evidence:read"
WITH_FILE: Final = "profile:evidence:read?fields=file,file_sha256,title"


def bring(stage: Stage, raw: bytes = b"", persona: str = "astrid") -> Response:
    """Somebody brings a file: a paper, where nothing else is said."""
    headers = {**stage.individual(persona), "Content-Type": "application/octet-stream"}
    return stage.http.post(FILES, content=raw or paper(), headers=headers)


def proof_with_file(stage: Stage, persona: str = "astrid") -> tuple[str, str]:
    """An entry that names a file: the ids of both."""
    file = bring(stage, persona=persona).json()["id"]
    body = {"title": "Svetsbetyg", "file": file}
    made = stage.http.post(PROOF, json=body, headers=stage.individual(persona))
    assert made.status_code == 201, made.text
    return made.json()["id"], file


def open_it(stage: Stage, grant: str, file: str, organisation: str = "norrsken", **more: Any) -> Response:
    """An organisation opens a file."""
    body = {"grant_id": grant, "file": file, "case_reference": "case-1", "reader": "Nils Berg", **more}
    return stage.http.post("/v1/evidence-files", json=body, headers=stage.organisation(organisation))


def granting(stage: Stage) -> Callable[..., str]:
    """Gives Norrsken what is named, under a purpose that speaks of evidence and its files."""
    purpose = declared(stage)

    def give(*scopes: str, **more: Any) -> str:
        return stage.granted(scopes, declaration=purpose, **more)

    return give
