"""Hostile files, one for each attack, each with a canary in the place where something is carried along."""

import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, PngImagePlugin
from reportlab.pdfgen.canvas import Canvas

CANARY: Final = b"KanariefagelQ7"
TEXT: Final = "Betyg i svetsning"
_WORD: Final = CANARY.decode()


def photograph(size: tuple[int, int] = (120, 80), kind: str = "JPEG", **more: Any) -> bytes:
    """A picture: red on the left, blue on the right, so that it is seen which way it is turned."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (size[0] // 2, 0, size[0], size[1]))
    into = BytesIO()
    picture.save(into, kind, **more)
    return into.getvalue()


def _told(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = _WORD
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[29] = _WORD  # GPS date stamp
    exif.get_ifd(0x8769)[0x9286] = CANARY  # user comment
    return exif


def _png_texts() -> PngImagePlugin.PngInfo:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", _WORD)
    texts.add_text("Comment", _WORD, zip=True)
    texts.add_itxt("XML:com.adobe.xmp", f"<x>{_WORD}</x>")
    texts.add(b"prIv", CANARY)
    return texts


PICTURES: Final[dict[str, Callable[[], bytes]]] = {
    "EXIF and GPS in a JPEG": lambda: photograph(exif=_told()),
    "a colour profile that tells": lambda: photograph(icc_profile=b"\0" * 128 + CANARY),
    "XMP in a JPEG": lambda: photograph(xmp=f"<x:xmpmeta>{_WORD}</x:xmpmeta>".encode()),
    "a comment in a JPEG": lambda: photograph(comment=CANARY),
    "a web page behind a JPEG": lambda: photograph() + b"<script>" + CANARY + b"</script>",
    "an archive behind a JPEG": lambda: photograph() + b"PK\x03\x04" + CANARY + b"PK\x05\x06" + b"\0" * 18,
    "texts in a PNG": lambda: photograph(kind="PNG", pnginfo=_png_texts(), exif=_told()),
    "a script behind a PNG": lambda: photograph(kind="PNG") + b"<?php " + CANARY,
    "EXIF and XMP in a WebP": lambda: photograph(kind="WEBP", exif=_told(), xmp=CANARY, icc_profile=CANARY),
    "a PDF behind a PNG": lambda: photograph(kind="PNG") + PAPERS["an ordinary paper"]() + CANARY,
}


def paper(pages: int = 1, picture: bytes = b"") -> bytes:
    """A PDF with a line of text on each page."""
    into = BytesIO()
    canvas = Canvas(into)
    for _ in range(pages):
        canvas.drawString(72, 720, TEXT)
        canvas.showPage()
    canvas.save()
    return into.getvalue() if not picture else _with_picture(into.getvalue(), picture)


def changed(change: Callable[[Pdf], None], **saving: Any) -> bytes:
    """An ordinary paper with something done to it."""
    with Pdf.open(BytesIO(paper())) as pdf:
        change(pdf)
        into = BytesIO()
        pdf.save(into, **saving)
    return into.getvalue()


def _with_picture(raw: bytes, coded: bytes, *, filters: Any = Name.DCTDecode) -> bytes:
    with Pdf.open(BytesIO(raw)) as pdf:
        shown = Stream(pdf, coded)
        shown.stream_dict = Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=120, Height=80, ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Filter=filters
        )  # fmt: skip
        page = pdf.pages[0]
        page.Resources["/XObject"] = Dictionary(Im0=shown)
        page.contents_add(b"q 120 0 0 80 72 500 cm /Im0 Do Q")
        into = BytesIO()
        pdf.save(into)
    return into.getvalue()


def _script(code: str = f"app.alert('{_WORD}')") -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(code))


def _info(pdf: Pdf) -> None:
    pdf.docinfo["/Author"] = _WORD
    with pdf.open_metadata() as told:
        told["dc:creator"] = [_WORD]


def _open_action(pdf: Pdf) -> None:
    pdf.Root.OpenAction = _script()
    pdf.Root.AA = Dictionary(WC=_script())
    pdf.pages[0].AA = Dictionary(O=_script())


def _named_script(pdf: Pdf) -> None:
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), _script()])))


def _attachment(pdf: Pdf) -> None:
    pdf.attachments["hidden.html"] = pikepdf.AttachedFileSpec(pdf, CANARY, filename=f"{_WORD}.html")
    inside = pdf.make_indirect(
        Dictionary(Type=Name.Filespec, F=String(_WORD), EF=Dictionary(F=Stream(pdf, CANARY)))
    )
    pdf.pages[0].AF = Array([inside])


def _annotated(**annotation: Any) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        made = {key: value(pdf) if callable(value) else value for key, value in annotation.items()}
        one = Dictionary(Type=Name.Annot, Rect=[10, 10, 50, 50], **made)
        pdf.pages[0].Annots = Array([pdf.make_indirect(one)])

    return change


def _form(pdf: Pdf) -> None:
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String("ifyllt"), Rect=[72, 600, 300, 620],
            DA=String("/Helv 12 Tf 0 g"), F=4, AA=Dictionary(K=_script(), C=_script()),
        )
    )  # fmt: skip
    pdf.pages[0].Annots = Array([field])
    helv = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([field]), NeedAppearances=True, DA=String("/Helv 12 Tf 0 g"), DR=Dictionary(Font=Dictionary(Helv=helv)),
        XFA=Stream(pdf, CANARY),
    )  # fmt: skip


def _page_notes(pdf: Pdf) -> None:
    page = pdf.pages[0]
    page.PieceInfo = Dictionary(Maker=Dictionary(Private=String(_WORD)))
    page.Metadata = Stream(pdf, CANARY)
    page.Thumb = Stream(pdf, CANARY)
    page.Contents.Metadata = Stream(pdf, CANARY)


def _elsewhere(pdf: Pdf) -> None:
    pdf.pages[0].Contents.F = String(f"/etc/{_WORD}")
    form = Stream(pdf, b"0 0 m")
    form.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], Ref=Dictionary(F=String(_WORD)), OPI=Dictionary(X=String(_WORD))
    )  # fmt: skip
    postscript = Stream(pdf, CANARY)
    postscript.stream_dict = Dictionary(Type=Name.XObject, Subtype=Name.PS)
    pdf.pages[0].Resources["/XObject"] = Dictionary(Fm0=form, Ps0=postscript)


def _behind_a_stream(pdf: Pdf) -> None:
    content = pdf.pages[0].Contents.read_bytes()
    pdf.pages[0].Contents.write(zlib.compress(content) + CANARY, filter=Name.FlateDecode)


def _fragments(pdf: Pdf) -> None:
    """An object that no page leads to."""
    pdf.Root.Extensions = Dictionary(Hidden=pdf.make_indirect(Stream(pdf, CANARY)))
    pdf.Root.PieceInfo = Dictionary(X=String(_WORD))


_LAUNCH: Final = {"S": Name.Launch, "F": f"{_WORD}.exe"}


def made_up(pdf: Pdf) -> None:
    """Notes wherever a dictionary of a page's resources has room for one, and in what draws."""
    resources, note = pdf.pages[0].Resources, Dictionary(S=Name.URI, URI=String(_WORD))
    content = pdf.pages[0].Contents.read_bytes()
    picture = Stream(pdf, b"\0\0\0")
    picture.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, ColorSpace=Name.DeviceRGB, BitsPerComponent=8, Own=String(_WORD), A=note
    )  # fmt: skip
    glyph = Stream(pdf, b"0 0 d0 % " + CANARY)
    glyph.Own = Stream(pdf, CANARY)
    drawn = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 1, 1], FontMatrix=[1, 0, 0, 1, 0, 0], CharProcs=Dictionary(a=glyph), FirstChar=97,
        LastChar=97, Widths=[1], Encoding=Dictionary(Differences=[97, Name.a], Own=String(_WORD)), URI=String(_WORD), A=note,
        Own=Stream(pdf, CANARY), FontDescriptor=Dictionary(Type=Name.FontDescriptor, FontName=Name.a, Own=Stream(pdf, CANARY)),
    )  # fmt: skip
    resources["/Font"]["/Own"] = pdf.make_indirect(drawn)
    resources["/XObject"] = Dictionary(Im0=picture)
    resources["/ExtGState"] = Dictionary(G=Dictionary(LW=1, Own=String(_WORD)))
    resources["/Properties"] = Dictionary(
        MC0=pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(_WORD)))
    )
    resources["/Own"] = pdf.make_indirect(Dictionary(Own=String(_WORD)))
    more = (
        b"%% %s\n/MC0 BDC /G gs /Im0 Do EMC /Span << /ActualText (ett) /Own (%s) >> BDC BT /Own 1 Tf (a) Tj ET EMC"
        % (CANARY, CANARY)
    )
    pdf.pages[0].Contents.write(content + more)


