"""What may stand in the resources of a page: the keys that have to do with its looks, each with what may stand under it (ISO 32000-1).

Whatever is not named here is left behind, wherever it hangs: notes, links, streams under keys that somebody made up.
"""

from collections.abc import Mapping
from typing import Final

PLAIN, TEXT, CODED, CONTENT = "plain", "text", "coded", "content"
"""Numbers, names, switches and lists of them; the same and strings; a stream that is kept as it is, and one that draws."""
EACH: Final = "each "
"""A dictionary of such things, each by a name of its own."""


def _plain(keys: str, **more: str) -> dict[str, str]:
    return {f"/{key}": PLAIN for key in keys.split()} | {f"/{key}": kind for key, kind in more.items()}


STREAM: Final = _plain("Length Filter", DecodeParms="parms")
"""Of every stream (7.3.8.2): nothing by which its bytes would lie elsewhere."""
_FUNCTION: Final = _plain(
    "FunctionType Domain Range Size BitsPerSample Order Encode Decode C0 C1 N Bounds", Functions="function"
)

KEPT: Final[Mapping[str, Mapping[str, str]]] = {
    # 7.8.3; not /Properties: what content is marked with is taken out of it.
    "resources": _plain(
        "ProcSet", Font="each font", XObject="each xobject", ColorSpace="each colour", Pattern="each pattern", Shading="each shading",
        ExtGState="each state",
    ),
    # 9.6 and 9.7
    "font": _plain(
        "Type Subtype Name BaseFont FirstChar LastChar Widths FontBBox FontMatrix DW W DW2 W2", Encoding="encoding", ToUnicode="encoding",
        FontDescriptor="descriptor", DescendantFonts="font", CIDSystemInfo="system", CIDToGIDMap=CODED, CharProcs="each glyph",
        Resources="resources",
    ),
    "descriptor": _plain(
        "Type FontName FontStretch FontWeight Flags FontBBox ItalicAngle Ascent Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth"
        " MissingWidth", FontFile="program", FontFile2="program", FontFile3="program",
    ),
    "program": _plain("Subtype Length1 Length2 Length3"),
    "encoding": _plain("Type BaseEncoding Differences CMapName WMode", CIDSystemInfo="system", UseCMap="encoding"),
    "system": _plain("Supplement", Registry=TEXT, Ordering=TEXT),
    "glyph": {},
    # 8.4.5; nothing that is about one printer only.
    "state": _plain("Type LW LC LJ ML D RI OP op OPM FL SM SA BM CA ca AIS TK UseBlackPtComp", Font="font", SMask="softness"),
    "softness": _plain("Type S BC", G="xobject", TR="function"),
    "function": _FUNCTION,
    # 8.7
    "pattern": _plain(
        "Type PatternType PaintType TilingType BBox XStep YStep Matrix", Resources="resources", Shading="shading", ExtGState="state"
    ),
    "shading": _plain(
        "ShadingType Background BBox AntiAlias Coords Domain Extend Matrix BitsPerCoordinate BitsPerComponent BitsPerFlag VerticesPerRow Decode",
        ColorSpace="colour", Function="function",
    ),
    # 8.6: the dictionaries and streams inside the list that a colour space is, and functions, which stand there as well.
    "colour": _plain("WhitePoint BlackPoint Gamma Matrix Range", Alternate="colour") | _FUNCTION,
    # 8.9, 8.10 and 11.6.6
    "image": _plain(
        "Type Subtype Width Height BitsPerComponent ImageMask Decode Interpolate Intent Matte SMaskInData", ColorSpace="colour", Mask="image",
        SMask="image",
    ),
    "form": _plain("Type Subtype FormType BBox Matrix", Resources="resources", Group="group"),
    "group": _plain("Type S I K", CS="colour"),
    "parms": _plain(
        "K EndOfLine EncodedByteAlign Columns Rows EndOfBlock BlackIs1 DamagedRowsBeforeError ColorTransform Predictor Colors BitsPerComponent"
        " EarlyChange", JBIG2Globals=CODED,
    ),
    CODED: {},
}  # fmt: skip
WITH_STRINGS: Final = frozenset({"colour", TEXT})
"""Where a string is a part of the looks: the table of an indexed colour space."""
