"""What a file of a taxonomy may be at the most. The largest official file stays below a fifth of each."""

from typing import Final

FILES: Final = 500
"""Files in one import."""
ENTRIES: Final = 20_000
"""Files and folders that are looked at below one folder."""
FILE: Final = 200_000_000
"""Bytes of a file as it lies there."""
UNPACKED: Final = 200_000_000
"""Bytes of a file once unpacked."""
RATIO: Final = 200
"""How many times larger a packed file may become, measured on what was unpacked so far. Columns of repeated addresses reach 40."""
FREE_OF_RATIO: Final = 10_000_000
"""Bytes below which the ratio is not asked for: they harm nobody."""
ROWS: Final = 2_000_000
COLUMNS: Final = 200
FIELD: Final = 1_000_000
"""Characters of one field; the list of all skills that ESCO gives in one field of `conceptSchemes` has 651,423."""
DEPTH: Final = 30
"""How deep JSON may be nested."""
LABEL: Final = 400
"""Characters of a label: what a profile can hold of it (`schemas.limits.LABEL`)."""
CONCEPT_ID: Final = 300
CODE: Final = 64
"""Characters of a notation: what a profile can hold of it (`schemas.limits.CODE`)."""
VERSION: Final = 50
"""Characters of a version."""
DIGITS: Final = 18
"""Of a whole number in JSON."""
DESCRIPTION: Final = 20_000
OTHER_LABELS: Final = 500
"""Other labels of one concept in one language in one file."""
TOLD_MISTAKES: Final = 5
"""How many mistakes of one sort are named one by one."""
SMALLEST_SHARE: Final = 0.5
"""A file that says it is all of a kind, and has less than this of what stands, was cut off: it would deprecate the rest."""
