"""A connection code forgives how it is written down, and tells a slip of the pen from a dead code."""

import string

from hypothesis import given
from hypothesis import strategies as st

from profile_service.domain.connection_code import ALPHABET, RANDOM_SIGNS, complete, normalise

_RANDOM = st.text(ALPHABET, min_size=RANDOM_SIGNS, max_size=RANDOM_SIGNS)
_SIXTEEN = len(ALPHABET) // 2


@given(_RANDOM)
def test_a_code_reads_back_as_its_ten_signs(random_part: str) -> None:
    word = normalise(complete(random_part))
    assert word is not None
    assert word[:-1] == random_part
    assert len(complete(random_part)) == RANDOM_SIGNS + 2


@given(_RANDOM, st.integers(0, RANDOM_SIGNS), st.sampled_from(ALPHABET))
def test_one_wrong_sign_always_shows(random_part: str, at: int, sign: str) -> None:
    word = complete(random_part).replace("-", "")
    wrong = word[:at] + sign + word[at + 1 :]
    assert (normalise(wrong) is None) == (wrong != word)


@given(_RANDOM, st.integers(0, RANDOM_SIGNS - 2))
def test_swapped_neighbours_show_unless_they_lie_half_an_alphabet_apart(random_part: str, at: int) -> None:
    word = complete(random_part).replace("-", "")
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    apart = ALPHABET.index(word[at]) - ALPHABET.index(word[at + 1])
    assert (normalise(swapped) is None) == (apart % _SIXTEEN != 0)


@given(_RANDOM, st.data())
def test_case_spaces_hyphens_and_lookalikes_make_no_difference(random_part: str, data: st.DataObject) -> None:
    code = complete(random_part)
    alike = {"1": "1IiLl", "0": "0Oo", "V": "VvUu"}
    spoken = "".join(
        data.draw(st.sampled_from(alike.get(sign, sign + sign.lower())))
        + data.draw(st.sampled_from(["", " ", "-", "\t", "\u00a0"]))
        for sign in code
    )
    assert normalise(spoken) == normalise(code)


@given(st.text(max_size=40) | st.text(string.ascii_letters + "0123456789-ıſßİ", max_size=14))
def test_any_text_is_a_code_or_none_and_never_an_error(typed: str) -> None:
    word = normalise(typed)
    assert word is None or (len(word) == RANDOM_SIGNS + 1 and set(word) <= set(ALPHABET))


def test_the_alphabet_holds_no_signs_that_are_mistaken_for_others() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set(ALPHABET) & set("ILOU")
