"""Small files as the official ones are made: written by the test that needs them."""

import csv
import gzip
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

BASE = "http://data.europa.eu/esco/"
OCCUPATION_COLUMNS = (
    "conceptType",
    "conceptUri",
    "iscoGroup",
    "preferredLabel",
    "altLabels",
    "status",
    "description",
)
SKILL_COLUMNS = ("conceptType", "conceptUri", "preferredLabel", "altLabels", "status", "description")


def sheet(columns: Sequence[str], *rows: Sequence[str]) -> str:
    """CSV with these columns and rows."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([columns, *rows])
    return out.getvalue()


def skill(name: str, label: str, others: str = "", description: str = "") -> tuple[str, ...]:
    """A row of a file of skills."""
    return ("KnowledgeSkillCompetence", f"{BASE}skill/{name}", label, others, "released", description)


def skills(*rows: Sequence[str]) -> str:
    """A file of skills."""
    return sheet(SKILL_COLUMNS, *rows)


def occupations(*rows: tuple[str, str, str]) -> str:
    """A file of occupations: each by name, ISCO group and label."""
    return sheet(
        OCCUPATION_COLUMNS,
        *(
            ("Occupation", f"{BASE}occupation/{name}", group, label, "", "released", "")
            for name, group, label in rows
        ),
    )


def needs(*rows: tuple[str, str, str]) -> str:
    """A file of skills of occupations: occupation, essential or optional, skill."""
    return sheet(
        ("occupationUri", "relationType", "skillType", "skillUri"),
        *(
            (f"{BASE}occupation/{one}", word, "knowledge", f"{BASE}skill/{other}")
            for one, word, other in rows
        ),
    )


def broader(*rows: tuple[str, str]) -> str:
    """A file of broader relations between skills."""
    kind = "KnowledgeSkillCompetence"
    return sheet(
        ("conceptType", "conceptUri", "broaderType", "broaderUri"),
        *((kind, f"{BASE}skill/{narrow}", kind, f"{BASE}skill/{wide}") for narrow, wide in rows),
    )


def jobtech(*concepts: Any) -> str:
    """A dump of a query."""
    return json.dumps({"data": {"concepts": list(concepts)}}, ensure_ascii=False)


def put(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file; packed where its name says so."""
    raw = content.encode() if isinstance(content, str) else content
    path = folder / name
    path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
    return path
