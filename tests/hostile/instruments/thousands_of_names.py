"""Forty thousand names, one of them twice: finding it must not take a look at each for each."""

TEXT = b"{" + b",".join(b'"n%d":1' % at for at in (*range(40_000), 7)) + b"}"
WRONG = [
    ("/n7", "a name comes twice"),
    ("", "the text holds too many values"),
]
