"""The file of providers: what is right, and each mistake in one line that says what would be right."""

from pathlib import Path

import pytest

from profile_service.command_line import serving
from profile_service.command_line.mistakes import explain
from profile_service.domain.sign_in import Assurance
from profile_service.identity.oidc.configuration import (
    AssertionAudience,
    Audience,
    Profile,
    ProviderFileError,
    read_providers,
)
from profile_service.identity.oidc.own_keys import OwnKeys
from profile_service.settings import Settings

RIGHT = """
key = "rp-keys.json"

[[provider]]
name = "example"
issuer = "https://id.example"
client_id = "egenkarta"
audience = "individuals"
claims = "naturalPersonNumber"
label = { sv = "Exempel-id", en = "Example ID", ar = "هوية" }
acr = { "http://id.elegnamnden.se/loa/1.0/loa3" = "substantial" }
"""


def _file(folder: Path, text: str) -> Path:
    path = folder / "providers.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_right_file_says_everything_about_a_provider(tmp_path: Path) -> None:
    read = read_providers(_file(tmp_path, RIGHT))
    only = read.providers["example"]
    assert (only.audience, only.claims) == (Audience.INDIVIDUALS, Profile.NUMBER)
    assert only.acr == {"http://id.elegnamnden.se/loa/1.0/loa3": Assurance.SUBSTANTIAL}
    assert only.assertion_audience is AssertionAudience.ISSUER
    assert not only.test_numbers
    assert only.label_in("ar") == "هوية"
    assert read.key == tmp_path / "rp-keys.json"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('issuer = "https://id.example"', 'issuer = "http://id.example"', "issuer: right would be"),
        ('issuer = "https://id.example"', 'issuer = "http://127.0.0.1:9"', "issuer: right would be"),
        ('name = "example"', 'name = "Ex ample"', "name: right would be"),
        ('name = "example"', "", "name is missing"),
        ('client_id = "egenkarta"', "client_id = 7", "client_id is missing"),
        ('audience = "individuals"', 'audience = "everybody"', "audience: right would be one of"),
        ('audience = "individuals"', 'audience = "staff"', "claims: staff need naturalPersonOrgId"),
        ('ar = "هوية"', 'xx = "?"', "label.ar is missing"),
        ('"substantial"', '"sure"', "acr: each is worth one of"),
        ("acr =", "levels =", "levels is not known"),
        ('key = "rp-keys.json"', "", "key is missing"),
        ("[[provider]]", "[provider]", "there is no provider"),
        ('client_id = "egenkarta"', 'client_id = "egenkarta"\ntest_numbers = 1', "true or false"),
        ("key =", "key ===", "this is not TOML"),
    ],
)
def test_a_mistake_is_one_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in RIGHT
    with pytest.raises(ProviderFileError) as raised:
        read_providers(_file(tmp_path, RIGHT.replace(old, new, 1)))
    line = explain(raised.value)
    assert said in line
    assert "\n" not in line


def test_two_providers_have_two_names_and_two_issuers(tmp_path: Path) -> None:
    twice = RIGHT + RIGHT.partition("\n\n")[2]
    with pytest.raises(ProviderFileError, match="is there twice"):
        read_providers(_file(tmp_path, twice))
    with pytest.raises(ProviderFileError, match=r"https://id\.example is there twice"):
        read_providers(_file(tmp_path, twice.replace('name = "example"', 'name = "other"', 1)))


def test_a_file_that_is_not_there_is_a_mistake_too(tmp_path: Path) -> None:
    with pytest.raises(ProviderFileError, match="no such file"):
        read_providers(tmp_path / "none.toml")


def test_only_a_test_or_a_demo_takes_providers_on_this_machine(tmp_path: Path) -> None:
    path = _file(tmp_path, RIGHT.replace("https://id.example", "http://127.0.0.1:9"))
    assert read_providers(path, loopback=True).providers["example"].issuer == "http://127.0.0.1:9"


def test_the_service_does_not_start_with_test_numbers(tmp_path: Path) -> None:
    path = _file(tmp_path, RIGHT.replace("client_id", "test_numbers = true\nclient_id", 1))
    with pytest.raises(serving.UnsafeError, match="takes test numbers"):
        serving.run_service(Settings(public_url="https://egenkarta.example", providers=path))


def test_the_service_does_not_start_without_the_key(tmp_path: Path) -> None:
    settings = Settings(public_url="https://egenkarta.example", providers=_file(tmp_path, RIGHT))
    with pytest.raises(ProviderFileError, match="new-key"):
        serving.run_service(settings)


def test_a_key_is_its_owners_alone_and_published_before_it_signs(tmp_path: Path) -> None:
    path = tmp_path / "rp-keys.json"
    first = OwnKeys.none().with_new_key()
    first.save(path)
    assert path.stat().st_mode & 0o777 == 0o600
    two = OwnKeys.load(path).with_new_key()
    assert two.active == first.active
    assert len(two.jwks["keys"]) == 2
    used = two.with_newest_active()
    assert used.active == used.keys[-1]["kid"] != first.active
    assert first.active in {key["kid"] for key in used.jwks["keys"]}
    assert len(used.with_new_key().with_new_key().keys) == 3
    path.chmod(0o644)
    with pytest.raises(ProviderFileError, match="chmod 600"):
        OwnKeys.load(path)
    path.chmod(0o600)
    path.write_text("{}")
    with pytest.raises(ProviderFileError, match="holds no key"):
        OwnKeys.load(path)


def test_the_key_that_signs_never_falls_out_of_the_file() -> None:
    keys = OwnKeys.none().with_new_key()
    for _ in range(5):
        keys = keys.with_new_key()
    assert keys.active in {key["kid"] for key in keys.keys}
