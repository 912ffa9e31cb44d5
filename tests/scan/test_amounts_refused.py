"""Digits and number words that are no amounts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

REFUSED = {
    "glued to letters": (
        "GPT-4 is out.",
        "36Kr said so.",
        "An 88VIP member pays.",
        "It is a 7nm chip.",
        "The 7 nm process is new.",
        "5G is here.",
        "Web3 is here.",
        "The H20 is banned.",
        "The SU7 sold well.",
        "Apple's M5 is fast.",
        "It shoots 4K video.",
        "An A100 costs more.",
        "It prints in 3D.",
        "B2B firms grow.",
        "A 2C product came.",
        "DJI's Mini 4 Pro is out.",
        "A GLM-4-9B checkpoint is out.",
        "The V2-lite is out.",
        "Use the mp3 file.",
        "It runs Qwen2.5 now.",
        "A Kimi k1.5 model came.",
        "Huawei's Ascend 910B is scarce.",
    ),
    "ordinal": (
        "It opened its 100th store.",
        "Its 300 millionth user joined.",
        "The 20th Party Congress met.",
        "It came third.",
        "The 3rd plant opens.",
        "Its twenty-first shop.",
    ),
    "version": (
        "It launched Spark 4.0.",
        "The Pico 4 is light.",
        "The iPhone 16 sold well.",
        "Tesla's Model 3 is here.",
        "The Mate 60 Pro sold out.",
        "The Xiaomi 14 has sold out.",
        "Xiaomi 14 is out.",
        "Mate 60 Pro is out.",
        "It entered the AI 2.0 era.",
        "It runs on HarmonyOS 5.",
        "Pico 4 Ultra Launches in Europe",
        "Xiaomi 14 Sales Rise",
        "An iPhone 15 Plus is dear.",
    ),
    "label": (
        "See No. 5.",
        "1. It opens shops.",
        "Shops\n2) It opens shops.",
        "Didi grows by (1) adding drivers, (2) cutting fares and (3) lending cars.",
        "It is #25.",
        "It is in the top 10.",
        "Article 5 applies.",
        "It filed for Chapter 11.",
        "The Series 7 watch.",
        "It is among the top three.",
        "It ranks number one.",
        "Phase two began.",
        "The 10 largest banks.",
        "It pays its top 10,000 merchants.",
        "The top 1,000 sellers left.",
        "It is among the top 2,500 apps.",
        "Level 4 driving.",
    ),
    "time of day": ("It starts at 12:30.", "It starts at 7pm.", "It starts at 7 p.m. sharp.", "At 8 am it opens."),
    "number of something": (
        "Call (510)731-8429 now.",
        "Call 138-1234-5678 now.",
        "It won 3-1.",
        "See http://a.cn/12345 now.",
        "Write to bob12@a.cn now.",
        "Ping 192.168.0.1 first.",
        "The hash is 9f3a22b.",
        "See section 3.2.1 of it.",
        "Shares (9988.HK) fell.",
        "Shares of SZ:300750 fell.",
        "Listed as HKG: 0700.",
    ),
    "fixed expression": (
        "The 618 sale begins.",
        "A 996 schedule is hard.",
        "It is open 24/7.",
        "The 11.11 sale begins.",
        "Users of 360 Security left.",
    ),
    "year": ("It began in 2019.", "The 2024 edition was large.", "Its class of 1999 met."),
    "one": ("One of the firms left.", "A one-stop shop.", "No one came.", "They help one another.", "This one is new."),
    "idiom of double": (
        "Growth is double-digit.",
        "It will double down.",
        "It is doubling down on cars.",
        "A double-edged sword.",
        "A double standard.",
        "Double 11 sales began.",
        "Double Eleven sales began.",
        "It is a double boost.",
    ),
    "half": (
        "The second half was weak.",
        "The first half was weak.",
        "A half-year report.",
        "A half-day trip.",
        "It took half an hour.",
        "A half-hearted try.",
        "half-baked",
    ),
    "quarter": (
        "The third quarter was weak.",
        "It grew in the first three quarters.",
        "In the last two quarters it grew.",
        "The first three quarters of 2022 were weak.",
        "It went public about a quarter later.",
    ),
    "third": (
        "A third-party seller.",
        "The third of May.",
        "It left the data with a third party.",
        "It opened in a third city.",
        "Talks are about a third city.",
    ),
    "times": ("The New York Times said so.", "It is slow at times.", "Many times it failed."),
    "vague": (
        "It spent several billion yuan.",
        "It raised seven figures.",
        "A seven-figure sum.",
        "It has millions of users.",
        "It spent tens of billions of yuan.",
        "It has dozens of labs.",
        "It hired hundreds of thousands.",
        "It sold a few million phones.",
        "A multibillion plan.",
        "A multi-billion plan.",
        "It has a couple of million users.",
        "Many thousand people came.",
    ),
    "age": ("A 36-year-old founder.", "He is aged 36.", "The founder is 36 years old."),
    "zero": ("Zero-COVID ended.",),
    "denominator": ("The price is set per 1,000 tokens.", "One is paid for every 10,000 tokens."),
    "footnote": ("Its MAU[1] grew.",),
    "no more than quite": ("It is 100 percent sure.", "The founder is 100% confident.", "Our team is 100 percent committed."),
}


@pytest.mark.parametrize(
    "text",
    [pytest.param(text, id=f"{group}: {text}") for group, texts in REFUSED.items() for text in texts],
)
def test_no_amount(read_amounts: Callable[[str], list[str]], text: str) -> None:
    assert read_amounts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("It sold 700,000 of them in the 618 event.", id="festival behind"),
        pytest.param("In 2021 the Mate 60 Pro sold 700,000 in the 5G market.", id="names around"),
        pytest.param("Of the top 10, 36Kr lists 700,000 in No. 3.", id="labels around"),
    ],
)
def test_amounts_between_refused_numbers(read_amounts: Callable[[str], list[str]], text: str) -> None:
    assert read_amounts(text) == ["700,000 = 700000 count bare"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("It owns 100 percent of the shop.", ["100 percent = 100 percent"], id="all of it"),
        pytest.param("Sales rose 100% in a year.", ["100% = 100 percent"], id="growth by all of it"),
        pytest.param("It has 10,000 merchants.", ["10,000 = 10000 count bare"], id="a count without a rank"),
    ],
)
def test_amounts_that_only_look_refused(read_amounts: Callable[[str], list[str]], text: str, wanted: list[str]) -> None:
    assert read_amounts(text) == wanted
