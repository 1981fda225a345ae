"""Every message of the source, as Babel's extractor finds it."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

ROOT = Path(__file__).parents[2]
# The names by which Python and the templates say a message.
KEYWORDS: Mapping[str, Any] = {
    "N_": None,
    "_": None,
    "_h": None,
    "_b": None,
    "_n": (1, 2),
    "plural": (1, 2),
}

Message = str | tuple[str, ...]


@cache
def messages() -> dict[Message, str]:
    """Each message (a pair where it has a plural), and the first place where it is said."""
    with (ROOT / "profile_service" / "language" / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found: dict[Message, str] = {}
    for path, line, message, _comments, _context in _extracted(methods, options):
        found.setdefault(message, f"{path}:{line}")
    return dict(sorted(found.items(), key=lambda entry: _key(entry[0])))


def _extracted(methods: Any, options: Any) -> Iterator[Any]:
    return extract_from_dir(ROOT, methods, options, KEYWORDS, strip_comment_tags=True)


def _key(message: Message) -> str:
    return message if isinstance(message, str) else message[0]
