"""What can go wrong inside the consent layer. A refusal is never one of these: it is a value (`Denial`)."""


class ConsentError(Exception):
    """Base of every error that the consent layer raises."""


class ScopeError(ConsentError):
    """A scope that cannot be read, or that names what does not exist."""

    def __init__(self, text: str, expected: str) -> None:
        super().__init__(f"{text!r}: {expected}")
        self.text = text
        self.expected = expected


class PermitError(ConsentError):
    """A permit that was not made by `decide`, or that was already used."""


class TransitionError(ConsentError):
    """A grant or a request was asked to become something that it cannot become from its present state."""
