"""The time of a rate, said beside an amount or in the metric's name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

RATES = [
    pytest.param("Temu's average daily GMV was $1.5 million.", {"$1.5 million": "1.5e+06 USD/day"}, id="daily before the metric"),
    pytest.param("Meituan handles 60 million orders a day.", {"60 million": "6e+07 count/day"}, id="a day"),
    pytest.param("Meituan handles 60 million daily orders.", {"60 million": "6e+07 count/day"}, id="daily in the cue"),
    pytest.param(
        "BYD makes 10,000 cars a day, against 3,000 in 2021.",
        {"10,000": "10000 count/day", "3,000": "3000 count/day"},
        id="compared with an earlier rate",
    ),
    pytest.param(
        "Riders earned 7,354 yuan a month in 2023, compared with 5,556 yuan a year earlier, and paid 900 yuan in rent.",
        {"7,354 yuan": "7354 CNY/month", "5,556 yuan": "5556 CNY/month", "900 yuan": "900 CNY"},
        id="compared pay",
    ),
    pytest.param("Meituan's daily orders exceeded 60 million.", {"60 million": "6e+07 count/day"}, id="daily before"),
    pytest.param("Baidu's model handles 200 million queries per day.", {"200 million": "2e+08 count/day"}, id="per day"),
    pytest.param("Nio sells 15,000 cars per month.", {"15,000": "15000 count/month"}, id="per month"),
    pytest.param("Nio's monthly deliveries reached 20,000.", {"20,000": "20000 count/month"}, id="monthly"),
    pytest.param("Orders rose to 60 million daily at Meituan.", {"60 million": "6e+07 count/day"}, id="daily behind"),
    pytest.param("Didi's daily rides averaged 33 million.", {"33 million": "3.3e+07 count/day"}, id="averaged"),
    pytest.param("Users spent 90 minutes a day on Douyin.", {"90 minutes": "90 minute/day"}, id="minutes a day"),
    # no rates
    pytest.param("Kuaishou has 390 million daily active users.", {"390 million": "3.9e+08 count"}, id="daily active users"),
    pytest.param("Kuaishou's monthly active users reached 700 million.", {"700 million": "7e+08 count"}, id="monthly active users"),
    pytest.param("Meituan's daily orders rose 5%.", {"5%": "5 percent"}, id="growth of a rate"),
    pytest.param("Meituan had 60 million orders in July.", {"60 million": "6e+07 count"}, id="total of a month"),
    pytest.param("Meituan's daily orders exceeded 150 million on August 7.", {"150 million": "1.5e+08 count"}, id="total of that day"),
]


@pytest.mark.parametrize(("text", "wanted"), RATES)
def test_rate(column: Callable[..., dict[str, str]], text: str, wanted: dict[str, str]) -> None:
    assert column(text, "amount") == wanted
