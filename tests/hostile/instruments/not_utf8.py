"""Bytes that are no UTF-8, on the second line."""

TEXT = b'{"id":\n"\xff"}'
WRONG = [
    ("", "this is not UTF-8 at line 2"),
]
