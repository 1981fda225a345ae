"""More values than any instrument has, each of which would have to be looked at."""

TEXT = b"[" + b"1," * 30_000 + b"1]"
WRONG = [
    ("", "the text holds too many values"),
]
