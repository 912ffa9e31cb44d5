"""What is taken out of an article, and what is not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import china_tech_metrics as ctm
from china_tech_metrics.sources import clean
from china_tech_metrics.sources.boilerplate import DATA

NEWS = "JD's revenue rose 1.2% to RMB 291.4 billion in the second quarter."
MORE = "Its annual active customers passed 600 million."


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Keep Reading Show less", id="teaser"),
        pytest.param("Keep Reading", id="teaser, its half"),
        pytest.param("5 min read", id="reading time"),
        pytest.param("Reading time: 12 minutes", id="reading time, told"),
        pytest.param("3-minute read", id="reading time, hyphen"),
        pytest.param("1.2k views · 14 comments", id="counters"),
        pytest.param("By Mei Lin | 15 August 2024 | 4 min read", id="byline with a widget"),
        pytest.param("15 August 2024 | 4 min read", id="day with a widget"),
        pytest.param("Share on Facebook | Tweet | Copy link", id="share bar"),
        pytest.param("Facebook\nWeChat\nWeibo", id="share bar, lines"),
        pytest.param("Home | News | Startups | Log in", id="navigation"),
        pytest.param("Skip to content", id="navigation, hidden"),
        pytest.param("SUBSCRIBE", id="capitals"),
        pytest.param("Sign up for our newsletter and save 30% on your first year!", id="subscription box"),
        pytest.param("Subscribe to Lantern Pro for $9 a month. Cancel anytime.", id="subscription with a price"),
        pytest.param("You have 2 free articles left.", id="meter"),
        pytest.param("Your data is handled in accordance with our Privacy Policy.", id="privacy"),
        pytest.param("We use cookies to improve your visit.", id="cookies"),
        pytest.param("This article was originally published on 12 May 2023 in The Daily Lantern.", id="first published elsewhere"),
        pytest.param("Also read: Meituan's revenue up 21%", id="also read"),
        pytest.param("READ MORE: Temu spends $2 billion on advertising", id="read more"),
        pytest.param("Photo: Mei Lin/Lantern Images", id="photo credit"),
        pytest.param("© 2024 Lantern Media Ltd. All rights reserved.", id="copyright"),
        pytest.param("Copyright 2024 Lantern Media", id="copyright, in words"),
        pytest.param("Mei Lin is a Shanghai-based reporter covering retail. She has won 3 awards.", id="author"),
        pytest.param("Mei Lin (@meilin) has written about chips for 10 years.", id="author with an address"),
        pytest.param("Mei Lin covers chips. She can be reached at mei@lantern.example.", id="author to be reached"),
        pytest.param("Latest stories\nTencent's profit up 27%\nBYD sells 300,000 cars", id="other headlines"),
        pytest.param("About the author\nMei Lin worked in banking for 12 years.", id="box"),
        pytest.param("The post JD earns 30% more appeared first on The Daily Lantern.", id="foot of a feed's entry"),
        pytest.param("责任编辑：林梅", id="Chinese editor"),
        pytest.param("阅读 12345 · 评论 67", id="Chinese counters"),
        pytest.param("相关阅读：腾讯净利润增长27%", id="Chinese also read"),
        pytest.param("]]>", id="leftover of markup"),
    ],
)
def test_it_goes(line: str) -> None:
    for text, rest in [(f"{NEWS}\n{line}\n{MORE}", f"{NEWS}\n{MORE}"), (f"{NEWS}\n{MORE}\n\n{line}", f"{NEWS}\n{MORE}")]:
        assert clean(text).replace("\n\n", "\n") == rest


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("WeChat\nThe app has 1.3 billion users.", id="a name as a heading"),
        pytest.param("1.2 million views", id="a counter that is news"),
        pytest.param("Didi changed its privacy policy in 2021.", id="somebody's privacy policy"),
        pytest.param("Users sign up for the service at a rate of 20,000 a day.", id="signing up, told"),
        pytest.param("Copyright fees rose 12% to RMB 2 billion.", id="copyright as a cost"),
        pytest.param("Zhang, a reporter at 36Kr, counted 300 stores.", id="a reporter in the news"),
        pytest.param("Meituan covers 2,800 cities.", id="to cover, of a company"),
        pytest.param("The latest stories sold 3 million copies.", id="stories that were sold"),
        pytest.param("Xiaomi sold 3 million watches. Watch: RMB 2 billion.", id="watches"),
        pytest.param("Related companies earned RMB 5 billion.", id="related companies"),
        pytest.param("Sponsored content brought in RMB 1 billion.", id="sponsored content as revenue"),
        pytest.param("Comments\n\nHuang said the goal was RMB 3 billion.", id="a heading that pages also have"),
        pytest.param("- Cloud: RMB 27 billion\n- Retail: RMB 100 billion", id="a list"),
        pytest.param("分享经济规模达3万亿元。", id="Chinese: sharing economy"),
        pytest.param("广告收入增长19%。", id="Chinese: advertising revenue"),
    ],
)
def test_it_stays(line: str) -> None:
    text = f"{NEWS}\n\n{line}\n\n{MORE}\n"
    assert clean(text) == text


def test_headlines_end_where_prose_begins() -> None:
    assert clean(f"Latest stories\nTencent's profit up 27%\n{NEWS}\nBYD sells 300,000 cars") == f"{NEWS}\nBYD sells 300,000 cars"


def test_of_a_long_line_only_the_sentence_goes() -> None:
    article = " ".join([NEWS] * 6)
    assert clean(f"{article} Subscribe to our newsletter. {MORE}") == f"{article} {MORE}"
    assert clean(f"Photo: Mei Lin/Lantern Images. {article}") == article


def test_what_stands_in_brackets_goes_alone() -> None:
    assert clean(f"{NEWS} (Also read: Meituan's revenue up 21%) {MORE}") == f"{NEWS} {MORE}"


def test_inside_a_line() -> None:
    assert clean(f"{NEWS} Keep Reading Show less") == NEWS


def test_no_number_of_the_frame_becomes_data() -> None:
    page = "Home | News\n5 min read\n" + NEWS + "\nSave 30% now: subscribe to our newsletter\nLatest news\nTencent's revenue rose 8%"
    quotes = ctm.extract(clean(page), published="2024-08-15")["quote"]
    assert quotes.to_list() == ["1.2%", "RMB 291.4 billion"]


def test_the_examples_of_the_vocabulary_are_no_boilerplate() -> None:
    examples = ctm.Vocabulary.default().examples
    assert len(examples) > 500
    assert [example.text for example in examples if clean(example.text) != example.text] == []


def test_the_lists_are_those_that_are_explained() -> None:
    known = {"lines", "bar", "begins", "contains", "headings", "boxes", "inside", "passages", "roles", "covering", "contact", "bylines"}
    for file in Path(DATA).glob("*.toml"):
        lists = tomllib.loads(file.read_text(encoding="utf-8"))
        assert set(lists) <= known
        for name, words in lists.items():
            assert len(words) == len({str(word).casefold() for word in words} if name != "inside" else set(words)), name


PIECES = [
    NEWS,
    MORE,
    "Share",
    "Facebook",
    "5 min read",
    "Keep Reading Show less",
    "Latest stories",
    "BYD sells 300,000 cars",
    "",
    "About the author",
    "Also read: more",
    "]]>",
    "(Read more: x)",
    "We use cookies.",
    "The post x appeared first on y.",
    "Mei Lin is a reporter at Lantern.",
    " ",
    "\t",
]
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=12).map("\n".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.text(max_size=200),
)


@given(TEXTS)
def test_what_is_clean_stays_clean(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(TEXTS)
def test_nothing_is_added(text: str) -> None:
    rest = iter(text)
    assert all(letter in rest for letter in clean(text) if letter != "\n")


@given(st.lists(st.sampled_from([NEWS, MORE, "", "The company was founded in Beijing."]), max_size=8).map("\n".join))
def test_an_article_alone_is_returned_as_it_is(text: str) -> None:
    assert clean(text) == text
