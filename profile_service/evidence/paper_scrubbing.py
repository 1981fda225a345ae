"""The resources of a page, walked from the page on: only what has to do with its looks is kept, and what draws is written anew."""

from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Stream, String

from profile_service.domain.evidence_file import Fault, FileRefusedError
from profile_service.evidence.paper_keys import EACH, KEPT, PLAIN, STREAM, TEXT, WITH_STRINGS

DEEPEST: Final = 10
"""Drawings within drawings."""
MOST_DRAWN: Final = 100_000
"""How often drawings are drawn on a page, with those inside each other counted as often as they are drawn."""
LONGEST_CONTENT: Final = 12 * 1024 * 1024
"""Bytes of what draws: more than that takes all the seconds there are."""
_MARKS: Final = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})
"""Marked content (14.6): says what something is, or in which layer; draws nothing."""
_DRAWS: Final = frozenset({"glyph", "form", "pattern"})


class Scrubbing:
    """One file's pages, scrubbed one after the other; what several of them share is scrubbed once."""

    def __init__(self) -> None:
        self._seen: set[tuple[tuple[int, int], str]] = set()
        self._calls: dict[tuple[int, int], list[str]] = {}
        self._drawn: dict[tuple[int, int], tuple[int, int]] = {}
        self._within: set[tuple[int, int]] = set()
        self._content = 0

    def page(self, page: pikepdf.Page, aside: pikepdf.Pdf) -> None:
        """Scrub a page that stands in the file `aside` already.

        Raises:
            FileRefusedError: it draws itself, too deep or too often, or its content cannot be read.
        """
        for key in list(page.obj.keys()):
            if key == "/Resources":
                self._keep(page.obj[key], "resources")
            elif key == "/Group":
                self._keep(page.obj[key], "group")
            elif key not in ("/Parent", "/Contents") and not _is_plain(page.obj[key]):
                del page.obj[key]
        calls: list[str] = []
        if "/Contents" in page.obj:
            written, calls = self._rewritten(page.obj)
            page.obj["/Contents"] = aside.make_stream(written)
        resources = page.obj.get("/Resources", Dictionary())
        if self._weigh(calls, resources, 0)[1] > MOST_DRAWN:
            raise FileRefusedError(Fault.TOO_MUCH)

    def _keep(self, one: Any, role: str) -> bool:
        """Scrub what stands in a role; whether it may stand there at all."""
        if role == PLAIN:
            return _is_plain(one)
        if isinstance(one, Array):
            return self._keep_list(one, role)
        if not isinstance(one, Dictionary | Stream):
            return not isinstance(one, String) or role in WITH_STRINGS
        if role.startswith(EACH):
            for name in list(one.keys()):
                if not self._keep(one[name], role.removeprefix(EACH)):
                    del one[name]
            return isinstance(one, Dictionary)
        if role == TEXT:
            return False
        if role == "xobject":
            found = str(one.get("/Subtype"))
            if found not in ("/Image", "/Form") or not isinstance(one, Stream):
                return False  # a program in PostScript (8.8.2), which nobody shows, or nothing that is known
            role = found[1:].lower()
        self._scrub(one, role)
        return True

    def _keep_list(self, many: Any, role: str) -> bool:
        for at in range(len(many)):
            if not self._keep(many[at], role):
                many[at] = None
        return True

    def _scrub(self, one: Any, role: str) -> None:
        if one.is_indirect:
            if (one.objgen, role) in self._seen:
                return
            self._seen.add((one.objgen, role))
        kept = KEPT[role]
        if isinstance(one, Stream):
            kept = {**kept, **STREAM}
        for key in list(one.keys()):
            if key not in kept or not self._keep(one[key], kept[key]):
                del one[key]
        if isinstance(one, Stream) and role in _DRAWS:
            written, self._calls[one.objgen] = self._rewritten(one)
            one.write(written)

    def _rewritten(self, drawing: Any) -> tuple[bytes, list[str]]:
        """What draws, without comments and marks; and the names by which it draws something else, as often as it does."""
        kept: list[Any] = []
        calls: list[str] = []
        open_marks: list[bool] = []
        for step in pikepdf.parse_content_stream(drawing):
            operator = str(step.operator)
            if operator in _MARKS:
                kept += _kept_mark(step, operator, open_marks)
                continue
            kept.append(step)
            if operator in ("Do", "scn", "SCN", "gs", "Tf"):
                named = [f"{_WHERE[operator]} {name}" for name in step.operands if isinstance(name, Name)]
                # A font is taken up again and again, and draws no more for that.
                calls += [call for call in named if operator != "Tf" or call not in calls]
        written = pikepdf.unparse_content_stream(kept)
        self._content += len(written)
        if self._content > LONGEST_CONTENT:
            raise FileRefusedError(Fault.TOO_MUCH)
        return written, calls

    def _weigh(self, calls: list[str], resources: Any, depth: int) -> tuple[int, int]:
        """How deep drawings lie in this one, and how many are drawn."""
        deepest, drawn = 0, 1
        if depth > DEEPEST:
            raise FileRefusedError(Fault.TOO_MUCH)
        for call in calls:
            where, name = call.split(" ", 1)
            for called, inner in _called(where, resources.get(where, Dictionary()).get(name)):
                deep, many = self._weighed(called, resources if inner is None else inner, depth)
                deepest, drawn = max(deepest, deep + 1), drawn + many
        if depth + deepest > DEEPEST:
            raise FileRefusedError(Fault.TOO_MUCH)
        return deepest, drawn

    def _weighed(self, called: Any, outer: Any, depth: int) -> tuple[int, int]:
        which = called.objgen
        if which in self._within:
            raise FileRefusedError(Fault.TOO_MUCH)
        if which not in self._drawn:
            self._within.add(which)
            self._drawn[which] = self._weigh(
                self._calls.get(which, []), called.get("/Resources", outer), depth + 1
            )
            self._within.discard(which)
        return self._drawn[which]


