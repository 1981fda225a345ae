"""JSON, strictly (RFC 8259): no key twice, nothing that is no number, and no deeper than a taxonomy is."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, NoReturn

from profile_service.taxonomy import limits
from profile_service.taxonomy.characters import refused_in
from profile_service.taxonomy.errors import MisfitError
from profile_service.taxonomy.mislaid import misfit_in

Node = Mapping[str, Any]
_TOO_DEEP: Final = (
    f"it is nested deeper than {limits.DEPTH} levels",
    "the official dump, which has fewer than ten",
)


def parse(text: str) -> Any:
    """What the text says.

    Raises:
        MisfitError: it is no JSON, has a key twice or a number without end, or is too deep; by its line.
    """
    try:
        read = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise MisfitError(
            error.lineno, f"it is no JSON: {error.msg.lower()}", "the file as it was published"
        ) from None
    except _UnplacedError:
        raise misfit_in(text) from None
    except RecursionError:
        raise MisfitError(1, *_TOO_DEEP) from None
    _bound_depth(read)
    return read


def children(node: Node, key: str, at: str) -> Iterator[tuple[str, Node]]:
    """The objects in a list of this node, each with its JSON pointer (RFC 6901).

    Raises:
        MisfitError: there is something else.
    """
    listed = node.get(key)
    if listed is None:
        return
    if not isinstance(listed, list):
        raise MisfitError(f"{at}/{key}", "this is no list", "a list of concepts")
    for number, child in enumerate(listed):
        place = f"{at}/{key}/{number}"
        if not isinstance(child, dict):
            raise MisfitError(place, "this is no object", "a concept with id, type and preferred_label")
        yield place, child


def text_in(node: Node, key: str, at: str) -> str:
    """The text under a key; empty where it is absent or null.

    Raises:
        MisfitError: there is something else, or a character that no text holds.
    """
    value = node.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise MisfitError(f"{at}/{key}", "this is no text", "a text")
    return allowed(value, f"{at}/{key}").strip()


def texts_in(node: Node, key: str, at: str) -> list[str]:
    """The texts in a list under a key; none where it is absent or null.

    Raises:
        MisfitError: there is something else, or a character that no text holds.
    """
    listed = node.get(key) or []
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise MisfitError(f"{at}/{key}", "this is no list of texts", "a list of texts")
    return [allowed(one, f"{at}/{key}/{number}") for number, one in enumerate(listed)]


def allowed(text: str, at: str) -> str:
    """The text as it is. An escape of JSON brings in what was looked for in the file before.

    Raises:
        MisfitError: it holds a character that no text of a taxonomy holds.
    """
    _, refused = refused_in(text)
    if refused:
        raise MisfitError(at, f"{refused} stands in it, as an escape", "a text without it")
    return text


class _UnplacedError(Exception):
    """A fault that json tells without saying where."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise _UnplacedError
    return read


def _no_constant(_word: str) -> NoReturn:
    raise _UnplacedError


def _whole(digits: str) -> int:
    if len(digits) > limits.DIGITS:
        raise _UnplacedError
    return int(digits)


def _bound_depth(read: Any) -> None:
    level = [read] if isinstance(read, dict | list) else []
    for _ in range(limits.DEPTH):
        if not level:
            return
        inner = (value.values() if isinstance(value, dict) else value for value in level)
        level = [child for values in inner for child in values if isinstance(child, dict | list)]
    raise MisfitError(1, *_TOO_DEEP)
