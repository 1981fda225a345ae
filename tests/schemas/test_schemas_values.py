"""Codes, language tags, countries, addresses, numbers."""

import pytest
from pydantic import ValidationError

from schemas.sections import parse_content
from schemas.values.codes import Coded

CODE = {"label": "Cook", "scheme": "isco08", "concept_id": "5120", "scheme_version": "2008"}


def test_a_label_alone_is_free_text() -> None:
    assert Coded(label="Cook").model_dump(exclude_none=True) == {"label": "Cook"}


def test_a_code_has_all_its_parts() -> None:
    assert Coded.model_validate(CODE).concept_id == "5120"


@pytest.mark.parametrize("absent", ["scheme", "concept_id", "scheme_version"])
def test_a_code_that_lacks_a_part_is_refused(absent: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Coded.model_validate({name: value for name, value in CODE.items() if name != absent})
    assert "scheme, concept_id and scheme_version together" in str(refused.value)


def test_an_unknown_scheme_is_one_error_at_the_scheme() -> None:
    with pytest.raises(ValidationError) as refused:
        Coded.model_validate({**CODE, "scheme": "mine"})
    assert [entry["loc"] for entry in refused.value.errors()] == [("scheme",)]


@pytest.mark.parametrize(
    ("written", "kept"),
    [("sv", "sv"), ("SV-se", "sv-SE"), ("prs-af", "prs-AF"), ("uz-latn-uz", "uz-Latn-UZ"),
     ("es-419", "es-419"),      ("de-CH-1996", "de-CH-1996"), ("sv-x-Latt", "sv-x-latt")],
)  # fmt: skip
def test_a_language_tag_is_kept_in_the_usual_case(written: str, kept: str) -> None:
    assert parse_content("person", {"interface_language": written})["interface_language"] == kept


@pytest.mark.parametrize(
    "tag", ["s", "svenska språket", "sv_SE", "sv-", "-sv", "sv--SE", "123", "sv-" + "a" * 40]
)
def test_what_has_not_the_form_of_a_language_tag_is_refused(tag: str) -> None:
    with pytest.raises(ValidationError):
        parse_content("person", {"interface_language": tag})


def test_a_country_is_two_letters_kept_in_upper_case() -> None:
    assert parse_content("education", {"name": "School", "country": "er"})["country"] == "ER"


@pytest.mark.parametrize("country", ["SWE", "S", "S1", "ÅÄ", "Sverige", 46])
def test_another_form_of_country_is_refused(country: object) -> None:
    with pytest.raises(ValidationError):
        parse_content("education", {"name": "School", "country": country})


@pytest.mark.parametrize(
    "email", ["astrid", "a@b", "Astrid <astrid@example.org>", "a b@example.org", 3, "a@example.org\x00"]
)
def test_what_is_no_email_address_is_refused_without_being_repeated(email: object) -> None:
    with pytest.raises(ValidationError) as refused:
        parse_content("person", {"email": email})
    assert "Astrid" not in str(refused.value)


def test_an_email_address_and_a_telephone_number_are_kept() -> None:
    person = {"email": "astrid@example.org", "phone": "+46 (0)70-123 45 67"}
    assert parse_content("person", person) == person


@pytest.mark.parametrize("phone", ["call me", "1", "+" * 5, "0" * 40, "070\n1234567"])
def test_what_is_no_telephone_number_is_refused(phone: str) -> None:
    with pytest.raises(ValidationError):
        parse_content("person", {"phone": phone})


@pytest.mark.parametrize("years", [0, 0.5, 3, 30])
def test_years_of_study_go_by_halves(years: float) -> None:
    assert parse_content("education", {"name": "School", "years_done": years})["years_done"] == years


@pytest.mark.parametrize("years", [-0.5, 0.25, 30.5, float("nan"), float("inf"), "3", True])
def test_other_years_of_study_are_refused(years: object) -> None:
    with pytest.raises(ValidationError):
        parse_content("education", {"name": "School", "years_done": years})


@pytest.mark.parametrize("level", [0, 5, 2.5, "3", True, 10**400])
def test_a_skill_level_is_one_of_four_numbers(level: object) -> None:
    with pytest.raises(ValidationError):
        parse_content("skills", {"skill": {"label": "Cook"}, "level": level})


@pytest.mark.parametrize("value", ["yes", 1, 0, "true", []])
def test_yes_and_no_are_true_and_false_only(value: object) -> None:
    with pytest.raises(ValidationError):
        parse_content("person", {"protected_identity": value})


@pytest.mark.parametrize("digest", ["", "a" * 63, "A" * 64, "g" * 64])
def test_a_file_hash_is_64_hexadecimal_digits(digest: str) -> None:
    with pytest.raises(ValidationError):
        parse_content("evidence", {"title": "Diploma", "file_sha256": digest})
