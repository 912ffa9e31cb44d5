"""What the tests of the view share: two short articles, their table, and a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import china_tech_metrics as ctm

ARTICLES: list[dict[str, Any]] = [
    {
        "doc_id": "quarter",
        "published": "2024-08-28",
        "title": "A quarter of two halves",
        "text": (
            "Kuaishou's revenue rose 11.6% to RMB 31.0 billion ($4.3 billion) in the second quarter. The app had nearly 395 million "
            "daily active users.\n\nRevenue at Meituan climbed 21% in the same period, according to Bloomberg. Xiaomi aims to deliver "
            "120,000 electric cars this year. A crane in Ningbo lifted 48,000 tonnes."
        ),
    },
    {
        "doc_id": "财报",
        "published": "2024-08-28",
        "text": "快手第二季度营收310亿元，同比增长11.6%。据QuestMobile数据，抖音月活用户达7.2亿。",
    },
]
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome-headless-shell")


@pytest.fixture(scope="session")
def articles() -> list[dict[str, Any]]:
    """An English and a Chinese article."""
    return ARTICLES


@pytest.fixture
def df() -> pd.DataFrame:
    """Their table."""
    return ctm.extract(ARTICLES)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium: the one of the system, else the one that playwright installed."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, BROWSERS)), None)
        if path is None and not Path(playwright.chromium.executable_path).exists():
            pytest.skip("no Chromium: neither " + ", ".join(BROWSERS) + " nor that of `playwright install chromium`")
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()
