"""What a PDF may not be: with hidden layers, with pages as large as a country."""

from typing import Any, Final

from pikepdf import Dictionary, Name, Object, Pdf

from profile_service.domain.evidence_file import Fault, FileRefusedError

LONGEST_SIDE: Final = 14_400
"""Units along one side of a page, by its boxes (ISO 32000-1, annex C.2)."""
LARGEST_UNIT: Final = 100
_BOXES: Final = ("/MediaBox", "/CropBox", "/TrimBox")


def refuse_hidden_layers(old: Pdf) -> None:
    """Layers (ISO 32000-1, 8.11) do not go along: what they hide would be seen by whoever gets the file.

    A file in which every layer is shown is taken; its looks are the same without them.

    Raises:
        FileRefusedError: a layer is hidden when the file is opened or printed.
    """
    layers = old.Root.get("/OCProperties")
    if not isinstance(layers, Dictionary):
        return
    shown = layers.get("/D", Dictionary())
    groups = [one for one in layers.get("/OCGs", ()) if isinstance(one, Dictionary)]
    hidden = (
        len(shown.get("/OFF", ()))
        or shown.get("/BaseState", Name.ON) != Name.ON
        or (len(shown.get("/AS", ())) and any(_off_by_use(one) for one in groups))
        or any(_by_what_is_off(one) for one in old.objects)
    )
    if hidden:
        raise FileRefusedError(Fault.LAYERS)


def _off_by_use(group: Any) -> bool:
    """Whether it is hidden on the screen, on paper or in a copy (8.11.4.4, table 102)."""
    use = group.get("/Usage", Dictionary())
    states = (("/View", "/ViewState"), ("/Print", "/PrintState"), ("/Export", "/ExportState"))
    return any(use.get(how, Dictionary()).get(state) == Name.OFF for how, state in states)


def _by_what_is_off(one: Object) -> bool:
    """Whether it is a rule by which something is hidden while layers are shown (8.11.2.2)."""
    if not isinstance(one, Dictionary) or one.get("/Type") != Name.OCMD:
        return False
    return "/VE" in one or one.get("/P") in (Name.AllOff, Name.AnyOff)


def refuse_vast_pages(old: Pdf) -> None:
    """Pages that would stop whatever draws them.

    Raises:
        FileRefusedError: a side of a page, or its unit, is beyond every paper.
    """
    for page in old.pages:
        if not 0 < float(page.obj.get("/UserUnit", 1)) <= LARGEST_UNIT:
            raise FileRefusedError(Fault.TOO_MUCH)
        for box in (page.mediabox, *(page.obj[name] for name in _BOXES if name in page.obj)):
            left, low, right, high = (float(side) for side in box)
            if max(abs(right - left), abs(high - low)) > LONGEST_SIDE:
                raise FileRefusedError(Fault.TOO_MUCH)
