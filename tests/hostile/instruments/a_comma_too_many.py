"""A comma that JSON does not allow; the line and the place in it are told."""

TEXT = b'{\n  "id": "a",\n}'
WRONG = [
    ("", "this is not JSON at line 3, column 1"),
]