_EXIF_JPEG: Final = PICTURES["EXIF and GPS in a JPEG"]

PAPERS: Final[dict[str, Callable[[], bytes]]] = {
    "an ordinary paper": paper,
    "its author in Info and XMP": lambda: changed(_info),
    "a script when it is opened": lambda: changed(_open_action),
    "a script by name": lambda: changed(_named_script),
    "a file in a file": lambda: changed(_attachment),
    "a link that starts a program": lambda: changed(
        _annotated(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String(f"{_WORD}.exe")))
    ),
    "a link that tells who reads": lambda: changed(
        _annotated(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String(f"http://127.0.0.1/{_WORD}")))
    ),
    "a file on a page": lambda: changed(
        _annotated(Subtype=Name.FileAttachment, FS=lambda pdf: Dictionary(Type=Name.Filespec, EF=Dictionary(F=Stream(pdf, CANARY))))
    ),
    "rich media": lambda: changed(
        _annotated(Subtype=Name.RichMedia, RichMediaContent=lambda pdf: Dictionary(Assets=Stream(pdf, CANARY)))
    ),
    "a note that is hidden": lambda: changed(_annotated(Subtype=Name.Text, Contents=String(_WORD), F=2)),
    "a form with scripts": lambda: changed(_form),
    "notes of the program that made it": lambda: changed(_page_notes),
    "a file that lies elsewhere": lambda: changed(_elsewhere),
    "bytes behind a stream": lambda: changed(_behind_a_stream),
    "objects that nothing shows": lambda: changed(_fragments),
    "an older version underneath": lambda: paper() + b"\n9 0 obj\n(" + CANARY + b")\nendobj\n",
    "a web page behind it": lambda: paper() + b"<html><script>" + CANARY + b"</script>",
    "a picture that tells where": lambda: _with_picture(paper(), _EXIF_JPEG() + CANARY),
    "a picture packed twice": lambda: _with_picture(
        paper(), zlib.compress(_EXIF_JPEG()), filters=Array([Name.FlateDecode, Name.DCTDecode])
    ),
}  # fmt: skip


