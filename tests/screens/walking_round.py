"""Who looks at which page, and which addresses are no page."""

from typing import Final

_WHO: Final = (
    ("/my", "astrid"),
    ("/agency", "nils"),
    ("/unit", "nils"),
    ("/sessions", "nils"),
    ("/operator", "olle"),
)
NO_SCREENS: Final = frozenset(
    {
        "/my/profile.pdf", "/my/plan.pdf", "/my/profile.json", "/my/profile.zip", "/my/files/{file_id}/content",
        "/my/receipts/{receipt_id}/jws", "/my/receipts/{receipt_id}/pdf", "/agency/instruments/{instrument_id}/{version}/text",
        "/openapi.json", "/shared/{secret}/alive",
    }
)  # fmt: skip
"""What is answered with a file or for a script."""


def who_sees(pattern: str) -> str:
    """Who of the cast the page is for; empty where it is for everybody."""
    return next((who for start, who in _WHO if pattern.startswith(start)), "")
