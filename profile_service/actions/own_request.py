"""Finding a question for her to whom it was put."""

from consent.request import AccessRequest
from consent.vocabulary import IndividualId, RequestId
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.ports import Work


def own_request(work: Work, caller: IndividualId, request_id: RequestId) -> AccessRequest:
    """A question that was put to her; NotAvailableError for anybody else's."""
    request = work.requests.find(request_id)
    if request is None or request.individual != caller:
        raise NotAvailableError
    return request
