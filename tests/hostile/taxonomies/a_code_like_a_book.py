"""A notation that no profile could hold."""

from pathlib import Path

from tests.taxonomy.files import put, sheet

SAYS = ("occupations_en.csv", "line 2", "its code has 100,000 characters", "at most 64")


def lay(folder: Path) -> Path:
    columns = ("conceptType", "conceptUri", "preferredLabel", "altLabels", "code")
    row = ("Occupation", "http://data.europa.eu/esco/occupation/a", "a", "", "9" * 100_000)
    return put(folder, "occupations_en.csv", sheet(columns, row))
