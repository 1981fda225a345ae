"""Opening a file of evidence under a grant."""

from clients.call import Call, as_bytes, path_to, writing


def open_file(
    grant_id: str,
    file: str,
    *,
    case_reference: str,
    reader: str,
    unit: str | None = None,
    disclosure: str | None = None,
    over_limit_reason: str | None = None,
) -> Call[bytes]:
    """The bytes of a file that a disclosed item of evidence names; the person sees that it was opened.

    `disclosure` names the reading that a grant for one reading was used up by: its files go along for ten minutes.
    """
    named = {
        "grant_id": grant_id,
        "file": file,
        "case_reference": case_reference,
        "reader": reader,
        "unit": unit,
        "disclosure": disclosure,
        "over_limit_reason": over_limit_reason,
    }
    content = {name: value for name, value in named.items() if value is not None}
    return writing("POST", path_to("v1", "evidence-files"), as_bytes, content)
