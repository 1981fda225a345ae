"""This feels wrong: asking about a reading and answering; what was stopped, and letting somebody ask again."""

from clients.call import Call, as_model, as_nothing, path_to, reading, writing
from schemas.access import AttemptsList, Inquiry, InquiryList

_OWN = ("v1", "me", "inquiries")


def inquire(disclosure: str, words: str | None = None, *, pause: bool = False) -> Call[Inquiry]:
    """Ask the organisation about a reading in the log; with `pause`, nobody reads under that grant meanwhile."""
    content: dict[str, object] = {"pause": pause} if words is None else {"words": words, "pause": pause}
    path = path_to("v1", "me", "disclosures", disclosure, "inquiry")
    return writing("POST", path, as_model(Inquiry), content)


def own_inquiries() -> Call[InquiryList]:
    """What she has asked about, newest first."""
    return reading(path_to(*_OWN), as_model(InquiryList))


def inquiry(inquiry_id: str) -> Call[Inquiry]:
    """One of her inquiries, with the answer once there is one."""
    return reading(path_to(*_OWN, inquiry_id), as_model(Inquiry))


def end_inquiry(inquiry_id: str, *, enough: bool) -> Call[Inquiry]:
    """Be done with it: the answer was enough, or it was not."""
    return writing("POST", path_to(*_OWN, inquiry_id, "close"), as_model(Inquiry), {"enough": enough})


def attempts() -> Call[AttemptsList]:
    """What was tried after a no, or without a yes, gathered by unit."""
    return reading(path_to("v1", "me", "attempts"), as_model(AttemptsList))


def let_again(request_id: str) -> Call[None]:
    """Let the unit put a refused question again before its 180 days are over."""
    return writing("POST", path_to("v1", "me", "access-requests", request_id, "let-again"), as_nothing)


def inquiries() -> Call[InquiryList]:
    """What people have asked about the organisation's readings."""
    return reading(path_to("v1", "inquiries"), as_model(InquiryList))


def answer_inquiry(inquiry_id: str, answer: str, *, reader: str) -> Call[Inquiry]:
    """Answer one; the person sees who answers."""
    content = {"answer": answer, "reader": reader}
    return writing("POST", path_to("v1", "inquiries", inquiry_id, "answer"), as_model(Inquiry), content)
