"""No text."""

TEXT = b""
WRONG = [
    ("", "this is not JSON at line 1, column 1"),
]
