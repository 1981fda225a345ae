"""A link as a picture that a telephone reads."""

import segno
from markupsafe import Markup


def picture_of(link: str) -> Markup:
    """The link as a QR symbol."""
    symbol = segno.make(link, error="m", micro=False)
    # Markup is right here: the text is made by segno out of the address of this service and a secret of its own.
    return Markup(symbol.svg_inline(omitsize=True, border=2, svgclass="qr", lineclass=None))  # noqa: S704
