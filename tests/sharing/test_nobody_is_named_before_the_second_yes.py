"""What an employer can reach by a link and by a grant, in every form there is, names nobody before her second yes. After it, what she chose."""

from typing import Any, Final

import pytest
from httpx import Response

from tests.sharing.links import Follower, act, following, make
from tests.stage import Stage

_VACANCY: Final = "dcl_tjuvholmen_vacancy"
_CANARIES: Final = (
    "Zephyrine", "Quillfeather", "1984-05", "zephyrine.q@kanarie.example", "+46700000099", "070-000 00 99", "Kanarieby",
    "Gömda Verkstan", "Öppna Verkstan", "Kanarieskolan", "itm_", "ind_",
)  # fmt: skip
_SECTIONS: Final = (
    "experience",
    "education",
    "languages",
    "skills",
    "transversal",
    "licences",
    "assessments",
)


@pytest.fixture
def hers(stage: Stage) -> dict[str, str]:
    """Bo's profile with a canary in everything that could name somebody, and in his own words."""
    bo = stage.individual("bo")

    def write(section: str, **content: Any) -> None:
        answer = stage.http.post(f"/v1/me/profile/{section}", json=content, headers=bo)
        assert answer.status_code == 201, answer.text

    found = stage.http.get("/v1/me/profile", headers=bo).json()["sections"]
    person = {
        "name": "Zephyrine Quillfeather", "birth_date": "1984-05", "email": "zephyrine.q@kanarie.example",
        "phone": "+46700000099", "place": {"label": "Kanarieby"},
    }  # fmt: skip
    (old,) = found["person"]
    changed = {**bo, "If-Match": "*", "Content-Type": "application/merge-patch+json"}
    answer = stage.http.patch(f"/v1/me/profile/person/{old['id']}", json=person, headers=changed)
    assert answer.status_code == 200, answer.text
    write(
        "experience", setting="job", title="Smed hos Öppna Verkstan", employer="Öppna Verkstan", start="2015", end="2019",
        tasks="Jag, Zephyrine Quillfeather, smidde. Ring 070-000 00 99 eller skriv zephyrine.q@kanarie.example.",
    )  # fmt: skip
    write("experience", setting="job", title="Svetsare", employer="Gömda Verkstan", hide_employer=True, start="2020",
          tasks="På Gömda Verkstan i Kanarieby.")  # fmt: skip
    write("education", name="Smide på Kanarieskolan", school="Kanarieskolan", country="SE")
    write("skills", skill={"label": "Zephyrines smide"}, level=4)
    return bo


def _of_a_grant(stage: Stage, hers: dict[str, str]) -> str:
    code = stage.http.post("/v1/me/connection-codes", headers=hers).json()["code"]
    scopes = ["profile:skills:read", "profile:languages:read"]
    body = {
        "connection_code": code,
        "purpose_declaration": _VACANCY,
        "scopes": scopes,
        "case_reference": "Smed",
    }
    asked = stage.http.post("/v1/access-requests", json=body, headers=stage.organisation("tjuvholmen"))
    assert asked.status_code == 201, asked.text
    given = stage.http.post(
        f"/v1/me/access-requests/{asked.json()['id']}/grant", json={"scopes": scopes}, headers=hers
    )
    assert given.status_code == 201, given.text
    return str(given.json()["id"])


def _names_nobody(answer: Response, place: str, besides: tuple[str, ...] = ()) -> None:
    told = answer.text + "".join(f"{name}: {value}\n" for name, value in answer.headers.items())
    for word in _CANARIES:
        if word not in besides:
            assert word.lower() not in told.lower(), (place, word)


def _main(answer: Response) -> str:
    return answer.text.split("<main")[1].split("</main>")[0]


def test_a_link_names_nobody_in_any_form(stage: Stage, hers: dict[str, str]) -> None:
    scopes = tuple(f"profile:{name}:read" for name in _SECTIONS)
    link = make(stage, "bo", scopes, vacancy="Smed", employer="Järnet")
    with following(stage) as viewer:
        for place, answer in (
            ("closed", viewer.look(link)), ("open", viewer.open(link)), ("again", viewer.look(link)),
            ("alive", viewer.alive(link)), ("head", viewer.http.head(link.path)), ("asked", viewer.ask(link)),
        ):  # fmt: skip
            _names_nobody(answer, place)
        opened = viewer.look(link)
        assert "smide" in opened.text  # it does show what she can do
        assert opened.headers["cache-control"] == "no-store"
        assert opened.headers["referrer-policy"] in ("same-origin", "no-referrer")
        assert "download" not in _main(opened)
        assert act(stage, link, "contact", "bo", fields=["name"]).status_code == 200
        viewer.look(link)
        named = viewer.look(link)
        assert "Zephyrine Quillfeather" in named.text
        _names_nobody(named, "after the second yes", ("Zephyrine", "Quillfeather"))


