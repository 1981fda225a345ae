"""A file that is no document, or takes too much, is refused with its reason, and stops nothing."""

import asyncio
import time
from collections.abc import Callable

import pytest
from pikepdf import Array, Dictionary, Name

from profile_service.domain.evidence_file import LARGEST_FILE, Fault, FileKind, FileRefusedError
from profile_service.evidence import cleaning
from profile_service.evidence.cleaning import Cleaner, clean_apart
from profile_service.evidence.worker import clean
from tests.evidence.hostile_files import locked, moving, packed_paper, paper, photograph, png_of
from tests.evidence.papers_refused import layered, nested, vast

_REFUSED: dict[str, tuple[Callable[[], bytes], Fault]] = {
    "nothing": (lambda: b"", Fault.EMPTY),
    "a web page": (lambda: b"<!doctype html><script>alert(1)</script>", Fault.UNKNOWN),
    "a drawing that can run": (
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
        Fault.UNKNOWN,
    ),
    "a program": (lambda: b"MZ\x90\0" + b"\0" * 60, Fault.UNKNOWN),
    "an archive, as office files are": (lambda: b"PK\x03\x04" + b"\0" * 60, Fault.UNKNOWN),
    "a moving GIF": (lambda: moving("GIF"), Fault.UNKNOWN),
    "a TIFF": (lambda: photograph(kind="TIFF"), Fault.UNKNOWN),
    "a picture in HEIC": (lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Fault.HEIC),
    "a PDF that is something else first": (lambda: b"GIF89a" + paper(), Fault.UNKNOWN),
    "a PDF with a password": (lambda: locked(owner="hemligt", user="hemligt"), Fault.LOCKED),
    "a PDF that forbids": (lambda: locked(owner="hemligt", user=""), Fault.LOCKED),
    "half a PDF": (lambda: b"%PDF-1.7\n%half of", Fault.BROKEN),
    "a PDF cut off in the middle": (lambda: paper(5)[: len(paper(5)) // 2], Fault.BROKEN),
    "a PDF cut off near its end": (lambda: paper(5)[:-40], Fault.BROKEN),
    "a layer that is off": (lambda: layered(OFF="it"), Fault.LAYERS),
    "layers that are all off": (lambda: layered(BaseState=Name.OFF), Fault.LAYERS),
    "a layer that is off on paper": (lambda: layered(AS="it"), Fault.LAYERS),
    "what is hidden while a layer is on": (
        lambda: layered(Dictionary(Type=Name.OCMD, P=Name.AllOff)),
        Fault.LAYERS,
    ),
    "a page as large as a country": (lambda: vast(MediaBox=[0, 0, 10**9, 10**9]), Fault.TOO_MUCH),
    "a page in units as large as a house": (lambda: vast(UserUnit=10**6), Fault.TOO_MUCH),
    "drawings in drawings, thirty deep": (lambda: nested(30, 1), Fault.TOO_MUCH),
    "drawings that are drawn a million times": (lambda: nested(6, 20), Fault.TOO_MUCH),
    "a drawing that draws itself": (lambda: nested(1, 1, itself=True), Fault.TOO_MUCH),
    "half a photograph": (lambda: photograph((800, 800))[:2000], Fault.BROKEN),
    "only the name of a JPEG": (lambda: b"\xff\xd8\xff\xe0" + b"\0" * 40, Fault.BROKEN),
    "a picture of more than it holds": (lambda: png_of(60_000, 60_000), Fault.TOO_MANY_PIXELS),
    "a picture as long as a road": (lambda: png_of(30_000, 2), Fault.TOO_MANY_PIXELS),
    "a moving PNG": (lambda: moving("PNG"), Fault.MOVING),
    "a moving WebP": (lambda: moving("WEBP"), Fault.MOVING),
    "a paper of many pages": (lambda: paper(61), Fault.TOO_MANY_PAGES),
    "a paper that unpacks a thousandfold": (lambda: packed_paper(260 * 1024 * 1024), Fault.TOO_MUCH),
    "too many bytes": (lambda: paper() + b"\0" * LARGEST_FILE, Fault.TOO_LARGE),
}


@pytest.mark.parametrize("attack", [name for name in _REFUSED if "thousandfold" not in name])
def test_it_is_refused_with_its_reason(attack: str) -> None:
    make, fault = _REFUSED[attack]
    with pytest.raises(FileRefusedError) as refused:
        clean(make())
    assert refused.value.fault is fault
    assert fault.right


def test_what_takes_too_much_dies_in_a_process_of_its_own() -> None:
    make, fault = _REFUSED["a paper that unpacks a thousandfold"]
    bomb, began = make(), time.monotonic()
    assert len(bomb) < 1024 * 1024
    with pytest.raises(FileRefusedError) as refused:
        clean_apart(bomb)
    assert refused.value.fault is fault
    assert time.monotonic() - began < 12
    kept = asyncio.run(Cleaner().clean(paper()))
    assert kept.pages == 1


def test_a_worker_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "_WORKER", ("/bin/sleep", "30"))
    monkeypatch.setattr(cleaning, "_PATIENCE", 0.2)
    with pytest.raises(FileRefusedError) as refused:
        clean_apart(paper())
    assert refused.value.fault is Fault.TOO_MUCH


def test_whole_papers_are_taken_with_blank_lines_behind_and_with_layers_that_are_shown() -> None:
    for raw in (
        paper(3),
        paper(3) + b"\n" * 50,
        nested(3, 20),
        layered(),
        layered(BaseState=Name.ON, OFF=Array([])),
    ):
        assert clean(raw).pages


def test_a_picture_of_as_many_pixels_as_are_promised_is_taken() -> None:
    assert clean_apart(png_of(8000, 8000, held=8000 * (1 + 8000 * 4))).kind is FileKind.PNG
