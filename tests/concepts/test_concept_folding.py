"""What counts as the same word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_service.storage.concepts.folding import LONGEST_WORD, fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Räksmörgås", "raksmorgas"), ("RÄKSMÖRGÅS", "raksmorgas"), ("ra\u0308ksmo\u0308rga\u030as", "raksmorgas"), ("Łódź", "lodz"),
        ("Straße", "strasse"), ("Œuvre æsj", "oeuvre aesj"), ("ﬁskare", "fiskare"), ("ＡＢＣ", "abc"), ("İstanbul ısı", "istanbul isi"),
        ("ЁЖ", "еж"), ("ΦΩΣ φως", "φωσ φωσ"), ("l'élève", "l eleve"), ("C++ C# .NET", "cplusplus csharp net"), ("C + +", "c"),
        ("2654.1", "2654 1"), ("٣٤٣١ ۲۶", "3431 26"), ("a\u200bb", "ab"), ("a\u00adb", "ab"), ("a\u00a0b", "a b"), ("", ""), ("…!?", ""),
        ("مُعَلِّمَة", "معلمه"), ("مـــعـلـم", "معلم"), ("أحمد إبراهيم آدم ٱسم", "احمد ابراهيم ادم اسم"), ("مستشفى", "مستشفي"), ("معلمة", "معلمه"),
        ("المعلم", "معلم"), ("الى", "الي"), ("ﻣﻌﻠﻢ", "معلم"), ("کارگر", "كارگر"), ("می\u200cخواهم", "ميخواهم"), ("مسؤول", "مسوول"),
    ],
)  # fmt: skip
def test_case_accents_and_ways_to_write_a_letter_do_not_count(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(once) == once or any(word.startswith("ال") for word in once.split())
    assert all((len(word) <= LONGEST_WORD and word.isalnum()) or not word.isascii() for word in once.split())
