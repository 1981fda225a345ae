"""What a consented reading will ask the database for, told beforehand, so that many readings can be carried together."""

from dataclasses import dataclass


@dataclass(slots=True)
class Foreseen:
    """What an ordinary reading under a grant will look up. Whoever asks for anything beyond it is carried alone.

    It is a forecast and no permission: what was told here decides nothing, and a wrong one only takes longer.
    """

    grant: str
    unit: str
    reader: str
    most_tries: int
    """How often one organisation may try to read one profile in a day."""
