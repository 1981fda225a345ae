"""From paths to editions that can be printed: find the files, know each by its content, read, bring together, check."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

from profile_service.actions.ports.concepts import ConceptPress, Concepts, MisprintError, Printed
from profile_service.domain.concept import Edition
from profile_service.taxonomy import esco, jobtech, limits, lists
from profile_service.taxonomy.checks import Checked, check
from profile_service.taxonomy.errors import MisfitError, TaxonomyError, place_of
from profile_service.taxonomy.formats import Format, SheetFormat, TreeFormat, fitting_sheet
from profile_service.taxonomy.found import Found, Told
from profile_service.taxonomy.gathering import Gathering, Sheaf
from profile_service.taxonomy.memory import many_held
from profile_service.taxonomy.schemes import SCHEMES
from profile_service.taxonomy.sheet import Sheet
from profile_service.taxonomy.source import Source, read_source
from profile_service.taxonomy.tree import parse

SHEETS: Final[tuple[SheetFormat, ...]] = (*esco.FORMATS, *lists.FORMATS)
TREES: Final[tuple[TreeFormat, ...]] = jobtech.FORMATS
_ENDINGS: Final = (".csv", ".csv.gz", ".json", ".json.gz")
_LANGUAGE: Final = re.compile(r"[_-]([a-z]{2,3})(?:_labels)?\.(?:csv|json)(?:\.gz)?")
_VERSION: Final = re.compile(r"(?<![\d.])v?(\d+\.\d+\.\d+)(?![\d.])")
_TAG: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")
"""A language as RFC 5646 writes it, section 2.1."""
_FOLDERS: Final = 3
"""How many folders above a file may name its version."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What whoever imports says beside the files; empty where they say it themselves."""

    scheme: str = ""
    version: str = ""
    language: str = ""
    released: date | None = None


@dataclass(frozen=True, slots=True)
class ReadFile:
    """Told of each file when it was read."""

    name: str
    format: Format


Watcher = Callable[[ReadFile], None]


