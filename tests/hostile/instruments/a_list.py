"""JSON, but no object."""

TEXT = b"[]"
WRONG = [
    ("", "this is not a JSON object"),
]
