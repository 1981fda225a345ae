"""Calls and commands for files of evidence and for looking again, what they send, and a word that they show."""

from typing import Any

import wire_samples as wire
from small_service import Reply

_FILE = {
    "id": "fil_1", "media_type": "application/pdf", "size": 2048, "sha256": "0" * 64, "pages": 2, "name": "betyg.pdf",
    "kept_at": wire.WHEN,
}  # fmt: skip
_PDF = Reply(content=b"%PDF", media_type="application/pdf")
_ZIP = Reply(content=b"PK", media_type="application/zip")
_OPENING = {"grant_id": "gra_1", "file": "fil_1", "case_reference": "A-1", "reader": "Ann"}
_ITEM = "/v1/me/profile/skills/itm_1"

ME: list[tuple[Any, ...]] = [
    ("files", lambda me: me.files(), "GET", "/v1/me/evidence-files", Reply(content={"files": [_FILE]})),
    ("add_file", lambda me: me.add_file(b'{"any": "bytes"}'), "POST", "/v1/me/evidence-files",
         Reply(201, _FILE), {"any": "bytes"}),
    ("file", lambda me: me.file("fil_1"), "GET", "/v1/me/evidence-files/fil_1", _PDF),
    ("remove_file", lambda me: me.remove_file("fil_1"), "DELETE", "/v1/me/evidence-files/fil_1", Reply(204)),
    ("everything", lambda me: me.everything(), "GET", "/v1/me/export.zip", _ZIP),
    ("confirm", lambda me: me.confirm("skills", "itm_1", version=3), "POST", f"{_ITEM}/confirm",
         Reply(content=wire.ITEM), None, None, '"3"'),
    ("restore", lambda me: me.restore("skills", "itm_1", version=3), "POST", f"{_ITEM}/restore",
         Reply(content=wire.ITEM), None, None, '"3"'),
]  # fmt: skip
AGENCY: list[tuple[Any, ...]] = [
    ("open_file", lambda us: us.open_file("gra_1", "fil_1", case_reference="A-1", reader="Ann"), "POST", "/v1/evidence-files",
         _PDF, _OPENING),
]  # fmt: skip
ASTRID: list[tuple[Any, ...]] = [
    (["files"], "GET", "/v1/me/evidence-files", Reply(content={"files": [_FILE]}), "name: betyg.pdf"),
    (["confirm", "skills", "itm_1", "--version", "3"], "POST", f"{_ITEM}/confirm", Reply(content=wire.ITEM), "Welding"),
    (["restore", "skills", "itm_1", "--version", "3"], "POST", f"{_ITEM}/restore", Reply(content=wire.ITEM), "Welding"),
]  # fmt: skip
WITHOUT_AN_ANSWER = {"add-file", "get-file", "remove-file", "export-all", "open-file"}
"""Commands that read or write a file: tried in `test_client_files`."""
