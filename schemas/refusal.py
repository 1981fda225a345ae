"""One shape for each refusal of a value: what is wrong, and what would be right."""

from pydantic_core import PydanticCustomError


def refusal(kind: str, problem: str, expected: str) -> PydanticCustomError:
    """Make the error that a validator raises.

    ``kind`` is a stable slug. ``problem`` and ``expected`` are sentences for people; neither may hold
    the refused value, since error bodies carry no personal data.
    """
    return PydanticCustomError(
        kind, "{problem}; expected {expected}", {"problem": problem, "expected": expected}
    )