_WHERE: Final = {"Do": "/XObject", "scn": "/Pattern", "SCN": "/Pattern", "gs": "/ExtGState", "Tf": "/Font"}


def _called(where: str, found: Any) -> list[tuple[Any, Any]]:
    """The drawings that are drawn by one call, and what they draw with where they do not say it themselves."""
    if not isinstance(found, Dictionary | Stream):
        return []
    if where == "/Font":
        glyphs, inner = found.get("/CharProcs", Dictionary()), found.get("/Resources")
        return [(glyphs[name], inner) for name in glyphs.keys() if isinstance(glyphs[name], Stream)]  # noqa: SIM118  no mapping
    if where == "/ExtGState":
        softness = found.get("/SMask")
        found = softness.get("/G") if isinstance(softness, Dictionary) else None
    return [(found, None)] if isinstance(found, Stream) else []


def _kept_mark(step: Any, operator: str, open_marks: list[bool]) -> list[Any]:
    """The mark, where it says which letters are drawn (14.9.4): whoever listens to a paper in Arabic needs that. Nothing else of it."""
    if operator == "EMC":
        return [step] if open_marks and open_marks.pop() else []
    if operator not in ("BMC", "BDC"):
        return []
    told = step.operands[1] if len(step.operands) > 1 else None
    letters = told.get("/ActualText") if isinstance(told, Dictionary) else None
    open_marks.append(isinstance(letters, String))
    if not open_marks[-1]:
        return []
    mark = Dictionary(ActualText=letters)
    return [pikepdf.ContentStreamInstruction([Name.Span, mark], Operator("BDC"))]


def _is_plain(one: Any) -> bool:
    if isinstance(one, Array):
        return all(_is_plain(inside) for inside in one)
    return not isinstance(one, String | Dictionary | Stream | Operator)
