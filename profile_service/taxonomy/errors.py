"""What is wrong with a file of a taxonomy, where, and what would be right."""


class TaxonomyError(Exception):
    """Nothing was taken in. `place` is a line ("line 17") or a JSON pointer ("/data/concepts/3"), or empty for the whole file."""

    def __init__(self, file: str, place: str, problem: str, expected: str) -> None:
        where = f"{file}, {place}" if place else file
        super().__init__(f"{where}: {problem}; right would be: {expected}")
        self.file = file
        self.place = place
        self.problem = problem
        self.expected = expected


class MisfitError(Exception):
    """Raised by a reader, which knows the place in the file and not its name; it becomes a TaxonomyError."""

    def __init__(self, at: int | str, problem: str, expected: str) -> None:
        super().__init__(problem)
        self.at = at
        self.problem = problem
        self.expected = expected


def place_of(at: int | str) -> str:
    """A line by its number, or a JSON pointer, as a person reads it."""
    if isinstance(at, int):
        return f"line {at}" if at else ""
    return at
