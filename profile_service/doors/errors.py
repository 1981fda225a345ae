"""Why a door stays shut."""


class NotSignedInError(Exception):
    """No valid token or session came with the request."""


class TokenRefusedError(NotSignedInError):
    """A token came with the request, and is not or no longer one that opens anything.

    `dpop` is the error code where it is the proof of its key that is wrong (RFC 9449, section 7.1), `nonce` what to put into the
    next proof.
    """

    def __init__(self, dpop: str = "", nonce: str = "") -> None:
        super().__init__()
        self.dpop = dpop
        self.nonce = nonce


class NotAllowedError(Exception):
    """The caller is known, but this door is for others."""


class NoUnitError(NotAllowedError):
    """A member of staff has no place yet, or has several and acts for none of them."""


class ActingForAnotherError(NotAllowedError):
    """She has turned to the profile of somebody whom she represents, and this is not open to her there."""


class ForgedFormError(Exception):
    """A form came from elsewhere, or from a session that is over."""


class NotFreshError(Exception):
    """She is signed in, and has to prove again who she is before this door opens.

    `to` is the path to go on at afterwards; empty where that is the address that she asked for.
    """

    def __init__(self, to: str = "") -> None:
        super().__init__()
        self.to = to
