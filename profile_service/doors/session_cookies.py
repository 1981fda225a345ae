"""The session's cookie, set in one way (RFC 6265bis; OWASP ASVS 5, 3.3)."""

from fastapi import Response

from profile_service.doors.house import House


def give_session(answer: Response, house: House, secret: str, *, shared_computer: bool) -> None:
    """Put the secret into her browser. On a shared computer it goes with the window; the session ends earlier in any case."""
    cookie = house.cookie
    answer.set_cookie(
        cookie.name,
        secret,
        max_age=None if shared_computer else cookie.max_age,
        path="/",
        secure=cookie.secure,
        httponly=True,
        samesite="lax",
    )
