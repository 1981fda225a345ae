"""A hundred thousand open brackets, which would use up the stack."""

TEXT = b"[" * 100_000
WRONG = [
    ("", "the values are nested too deeply"),
]