def files_of(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """The files to read, and those of the folders that are left alone since they are neither CSV nor JSON.

    Raises:
        TaxonomyError: there are none, or too many.
        OSError: a path is not there.
    """
    wanted: dict[Path, None] = {}
    others: list[Path] = []
    for path in paths:
        if not path.is_dir():
            path.stat()
            wanted[path] = None
            continue
        entries = list(islice(path.rglob("*"), limits.ENTRIES + 1))
        if len(entries) > limits.ENTRIES:
            raise TaxonomyError(
                str(path),
                "",
                f"there are more than {limits.ENTRIES:,} files in it",
                "a folder of one taxonomy",
            )
        for inner in sorted(one for one in entries if not one.is_dir()):
            if inner.name.endswith(_ENDINGS):
                wanted[inner] = None
            else:
                others.append(inner)
    if not wanted:
        raise TaxonomyError(
            ", ".join(str(path) for path in paths),
            "",
            "there is no file to read",
            "CSV or JSON files, or .gz of them",
        )
    if len(wanted) > limits.FILES:
        raise TaxonomyError("", "", f"there are {len(wanted):,} files", f"at most {limits.FILES} at a time")
    return list(wanted), others


@many_held()
def read_files(paths: Sequence[Path], wish: Wish, known: Concepts, watch: Watcher) -> Checked:
    """Read and check everything; nothing is written.

    Raises:
        TaxonomyError: a file cannot be read, is of no known kind, or does not fit; says where and what would be right.
        OSError: a file cannot be opened.
    """
    _look_at(wish)
    gathering = Gathering()
    for path in paths:
        source = read_source(path)
        try:
            one, content = _recognise(source)
            told = _told(source, one, wish)
            watch(ReadFile(source.name, one))
            gathering.take(source, _read(one, content, told), told)
        except MisfitError as misfit:
            raise TaxonomyError(source.name, place_of(misfit.at), misfit.problem, misfit.expected) from None
    checked = check(gathering, known)
    if not checked.sheaves:
        names = ", ".join(path.name for path in paths[:3])
        raise TaxonomyError(names, "", "nothing of a taxonomy is in it", "files with concepts or relations")
    if not wish.scheme:
        return checked
    chosen = [sheaf for sheaf in checked.sheaves if sheaf.scheme == wish.scheme]
    if not chosen:
        there = ", ".join(sorted({sheaf.scheme for sheaf in checked.sheaves})) or "none"
        raise TaxonomyError(
            ", ".join(path.name for path in paths[:3]),
            "",
            f"nothing of {wish.scheme!r} is in it",
            f"--scheme with one of: {there}",
        )
    return Checked(chosen, checked.ahead)


@many_held()
def print_sheaf(press: ConceptPress, sheaf: Sheaf, now: datetime, released: date | None = None) -> Printed:
    """Print one edition: in one transaction, so that all of it is there or nothing.

    Raises:
        TaxonomyError: it contradicts what is there.
    """
    scheme = SCHEMES[sheaf.scheme]
    edition = Edition(
        sheaf.scheme,
        sheaf.version,
        released,
        now,
        tuple(sheaf.files),
        scheme.licence,
        scheme.attribution,
        sheaf.languages,
    )
    whole = frozenset(kind.value for kind in sheaf.whole)
    try:
        return press.print_edition(edition, sheaf.grown(), iter(sheaf.relations), whole)
    except MisprintError as misprint:
        files = ", ".join(file.name for file in sheaf.files)
        raise TaxonomyError(files, "", misprint.problem, misprint.expected) from None


def readable() -> Iterator[str]:
    """The kinds of files that can be read."""
    every: tuple[Format, ...] = (*SHEETS, *TREES)
    return (one.name for one in every)


def _look_at(wish: Wish) -> None:
    if len(wish.version) > limits.VERSION or not wish.version.isprintable():
        raise TaxonomyError(
            "--version",
            "",
            f"it has {len(wish.version):,} characters, or some that cannot be written",
            f"at most {limits.VERSION}, such as 1.2.0",
        )
    if wish.language and not _TAG.fullmatch(wish.language):
        raise TaxonomyError(
            "--language", "", f"{wish.language[:20]!r} is no language", "a tag such as sv, en or ar"
        )


def _recognise(source: Source) -> tuple[Format, Any]:
    if source.text.lstrip()[:1] in ("{", "["):
        tree = parse(source.text)
        known = next((one for one in TREES if one.fits(tree)), None)
        if known is not None:
            return known, tree
        raise _nobody_knows(source, "its keys are those of no file that can be read")
    sheet = Sheet(source.text)
    found = fitting_sheet(SHEETS, sheet.columns)
    if found is not None:
        return found, sheet
    if sheet.other_separator:
        raise MisfitError(
            1, f"its columns are separated by {sheet.other_separator!r}", "a CSV file with commas"
        )
    header = ", ".join(name[:40] for name in sheet.columns[:8])
    raise _nobody_knows(source, f"its columns ({header}) are those of no file that can be read")


def _nobody_knows(source: Source, why: str) -> TaxonomyError:
    return TaxonomyError(source.name, "", why, "one of: " + "; ".join(readable()))


def _told(source: Source, one: Format, wish: Wish) -> Told:
    fixed = one.version if isinstance(one, TreeFormat) else ""
    version = wish.version or fixed or (_version(source.path) if one in esco.FORMATS else "")
    language = ""
    if isinstance(one, SheetFormat) and one.worded:
        named = _LANGUAGE.search(source.name)
        language = wish.language or (named[1] if named else "")
        if not language:
            raise MisfitError(
                0, "it does not say which language its labels are in", "--language, such as --language sv"
            )
    return Told(version, language)


def _version(path: Path) -> str:
    absolute = path.absolute()
    for name in (absolute.name, *(folder.name for folder in list(absolute.parents)[:_FOLDERS])):
        found = _VERSION.search(name)
        if found is not None and len(found[1]) <= limits.VERSION:
            return found[1]
    return ""


def _read(one: Format, content: Any, told: Told) -> Iterator[Found]:
    return one.read(content, told)
