"""The pages: a file comes with an entry or by itself, is looked at, opened at work, and taken away. No script is needed."""

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

from tests.evidence.at_home import WITH_FILE, granting
from tests.evidence.hostile_files import CANARY, PAPERS, PICTURES, photograph
from tests.stage import Stage
from tests.web.conftest import Visitor

_FILE = re.compile(r"/my/files/(fil_[a-z0-9]+)")


def _english(found: Visitor) -> Visitor:
    found.http.cookies.set("language", "en")
    return found


def test_a_file_comes_with_an_entry_and_is_opened_at_work(
    stage: Stage, visitor: Callable[[str], Visitor]
) -> None:
    her = _english(visitor("astrid"))
    form = her.get("/my/profile/evidence/add").text
    assert 'enctype="multipart/form-data"' in form
    assert 'type="file"' in form
    sent = {"form_token": her.form_token}
    heic = {"upload": ("bild.heic", b"\0\0\0\x18ftypheic" + b"\0" * 12, "image/jpeg")}
    refused = her.http.post("/my/profile/evidence/add", data={**sent, "title": "Betyg"}, files=heic)
    assert refused.status_code == 422
    assert "This picture is in HEIC" in refused.text
    raw = PICTURES["EXIF and GPS in a JPEG"]()
    picture = {"upload": ("C:\\fakepath\\bild\x07.jpg", raw, "application/pdf")}
    untitled = her.http.post("/my/profile/evidence/add", data=sent, files=picture)
    assert untitled.status_code == 422
    kept = re.search(r'name="file" value="(fil_[a-z0-9]+)"', untitled.text)
    assert kept is not None, "the file is kept, and need not be chosen again"
    saved = her.send("/my/profile/evidence/add", title="Betyg", file=kept[1])
    assert saved.status_code == 303
    assert f"/my/files/{kept[1]}" in her.get("/my/profile/evidence").text

    page = her.get(f"/my/files/{kept[1]}").text
    assert "Betyg" in page
    got = her.http.get(f"/my/files/{kept[1]}/content")
    assert got.headers["content-disposition"].startswith("attachment;")
    assert got.headers["content-security-policy"].startswith("sandbox;")
    assert (CANARY in raw, CANARY in got.content) == (True, False)
    assert visitor("bo").get(f"/my/files/{kept[1]}").status_code == 404

    grant = granting(stage)(WITH_FILE)
    nils = _english(visitor("nils"))
    opened = nils.send(f"/agency/grants/{grant}", case_reference="case-1").text
    assert "Open the file" in opened
    named = {"file": kept[1], "case_reference": "case-1", "disclosure": ""}
    theirs = nils.send(f"/agency/grants/{grant}/file", **named)
    assert theirs.content == got.content
    assert theirs.headers["content-disposition"].startswith("attachment;")
    assert "Norrsken AB</bdi> opened a file of yours" in her.get("/my/log").text
    stage.withdraw(grant)
    assert nils.send(f"/agency/grants/{grant}/file", **named).status_code == 404


def test_a_file_comes_by_itself_goes_along_and_is_taken_away(
    stage: Stage, visitor: Callable[[str], Visitor]
) -> None:
    her = _english(visitor("astrid"))
    paper = {"upload": ("Betyg.pdf", PAPERS["a form with scripts"](), "application/pdf")}
    answer = her.http.post("/my/files", data={"form_token": her.form_token}, files=paper)
    assert answer.status_code == 303, answer.text
    (file,) = _FILE.findall(answer.headers["location"])
    assert "Betyg.pdf" in her.get("/my/files").text
    assert her.http.post("/my/files", data={"form_token": "forged"}, files=paper).status_code == 403
    bad = her.http.post("/my/files", data={"form_token": her.form_token}, files={"upload": ("x", b"<svg>")})
    assert (bad.status_code, "Choose a PDF" in bad.text) == (422, True)

    for taken in (
        her.http.get("/my/profile.zip").content,
        stage.http.get("/v1/me/export.zip", headers=stage.individual("astrid")).content,
    ):
        with ZipFile(BytesIO(taken)) as archive:
            assert archive.testzip() is None
            assert set(archive.namelist()) == {"egenkarta.json", f"files/{file}.pdf"}
            assert archive.read(f"files/{file}.pdf") == her.http.get(f"/my/files/{file}/content").content
    assert "Take this file away?" in her.get(f"/my/files/{file}/remove").text
    assert her.send(f"/my/files/{file}/remove").status_code == 303
    assert her.get(f"/my/files/{file}").status_code == 404
    assert "There is no file here yet" in her.get("/my/files").text


def test_an_entry_gets_another_file_or_none(stage: Stage, visitor: Callable[[str], Visitor]) -> None:
    her = _english(visitor("astrid"))
    token = {"form_token": her.form_token, "title": "Betyg"}
    her.http.post("/my/profile/evidence/add", data=token, files={"upload": ("a.jpg", photograph())})
    items = stage.http.get("/v1/me/profile/evidence", headers=stage.individual("astrid")).json()["items"]
    item = next(one for one in items if one["content"].get("file"))
    place = f"/my/profile/evidence/{item['id']}/change"
    first = {**token, "version": "1", "file": item["content"]["file"]}
    her.http.post(place, data=first, files={"upload": ("b.png", photograph(kind="PNG"))})
    named = f"/v1/me/profile/evidence/{item['id']}"
    second = stage.http.get(named, headers=stage.individual("astrid")).json()["content"]
    assert second["file"] != item["content"]["file"]
    assert second["file_sha256"] != item["content"]["file_sha256"]
    none = {
        **token,
        "version": "2",
        "file": second["file"],
        "file.none": "yes",
        "file_sha256": second["file_sha256"],
    }
    assert her.http.post(place, data=none).status_code == 303
    assert stage.http.get(named, headers=stage.individual("astrid")).json()["content"] == {"title": "Betyg"}
