"""The demonstration's own sign-in and its cast; a service that runs for real has neither."""

from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import urlencode

import httpx
from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from clients.address import base_address
from clients.call import Call, Repeat
from clients.errors import InvalidArgumentError
from clients.tokens import NoToken
from clients.transport import Client, Settings

_FILE: Final = "demo.json"


class Persona(BaseModel):
    """Somebody to sign in as."""

    model_config = ConfigDict(frozen=True)

    name: str
    persona: str


class CastOrganisation(BaseModel):
    """An organisation of the demonstration, with the key that it signs with."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    name: str
    role: str
    client_id: str
    private_key_jwk: dict[str, JsonValue] = Field(repr=False)
    staff: tuple[Persona, ...] = ()


class Cast(BaseModel):
    """What the demonstration writes for scripts."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    base_url: str
    individuals: tuple[Persona, ...]
    organisations: tuple[CastOrganisation, ...]

    def individual(self, wanted: str) -> Persona:
        """One of the individuals, by persona or name. Raises InvalidArgumentError where nobody, or not one, fits."""
        return _one("persona", wanted, [((one.persona, one.name), one) for one in self.individuals])

    def organisation(self, wanted: str) -> CastOrganisation:
        """One of the organisations, by name or client id. Raises InvalidArgumentError as `individual` does."""
        return _one("organisation", wanted, [((one.name, one.client_id), one) for one in self.organisations])


def read_cast(path: Path) -> Cast:
    """Read the file that the demonstration wrote; `path` is the file or its directory.

    Raises:
        InvalidArgumentError: it cannot be read, or is no such file.
    """
    file = path / _FILE if path.is_dir() else path
    try:
        return Cast.model_validate_json(file.read_bytes())
    except OSError as error:
        raise InvalidArgumentError(
            f"{file} cannot be read ({error.strerror}); expected the {_FILE} that `egenkarta demo` writes"
        ) from error
    except ValidationError as error:
        raise InvalidArgumentError(f"{file} is not the {_FILE} that `egenkarta demo` writes") from error


def sign_in(base_url: str, persona: str, settings: Settings | None = None) -> str:
    """Sign in to a demonstration and return a short access token.

    Raises:
        ProblemError: there is no such persona, or this service is no demonstration.
    """
    call = Call(
        "POST",
        "/demo/sign-in",
        _access_token,
        body=urlencode({"persona": persona}).encode("ascii"),
        headers={"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"},
        repeat=Repeat.UNSENT,
        is_public=True,
    )
    with Client(base_address(base_url), NoToken(), settings or Settings()) as client:
        return client.answer(call).value


class _SignedIn(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    access_token: str


def _access_token(response: httpx.Response) -> str:
    return _SignedIn.model_validate_json(response.content).access_token


T = TypeVar("T")


def _one(what: str, wanted: str, named: list[tuple[tuple[str, str], T]]) -> T:
    folded = wanted.casefold()
    exact = [one for names, one in named if folded in (name.casefold() for name in names)]
    fitting = (
        exact or [one for names, one in named if names[0].casefold().startswith(folded)] if folded else []
    )
    if len(fitting) == 1:
        return fitting[0]
    known = ", ".join(names[0] for names, _ in named)
    raise InvalidArgumentError(f"the demonstration has no {what} {wanted!r}; expected one of {known}")
