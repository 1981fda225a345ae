"""The pictograms that ship with the service. An instrument names one; it is shown beside a text, never instead of it."""

from typing import Final

PICTURES: Final = frozenset(
    {
        "body",
        "build",
        "care",
        "child",
        "cleaning",
        "clock",
        "computer",
        "drive",
        "farm",
        "goal",
        "help",
        "home",
        "kitchen",
        "licence",
        "listen",
        "map",
        "paper",
        "read",
        "school",
        "sew",
        "shop",
        "talk",
        "teach",
        "team",
        "warehouse",
        "work",
        "write",
    }
)
