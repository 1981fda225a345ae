"""Staff and the operator's colleagues at their pages, in-process."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from httpx import Response

from tests.stage import Stage


@dataclass(frozen=True)
class AtWork:
    """Somebody signed in at the portal; each call carries her session, and each form her form token."""

    stage: Stage
    session: str
    language: str = "en"

    @classmethod
    def sign_in(cls, stage: Stage, persona: str, language: str = "en") -> "AtWork":
        stage.http.cookies.clear()
        stage.http.post("/demo/sign-in", data={"persona": persona})
        session = stage.http.cookies["egenkarta"]
        stage.http.cookies.clear()
        return cls(stage, session, language)

    def get(self, path: str) -> Response:
        """A page."""
        return self.stage.http.get(path, headers=self._headers())

    def post(self, path: str, form: Mapping[str, str | list[str]]) -> Response:
        """A form, with the token of the page on the start page."""
        found = re.search(r'name="form_token" value="([^"]+)"', self.get("/accessibility").text)
        assert found is not None
        answer = self.stage.http.post(path, data={"form_token": found[1], **form}, headers=self._headers())
        self.stage.http.cookies.clear()
        return answer

    def _headers(self) -> dict[str, str]:
        return {"Cookie": f"egenkarta={self.session}; language={self.language}"}
