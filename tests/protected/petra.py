"""Petra, who lives under protected identity: what she opens to others, and the words that nobody may ever meet."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi.testclient import TestClient

from profile_service.domain.sections import CATALOGUE
from tests.declared import CITATION, RULE, approved, text
from tests.invariants.rawfile import opened
from tests.sharing.links import EVERYTHING, Link
from tests.sharing.links import make as make_link
from tests.stage import BASE_URL, FROM_OWN_PAGE, Stage

HER = "ind_demo_petra"
CANARIES = ("spov", "petronella", "917", "9 17", "1979", "7903", "kvinnojour")
"""As they would stand in any text, in small letters: name, number, contacts, birth, place, employer, school, who helps her."""
CLEAN = "Mangla"
"""A skill of hers: where this is met, something of her profile was met."""

SCOPES = tuple(
    f"profile:{section}:read?fields={','.join(sorted(CATALOGUE[section]))}"
    for section in CATALOGUE
    if section not in ("transversal", "progress")
)
"""Everything that she has written, every field by its name: as much as can be asked."""


def canaries(told: str) -> list[str]:
    """Those that stand in a text."""
    small = told.lower()
    return [word for word in CANARIES if word in small]


@dataclass
class Opened:
    """What Petra has opened, and everything by which anybody could reach for it."""

    stage: Stage
    grant: str
    ids: Mapping[str, str]
    link: Link


def clear_system(stage: Stage, name: str = "norrsken", *, cleared: bool = True) -> None:
    """The organisation's system may handle protected cases, or may not any more."""
    client = stage.company(name)["client_id"]
    with opened(stage) as raw:
        raw.execute("UPDATE client SET handles_protected_identity = ? WHERE id = ?", (cleared, client))


def declared(stage: Stage) -> str:
    """The id of a purpose of Norrsken's for which everything may be asked."""
    scopes = [{"scope": scope, "reason": text("To talk."), "needed": True} for scope in SCOPES]
    found = approved(stage, scopes=scopes, legal_basis="GDPR art. 6.1 e, art. 9.2 h")
    return str(found["id"])


def open_everything(stage: Stage) -> Opened:
    """A grant of all, a duty for all, a link to all, a waiting question, an inquiry: as wide as it can be."""
    hers = stage.individual("petra")
    declaration = declared(stage)
    grant = stage.granted(SCOPES, "petra", declaration=declaration)
    clear_system(stage)
    read = stage.read(grant)
    assert read.status_code == 200, read.text
    event = read.headers["egenkarta-disclosure"]
    inquiry = stage.http.post(f"/v1/me/disclosures/{event}/inquiry", json={}, headers=hers)
    link = make_link(stage, "petra", EVERYTHING[:4])
    ids = {
        "grant_id": grant,
        "request_id": stage.asked(SCOPES, "petra", declaration=declaration, case_reference="case-2"),
        "duty_id": duty(stage),
        "event_id": event,
        "inquiry_id": inquiry.json()["id"],
        "declaration_id": declaration,
        "version": "1",
        "share_id": link.id,
        "secret": link.secret,
        "section": "person",
        "item": _item(stage, hers),
        "receipt_id": stage.http.get("/v1/me/receipts", headers=hers).json()["receipts"][0]["id"],
    }
    return Opened(stage, grant, ids, link)


def duty(stage: Stage) -> str:
    """The id of an access by law to all of it."""
    norrsken = stage.parts.database.reader.run(
        lambda work: work.accounts.client(stage.company("norrsken")["client_id"]).organisation
    )
    body = {
        "organisation": norrsken,
        "individual": HER,
        "reference": "case-9",
        "citation": CITATION,
        "text": RULE,
        "scopes": list(SCOPES),
        "until": "2027-03-01T00:00:00Z",
    }
    answer = stage.http.post("/v1/operator/duties", json=body, headers=stage.organisation("egenkarta"))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def _item(stage: Stage, hers: Mapping[str, str]) -> str:
    found = stage.http.get("/v1/me/profile/person", headers=hers).json()["items"]
    return str(found[0]["id"])


def browser_of(stage: Stage, persona: str | None = None) -> tuple[TestClient, str]:
    """A browser of its own, where somebody is signed in, and its form token."""
    browser = TestClient(
        stage.app,
        base_url=BASE_URL,
        raise_server_exceptions=False,
        follow_redirects=False,
        headers=FROM_OWN_PAGE,
    )
    if persona is None:
        return browser, ""
    assert browser.post("/demo/sign-in", data={"persona": persona}).status_code == 303
    return browser, browser.get("/accessibility").text.split('name="form_token" value="')[1].split('"')[0]
