"""A plain name is folded by a shorter way that ends at the same place."""

from consent.terms import fold


def test_ascii_is_folded_like_any_other_text() -> None:
    # With one letter beside it that is not ASCII, a name goes the general way.
    plain = "".join(map(chr, range(128)))
    assert fold(plain) == fold(plain + "å").removesuffix("å")
    assert fold(" Nils  BERG-2 ") == "nilsberg2"
