"""What can go wrong inside the consent layer. A refusal is never one of these: it is a value (`Denial`)."""


class ConsentError(Exception):
    """Base of every error that the consent layer raises."""


class ScopeError(ConsentError):
    """A scope that cannot be read, names what does not exist, or is wider than one scope may be.

    `problem` and `expected` never repeat what was sent.
    """

    def __init__(self, text: str, expected: str, problem: str = "this is not a scope of the profile") -> None:
        super().__init__(f"{text!r}: {problem}; {expected}")
        self.text = text
        self.expected = expected
        self.problem = problem


class PermitError(ConsentError):
    """A permit that was not made by `decide`, or that was already used."""


class TransitionError(ConsentError):
    """A grant or a request was asked to become something that it cannot become from its present state."""