def test_an_employers_grant_names_nobody_in_any_form(stage: Stage, hers: dict[str, str]) -> None:
    grant = _of_a_grant(stage, hers)
    system = stage.organisation("tjuvholmen")
    read = {"grant_id": grant, "case_reference": "Smed", "reader": "Terje Holm"}
    calls = (
        ("POST", "/v1/disclosures", read),
        ("POST", "/v1/coverage", {**read, "instrument": {"id": "language"}}),
        ("POST", "/v1/evidence-files", {**read, "file": "fil_none"}),
        ("GET", "/v1/grants", None), ("GET", "/v1/notices", None), ("GET", f"/v1/receipts/{grant}", None),
        ("GET", "/v1/inquiries", None), ("GET", "/v1/assessments", None),
    )  # fmt: skip
    for method, path, body in calls:
        answer = stage.http.request(method, path, headers=system, json=body)
        _names_nobody(answer, path, ("itm_",))
    disclosed = stage.http.post("/v1/disclosures", json=read, headers=system)
    assert "•••" in disclosed.text and "smide" in disclosed.text
    with following(stage) as terje:
        terje.sign_in("terje")
        case = {**terje.form, "case_reference": "Smed"}
        _names_nobody(terje.http.get("/agency"), "/agency")
        _names_nobody(terje.http.get(f"/agency/grants/{grant}"), "before opening")
        opened = terje.http.post(f"/agency/grants/{grant}", data=case)
        assert "smide" in opened.text
        _names_nobody(opened, "opened", ("itm_",))
        _names_nobody(
            terje.http.post("/agency/ask/more", data={**terje.form, "grant": grant}), "asking for more"
        )
        _takes_no_file(terje, grant)


def _takes_no_file(terje: Follower, grant: str) -> None:
    for kind in ("pdf", "csv"):
        form = {**terje.form, "case_reference": "Smed", "format": kind}
        refused = terje.http.post(f"/agency/grants/{grant}/copy", data=form)
        nothing = terje.http.post("/agency/grants/gra_nobodys/copy", data=form)
        assert refused.status_code == nothing.status_code == 404
        assert "content-disposition" not in refused.headers
        assert refused.text.replace(grant, "") == nothing.text.replace("gra_nobodys", "")


def test_what_she_sees_before_is_what_the_employer_reads_and_where_she_is_named_is_pointed_out(
    stage: Stage, hers: dict[str, str]
) -> None:
    with following(stage) as bo:
        bo.sign_in("bo")
        sections = stage.http.get("/v1/me/profile", headers=hers).json()["sections"]
        code = stage.http.post("/v1/me/connection-codes", headers=hers).json()["code"]
        body = {"connection_code": code, "purpose_declaration": _VACANCY, "scopes": ["profile:skills:read"],
                "case_reference": "Smed"}  # fmt: skip
        asked = stage.http.post(
            "/v1/access-requests", json=body, headers=stage.organisation("tjuvholmen")
        ).json()["id"]
        shown = _main(bo.http.get(f"/my/requests/{asked}/preview"))
        assert "•••" in shown
        skill = next(one["id"] for one in sections["skills"] if "smide" in one["content"]["skill"]["label"])
        assert f"/my/profile/skills/{skill}/change" in shown


def test_an_employer_declares_competences_or_a_name_and_never_both(stage: Stage) -> None:
    texts = dict.fromkeys(("sv", "en", "ar"), "Text.")
    hiring = {"code": "https://w3id.org/dpv#PersonnelHiring", "sentence": texts}
    system = stage.organisation("tjuvholmen")

    def declared(*scopes: str) -> int:
        wants = [{"scope": one, "reason": texts, "needed": False} for one in scopes]
        body = {
            "purpose": hiring, "legal_basis": "GDPR art. 6.1 f", "scopes": wants, "retention": texts,
            "onward_recipients": [], "on_no": texts, "other_way": texts, "contact": "a@example.org",
        }  # fmt: skip
        return stage.http.post("/v1/purpose-declarations", json=body, headers=system).status_code

    name = "profile:person:read?fields=email,name"
    assert declared("profile:skills:read", name) == 422
    assert declared("profile:person:read?fields=birth_date") == 422
    assert declared("profile:plan:read") == 422
    assert declared("profile:evidence:read") == 422
    assert declared("profile:experience:read", "profile:skills:read") == 201
    assert declared(name) == 201
    assert stage.http.get("/v1/purpose-declarations", headers=system).status_code == 200
