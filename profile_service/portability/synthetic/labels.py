"""The labels of the concepts that the made-up profiles name by code only, from the public taxonomies beside them."""

import csv
import gzip
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeAlias

Labels: TypeAlias = Mapping[tuple[str, str], str]
"""(scheme, concept id) to label."""

# The ten municipalities that occur in the load data; the taxonomies beside it name none.
_MUNICIPALITIES: Final = {
    "0180": "Stockholm",
    "0380": "Uppsala",
    "0580": "Linköping",
    "1280": "Malmö",
    "1480": "Göteborg",
    "1880": "Örebro",
    "1980": "Västerås",
    "2480": "Umeå",
    "2482": "Skellefteå",
    "2580": "Luleå",
}
BUILT_IN: Final[Labels] = MappingProxyType(
    {("municipality", code): name for code, name in _MUNICIPALITIES.items()}
)
"""The labels that need no file."""


def read_labels(folder: Path) -> Labels:
    """Read what is there of ESCO, JobTech, SSYK, SUN and languages; a taxonomy that is missing gives none."""
    jobtech, esco, rebuilt = (
        folder / name for name in ("jobtech-taxonomy", "esco-1.2.0-en", "esco-1.2.0-en-rebuilt")
    )
    found = dict(BUILT_IN)
    for row in _rows(rebuilt / "skills_en.csv.gz"):
        found["esco", row["conceptUri"]] = row["preferredLabel"]
    for row in _rows(esco / "occupations_en.csv"):
        found["esco", row["conceptUri"]] = row["preferredLabel"]
    for row in _rows(jobtech / "derived_ssyk2012.csv"):
        found["ssyk2012", row["code"]] = row["label_sv"]
    for row in _rows(jobtech / "derived_sun2020.csv"):
        found["sun2020", row["code"]] = row["label_sv"]
    for concept in _concepts(jobtech / "skills.json"):
        found["jobtech", concept["id"]] = concept["preferred_label"]
    # Some skills of an occupation group are not in the list of skills.
    for group in _concepts(jobtech / "ssyk-level-4-groups-with-related-skills.json"):
        for concept in group["related"]:
            found.setdefault(("jobtech", concept["id"]), concept["preferred_label"])
    for concept in _concepts(jobtech / "languages.json"):
        if concept["iso_639_1_2002"]:
            found["iso639", concept["iso_639_1_2002"].lower()] = concept["preferred_label"]
    return MappingProxyType(found)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.is_file():
        plain = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        yield from csv.DictReader(io.StringIO(plain.decode("utf-8-sig"), newline=""))


def _concepts(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    concepts: list[dict[str, Any]] = json.loads(path.read_bytes())["data"]["concepts"]
    return concepts
