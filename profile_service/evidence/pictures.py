"""Pictures: decoded, turned the right way up, and painted anew. Nothing but what can be seen goes on."""

from io import BytesIO
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from profile_service.domain.evidence_file import LARGEST_FILE, CleanFile, Fault, FileKind, FileRefusedError

MOST_PIXELS: Final = 64_000_000
LONGEST_SIDE: Final = 20_000
READABLE: Final = 3500
"""Pixels along the longer side of what is kept: an A4 page at 300 dots to the inch."""
_QUALITY: Final = 85
_MOST_FRAMES: Final = 1


def repaint(raw: bytes, kind: str) -> CleanFile:
    """The picture as a file of its own: without EXIF, GPS, colour profile, XMP, thumbnails, texts, or what hangs on at its end.

    Args:
        kind: the one format that is tried, so that no other decoder is ever reached.

    Raises:
        FileRefusedError: too large, moving or broken.
    """
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(BytesIO(raw), formats=(kind,)) as picture:
            _measure(picture)
            return _written(_upright(picture), kind)
    except Image.DecompressionBombError:
        raise FileRefusedError(Fault.TOO_MANY_PIXELS) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError):
        # What Pillow's decoders raise on bytes that are not what they say.
        raise FileRefusedError(Fault.BROKEN) from None


def _measure(picture: Image.Image) -> None:
    """Refuse by what the header says, before a pixel is decoded."""
    width, height = picture.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise FileRefusedError(Fault.TOO_MANY_PIXELS)
    # A JPEG with several pictures (MPO) is what a telephone takes with two lenses: the first of them is the picture.
    if picture.format in ("PNG", "WEBP") and getattr(picture, "n_frames", 1) > _MOST_FRAMES:
        raise FileRefusedError(Fault.MOVING)


def _upright(picture: Image.Image) -> Image.Image:
    """Decoded, at a readable size, and turned as its EXIF says that it was held."""
    if picture.format in ("JPEG", "MPO"):
        # Lets the decoder skip what would be thrown away: a large photograph costs a fraction.
        picture.draft(None, (READABLE, READABLE))
    ImageOps.exif_transpose(picture, in_place=True)
    opaque = not picture.has_transparency_data
    mode = "L" if picture.mode in ("1", "L") and opaque else "RGB" if opaque else "RGBA"
    plain = (
        picture if picture.mode == mode else picture.convert(mode)
    )  # a second copy is a quarter of a gigabyte
    plain.thumbnail((READABLE, READABLE))
    return plain


def _written(plain: Image.Image, kind: str) -> CleanFile:
    """A photograph as JPEG, everything else as PNG, which loses nothing; as JPEG where that would be too large."""
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    if kind == "PNG" or fresh.mode == "RGBA":
        content = _saved(fresh, "PNG")
        if len(content) <= LARGEST_FILE // 2:
            return CleanFile(FileKind.PNG, content)
    if fresh.mode == "RGBA":
        white = Image.new("RGB", fresh.size, "white")
        white.paste(fresh, mask=fresh.getchannel("A"))
        fresh = white
    return CleanFile(FileKind.JPEG, _saved(fresh, "JPEG"))


def _saved(fresh: Image.Image, kind: str) -> bytes:
    into = BytesIO()
    if kind == "PNG":
        fresh.save(into, "PNG", exif=b"", icc_profile=None, pnginfo=None)
    else:
        fresh.save(into, "JPEG", quality=_QUALITY, exif=b"", icc_profile=None, comment=b"")
    return into.getvalue()
