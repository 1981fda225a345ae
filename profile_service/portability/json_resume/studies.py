"""`education`, `certificates`, `awards` and `publications` of a JSON Resume."""

from profile_service.portability.json_resume.entry import Entry
from profile_service.portability.json_resume.work import put_dates
from profile_service.portability.making import Item, Piece

AWARD = "award"
PUBLICATION = "publication"

_NO_ADDRESSES = "the profile holds no web addresses"
_NO_SUMMARY = "evidence says what, by whom and when, and holds no summary"


def read_education(resume: Entry) -> None:
    """Education. An end date says that it ended, not that it was completed: the outcome is left open then."""
    for entry in resume.entries("education"):
        item = Item("education", entry.path)
        _put_name(item, entry.text("studyType"), entry.text("area"))
        item.put_piece("school", entry.text("institution"))
        if put_dates(item, entry):
            item.put("outcome", "ongoing")
        entry.leave("grades are for the document itself to show", "score")
        entry.leave("the profile has no place for the courses of an education", "courses")
        entry.leave(_NO_ADDRESSES, "url")
        entry.reading.finish(item)


def read_certificates(resume: Entry) -> None:
    """Certificates, which the profile keeps among the licences; the issuer has no field there and joins the name."""
    for entry in resume.entries("certificates"):
        item = Item("licences", entry.path)
        item.put("kind", "certificate")
        name, issuer = entry.text("name"), entry.text("issuer")
        if name and issuer:
            item.put("licence", {"label": f"{name.text} ({issuer.text})"}, name.path, issuer.path)
        elif issuer:
            entry.reading.leave_paths((issuer.path,), "an issuer without a certificate says nothing")
        else:
            item.put_words("licence", name)
        item.put_piece("issued", entry.text("date"))
        entry.leave(_NO_ADDRESSES, "url")
        entry.reading.finish(item)


def read_awards(resume: Entry) -> None:
    """Awards: evidence that somebody else has stated."""
    for entry in resume.entries("awards"):
        _read_evidence(entry, AWARD, title="title", issuer="awarder", date="date")


def read_publications(resume: Entry) -> None:
    """Publications: evidence of having written them."""
    for entry in resume.entries("publications"):
        _read_evidence(entry, PUBLICATION, title="name", issuer="publisher", date="releaseDate")
        entry.leave(_NO_ADDRESSES, "url")


def _put_name(item: Item, study: Piece | None, area: Piece | None) -> None:
    """The name as it would stand on a document; the area is the field of study as well."""
    if study and area:
        item.put("name", f"{study.text}, {area.text}", study.path, area.path)
    else:
        item.put_piece("name", study or area)
    if area:
        # The place is remembered with the name, so that it is not listed twice where both are refused.
        item.put("field", {"label": area.text})


def _read_evidence(entry: Entry, kind: str, title: str, issuer: str, date: str) -> None:
    item = Item("evidence", entry.path)
    item.put("type", {"label": kind})
    item.put_piece("title", entry.text(title))
    item.put_piece("issuer", entry.text(issuer))
    item.put_piece("date", entry.text(date))
    entry.leave(_NO_SUMMARY, "summary")
    entry.reading.finish(item)
