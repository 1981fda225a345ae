"""JobTech's id for a skill comes again as an occupation."""

from pathlib import Path

from tests.taxonomy.files import jobtech, put

SAYS = ("dump.json", "/data/concepts/1", "it is a occupation")


def lay(folder: Path) -> Path:
    one = {"id": "a", "type": "skill", "preferred_label": "a"}
    return put(folder, "dump.json", jobtech(one, {**one, "type": "occupation-name"}))
