"""A few kilobytes that would unpack to ten gigabytes."""

import zlib
from pathlib import Path

from tests.taxonomy.files import put

SAYS = ("skills_en.csv.gz", "200 times its packed size", "nothing more was unpacked")


def lay(folder: Path) -> Path:
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    # The first hundred megabytes of it, one member after the other: whoever unpacks all of it has lost already.
    member = packer.compress(b"a" * 10_000_000) + packer.flush()
    return put(folder, "bomb", member * 1_000).rename(folder / "skills_en.csv.gz")
