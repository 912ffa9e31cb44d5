"""One spelling of a text, every character in its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from china_tech_metrics.unspaced.fold import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("營收達１２億元", "营收达12亿元"),
        ("ＧＭＶ　突破", "gmv　突破"),
        ("人民幣３．５％", "人民币3.5%"),
        ("臺積電", "台积电"),
        ("App Store", "app store"),
        ("，。；：（）～", "，。；：（）～"),
    ],
)
def test_traditional_and_full_width_are_one_spelling(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_every_character_keeps_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
