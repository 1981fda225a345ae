"""The made-up profiles of the load data: one JSON object a line, gzipped. Nobody in them exists."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from profile_service.domain.importing import ForeignFormatError, ForeignProfile
from profile_service.domain.profile import Source, SourceKind
from profile_service.portability.json_text import read_json
from profile_service.portability.making import Reading
from profile_service.portability.synthetic import parts
from profile_service.portability.synthetic.labels import BUILT_IN, Labels
from profile_service.portability.synthetic.record import Record

FORMAT: Final = "synthetic"
SOURCE: Final = Source(SourceKind.SEED, "synthetic load data")

LONGEST_LINE: Final = 256 * 1024
MOST_BYTES: Final = 2 * 1024**3
_MAGIC: Final = b"\x1f\x8b"

_READERS: Final = (
    parts.read_target,
    parts.read_experience,
    parts.read_education,
    parts.read_languages,
    parts.read_skills,
    parts.read_licences,
)


def read_line(line: bytes, labels: Labels = BUILT_IN) -> tuple[str, ForeignProfile]:
    """One made-up person, and the language of the interface.

    Raises:
        ForeignFormatError: the line is not a profile of this data set.
    """
    whole = read_json(line)
    if not isinstance(whole, dict):
        raise ForeignFormatError("", "this is not an object", "right would be one JSON object a line")
    reading = Reading()
    record = Record(whole, reading, labels)
    language = parts.read_person(record)
    for read in _READERS:
        read(record)
    record.close()
    return language, reading.result(FORMAT, SOURCE)


def read_all(
    path: Path,
    labels: Labels = BUILT_IN,
    *,
    longest_line: int = LONGEST_LINE,
    most_bytes: int = MOST_BYTES,
) -> Iterator[tuple[str, ForeignProfile]]:
    """Every line of a gzipped file, one at a time; blank lines are passed over.

    Raises:
        OSError: the file cannot be opened.
        ForeignFormatError: a line is not a profile or is too long, the whole is too long, or the file is damaged;
            names the line.
    """
    left = most_bytes
    with path.open("rb") as raw:
        if raw.read(len(_MAGIC)) != _MAGIC:
            raise ForeignFormatError("", "not a gzip file", "right would be profiles.jsonl.gz")
    with gzip.open(path, "rb") as lines:
        number = 0
        while True:
            number += 1
            try:
                line = lines.readline(longest_line + 1)
            except (gzip.BadGzipFile, EOFError, zlib.error):
                raise _at(
                    number, ForeignFormatError("", "the file is damaged", "right would be a whole gzip file")
                ) from None
            if not line:
                return
            left -= len(line)
            if len(line) > longest_line:
                raise _at(
                    number,
                    ForeignFormatError(
                        "", "the line is too long", f"right would be at most {longest_line} bytes"
                    ),
                )
            if left < 0:
                raise _at(
                    number,
                    ForeignFormatError(
                        "", "the file is too long", f"right would be at most {most_bytes} bytes"
                    ),
                )
            if line.strip():
                try:
                    person = read_line(line, labels)
                except ForeignFormatError as error:
                    raise _at(number, error) from None
                yield person


def _at(number: int, error: ForeignFormatError) -> ForeignFormatError:
    return ForeignFormatError(error.path, f"line {number}: {error.problem}", error.expected)
