"""A CSV file of something else."""

from pathlib import Path

from tests.taxonomy.files import put

SAYS = ("people.csv", "its columns (name, number)", "ESCO skills of occupations")


def lay(folder: Path) -> Path:
    return put(folder, "people.csv", "name,number\nAda,1\n")
