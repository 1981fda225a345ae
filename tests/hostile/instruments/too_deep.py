"""Lists in lists, deeper than any instrument."""

TEXT = b"[" * 20 + b"]" * 20
WRONG = [
    ("/0/0/0/0/0/0/0/0/0/0/0/0/0", "the values are nested too deeply"),
]
