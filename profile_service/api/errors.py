"""What can be wrong with a request before any action sees it."""


class RequestError(Exception):
    """Base of what is wrong with the request itself."""


class MalformedBodyError(RequestError):
    """The body is not what its media type says."""


class MediaTypeError(RequestError):
    """The body comes in a media type that this route does not read."""


class BodyTooLargeError(RequestError):
    """The body is longer than the service takes."""


class PreconditionRequiredError(RequestError):
    """A change came without saying which version it is a change to."""
