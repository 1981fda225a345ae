"""What is a heading and what a text, and in which order it is read (ISO 32000-2, 14.7 and 14.8): for those who have a paper read out.

Of PDF/UA-1 (ISO 14289-1) there is: every text in the tree, in reading order, with its words as they were written (so that a reader of
Arabic need not turn glyphs around), headings, the language of the document and of passages in another, a title that is shown, figures
with a text, and all else marked as decoration. There is not: lists and tables as such, links, an XMP packet that claims conformance.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

from profile_service.documents.directions import printable


class Role(StrEnum):
    """What a part is, by its standard name (ISO 32000-1, 14.8.4)."""

    TITLE = "H1"
    HEADING = "H2"
    ENTRY = "H3"
    TEXT = "P"
    FIGURE = "Figure"


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One paragraph, heading or figure, whole: the lines of it are several, and may be on two pages.

    `text` is what is read out of a figure; `language` where it is another than the document's.
    """

    role: Role
    text: str
    language: str = ""


_DECORATION: Final = "/Artifact BMC"


@dataclass(slots=True)
class Structure:
    """The tree, as it grows while the pages are drawn."""

    headings: int = 0
    _pieces: dict[Part, list[tuple[int, int]]] = field(default_factory=dict)
    _marks: list[list[Part]] = field(default_factory=list)

    def is_new_heading(self, part: Part) -> bool:
        """Whether this is the first line of a heading that the outline names."""
        if part.role is not Role.HEADING or part in self._pieces:
            return False
        self.headings += 1
        return True

    def marked(self, page: int, part: Part | None, code: str) -> str:
        """What draws a piece, marked as that of its part."""
        while len(self._marks) <= page:
            self._marks.append([])
        if part is None:
            return f"{_DECORATION} {code} EMC"
        mark = len(self._marks[page])
        self._marks[page].append(part)
        self._pieces.setdefault(part, []).append((page, mark))
        return f"/{part.role.value} <</MCID {mark}>> BDC {code} EMC"

    def add_to(self, document: Any) -> None:
        """Put the tree into a ReportLab document whose pages are drawn."""
        pages = document.Pages.pages
        root, whole = PDFDictionary({"Type": PDFName("StructTreeRoot")}), PDFDictionary()
        root_reference, whole_reference = document.Reference(root), document.Reference(whole)
        references = {
            part: document.Reference(_element(document, part, whole_reference, pages, pieces))
            for part, pieces in self._pieces.items()
        }
        whole.dict.update(
            {
                "Type": PDFName("StructElem"),
                "S": PDFName("Document"),
                "P": root_reference,
                "K": PDFArray(list(references.values())),
            }
        )
        numbers: list[Any] = []
        for at, (page, marks) in enumerate(zip(pages, self._marks, strict=False)):
            numbers += [at, document.Reference(PDFArray([references[part] for part in marks]))]
            page.__NoDefault__ = [*type(page).__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = at, PDFName("S")
        root.dict.update(
            {
                "K": whole_reference,
                "ParentTree": document.Reference(PDFDictionary({"Nums": PDFArray(numbers)})),
                "ParentTreeNextKey": len(self._marks),
            }
        )
        document.Catalog.StructTreeRoot = root_reference
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})


def _element(
    document: Any, part: Part, parent: Any, pages: list[Any], pieces: list[tuple[int, int]]
) -> PDFDictionary:
    kids = [
        PDFDictionary({"Type": PDFName("MCR"), "Pg": document.Reference(pages[page]), "MCID": mark})
        for page, mark in pieces
    ]
    entries: dict[str, Any] = {
        "Type": PDFName("StructElem"),
        "S": PDFName(part.role.value),
        "P": parent,
        "K": PDFArray(kids),
        ("Alt" if part.role is Role.FIGURE else "ActualText"): PDFString(printable(part.text)),
    }
    if part.language:
        entries["Lang"] = PDFString(part.language)
    return PDFDictionary(entries)