PAPERS["notes under keys that somebody made up"] = lambda: changed(made_up)


def locked(**how: str) -> bytes:
    """A PDF that wants a password, or forbids something."""
    return changed(lambda _: None, encryption=pikepdf.Encryption(**how))


def packed_paper(size: int) -> bytes:
    """A PDF whose one stream unpacks to `size` bytes."""
    packer, parts, block = zlib.compressobj(9), [], b" " * 1024 * 1024
    for _ in range(size // len(block)):
        parts.append(packer.compress(block))
    packed = b"".join([*parts, packer.flush()])

    def change(pdf: Pdf) -> None:
        pdf.pages[0].Contents.write(packed, filter=Name.FlateDecode)

    return changed(change)


def png_of(width: int, height: int, held: int = 64) -> bytes:
    """A PNG that says it is so large, and has so many bytes in it: next to nothing, or all of the picture, which can be seen through."""

    def chunk(name: bytes, inside: bytes) -> bytes:
        return len(inside).to_bytes(4, "big") + name + inside + zlib.crc32(name + inside).to_bytes(4, "big")

    head = (
        width.to_bytes(4, "big")
        + height.to_bytes(4, "big")
        + (b"\x08\x02\0\0\0" if held == 64 else b"\x08\x06\0\0\0")
    )
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * held, 1))
        + chunk(b"IEND", b"")
    )


def moving(kind: str) -> bytes:
    """A picture of two frames."""
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    into = BytesIO()
    frames[0].save(into, kind, save_all=True, append_images=frames[1:], duration=100)
    return into.getvalue()
