"""Papers that are not taken for how they are drawn."""

from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.evidence.hostile_files import changed


def nested(deep: int, times: int, *, itself: bool = False) -> bytes:
    """A PDF whose page draws a form that draws a form, and so on; the last one draws nothing, or itself."""

    def form(pdf: Pdf, draws: bytes) -> Stream:
        made = pdf.make_stream(draws, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
        made.Resources = Dictionary(XObject=Dictionary())
        return made

    def change(pdf: Pdf) -> None:
        inner = form(pdf, b"/X Do" if itself else b"0 0 1 1 re f")
        if itself:
            inner.Resources.XObject.X = inner
        for _ in range(deep - 1):
            outer = form(pdf, b"/X Do " * times)
            outer.Resources.XObject.X = inner
            inner = outer
        pdf.pages[0].Resources["/XObject"] = Dictionary(X=inner)
        pdf.pages[0].contents_add(b"/X Do")

    return changed(change)


def layered(rule: Dictionary | None = None, **shown: Any) -> bytes:
    """A PDF with one layer, which is shown when it is opened as `shown` says."""

    def change(pdf: Pdf) -> None:
        group = pdf.make_indirect(
            Dictionary(
                Type=Name.OCG, Name=String("lager"), Usage=Dictionary(Print=Dictionary(PrintState=Name.OFF))
            )
        )
        told = {key: Array([group]) if value == "it" else value for key, value in shown.items()}
        pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(**told))
        part = group if rule is None else pdf.make_indirect(rule)
        pdf.pages[0].Resources["/Properties"] = Dictionary(MC0=part)

    return changed(change)


def vast(**page: Any) -> bytes:
    """A PDF whose page says of itself what no page is."""

    def change(pdf: Pdf) -> None:
        for key, value in page.items():
            pdf.pages[0].obj[f"/{key}"] = value

    return changed(change)
