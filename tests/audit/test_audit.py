"""The table of findings as a whole: its form, its independence of the rows' order, and that no table breaks it."""

from __future__ import annotations

import math
import time
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import china_tech_metrics as ctm
from china_tech_metrics import table
from china_tech_metrics.auditing import FINDINGS, RULES
from china_tech_metrics.auditing.findings import NAMES

TEXT = (
    "JD's revenue was RMB 291.4 billion ($401 billion) in the second quarter. "
    "Weibo's revenue rose 32% to RMB 12.2 billion in 2023 from RMB 10 billion in 2022. "
    "Huawei held 115% of China's smartphone market in 2023. Keep had 34 million users in 2021."
)


def test_the_table_has_its_schema_with_findings_and_without() -> None:
    with_findings = ctm.audit(ctm.extract(TEXT, published="2024-08-20"))
    without = ctm.audit(table.empty())
    assert with_findings["rule"].tolist() == ["conversion", "growth", "share_over_100"]
    for findings in (with_findings, without):
        assert tuple(findings.columns) == FINDINGS.names
        assert findings.dtypes.to_dict() == FINDINGS.dtypes
        assert isinstance(findings.index, pd.RangeIndex)
    assert without.empty


def test_numbers_and_message_of_a_finding() -> None:
    df = ctm.extract(TEXT, published="2024-08-20")
    finding = ctm.audit(df).iloc[1]
    assert finding.drop(["message", "difference", "ratio"]).to_dict() == {
        "rule": "growth",
        "doc_id": "0",
        "entity": "Weibo",
        "segment": finding["segment"],
        "metric": "revenue",
        "period": "2023",
        "rows": (1, 2, 3),
        "expected": pytest.approx(22.0),
        "found": 32.0,
        "unit": "percent",
    }
    assert pd.isna(finding["segment"])
    assert finding["difference"] == pytest.approx(10.0)
    assert finding["ratio"] == pytest.approx(32 / 22)
    assert finding["message"] == '"32%" (2023) is stated, but "RMB 12.2 billion" (2023) against "RMB 10 billion" (2022) is 22%'


def test_rows_are_labels_of_the_index() -> None:
    df = ctm.extract(TEXT, published="2024-08-20")
    df.index = pd.MultiIndex.from_tuples([("x", n) for n in range(len(df))])
    assert ctm.audit(df)["rows"].iloc[1] == (("x", 1), ("x", 2), ("x", 3))
    df.index = ["twice"] * len(df)
    assert ctm.audit(df)["rows"].iloc[1] == ("twice",) * 3


def test_other_documents_are_named() -> None:
    texts = {"old": ("2023-08-25", "Meituan's revenue was RMB 67.97 billion in the second quarter.")}
    texts["new"] = ("2024-08-29", "Meituan's revenue rose 12% to RMB 82.3 billion in the second quarter.")
    df = ctm.extract([{"doc_id": name, "published": day, "text": text} for name, (day, text) in texts.items()])
    finding = ctm.audit(df).iloc[0]
    assert finding["doc_id"] == "new"
    assert '"RMB 67.97 billion" (2023Q2, in old)' in finding["message"]
    assert "in new" not in finding["message"]


def test_the_rules_to_apply_can_be_named() -> None:
    df = ctm.extract(TEXT, published="2024-08-20")
    assert ctm.audit(df, rules=["share_over_100", "conversion"])["rule"].tolist() == ["conversion", "share_over_100"]
    assert ctm.audit(df, rules="growth")["rule"].tolist() == ["growth"]
    assert ctm.audit(df, rules=[]).empty
    assert tuple(RULES) == NAMES
    with pytest.raises(ctm.InputError, match=r"'grwth' is none of conversion, .*did you mean 'growth'"):
        ctm.audit(df, rules=["grwth"])


@pytest.mark.parametrize(
    ("source", "options", "message"),
    [(pd.DataFrame({"a": [1]}), {}, "no column doc_id"), ([], {}, "takes a DataFrame"), (table.empty(), {"rates": 7.1}, "rates must")],
    ids=["another table", "no table", "no rates"],
)
def test_what_is_no_table_is_said(source: Any, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ctm.InputError, match=message):
        ctm.audit(source, **options)


def test_the_accessor_does_the_same() -> None:
    df = ctm.extract(TEXT, published="2024-08-20")
    pd.testing.assert_frame_equal(df.ctm.audit(rules=["growth"]), ctm.audit(df, rules=["growth"]))


def test_the_audited_table_is_left_as_it_is() -> None:
    df = ctm.extract(TEXT, published="2024-08-20")
    before = df.copy(deep=True)
    ctm.audit(df)
    pd.testing.assert_frame_equal(df, before)


def test_a_stored_table_gives_the_same() -> None:
    df = ctm.extract(TEXT, published="2024-08-20")
    pd.testing.assert_frame_equal(ctm.audit(df.astype(object)), ctm.audit(df))


def test_own_columns_do_no_harm() -> None:
    df = ctm.extract(TEXT, published="2024-08-20")
    pd.testing.assert_frame_equal(ctm.audit(df.assign(row="x", kind=1, first=None)), ctm.audit(df))


NUMBERS = st.sampled_from([0.0, 1.0, 10.0, 12.2, 36.0, 120.0, -5.0, 1e9, 1.1e9, 1e10, 1e300, 5e-324, math.inf, -math.inf, math.nan])
DAYS = st.sampled_from(
    ["2022-01-01", "2022-12-31", "2023-01-01", "2023-03-31", "2023-12-31", "2024-02-29", "0001-01-01", "9999-12-31", None]
)
ROWS = st.fixed_dictionaries(
    {
        "doc_id": st.sampled_from(["a", "b", None]),
        "published": DAYS,
        "entity": st.sampled_from(["Weibo", "China", "Huawei", None]),
        "segment": st.sampled_from(["games", "", None]),
        "metric": st.sampled_from(["revenue", "gross_profit", "gross_margin", "market_share", "dau", "mau", "own", None]),
        "measure": st.sampled_from([*table.SCHEMA["measure"].values, None]),
        "basis": st.sampled_from([*table.SCHEMA["basis"].values, None]),
        "period_start": DAYS,
        "period_end": DAYS,
        "value": NUMBERS,
        "low": NUMBERS,
        "high": NUMBERS,
        "unit": st.sampled_from(["CNY", "USD", "count", "percent", "CNY/day", "times", "", "/", "\ud800", None]),
        "modifier": st.sampled_from([*table.SCHEMA["modifier"].values, None]),
        "also_value": NUMBERS,
        "also_unit": st.sampled_from(["USD", "HKD", "CNY", "XXX", "", None]),
        "value_usd": NUMBERS,
        "status": st.sampled_from([*table.SCHEMA["status"].values, None]),
        "source": st.sampled_from(["IDC", None]),
        "quote": st.sampled_from(["RMB 10 billion", "12%", "9" * 400, "0." + "0" * 400 + "1", "\ud800", "", None]),
        "sentence": st.sampled_from(["s", "t", None]),
    }
)


def built(rows: list[dict[str, Any]]) -> pd.DataFrame:
    full = [{"start": n // 2, "end": n, **row} for n, row in enumerate(rows)]
    return table.build({name: [row.get(name) for row in full] for name in table.SCHEMA.names})


@settings(max_examples=100)
@given(rows=st.lists(ROWS, max_size=12))
def test_no_table_breaks_it(rows: list[dict[str, Any]]) -> None:
    """Over a second, as the two properties below: pandas takes some 0.05 s for a table, however small."""
    df = built(rows)
    findings = ctm.audit(df)
    assert findings.dtypes.to_dict() == FINDINGS.dtypes
    for labels in findings["rows"]:
        assert labels
        assert set(labels) <= set(df.index)


SIMPLE = ROWS.map(
    lambda row: (
        {**row, "entity": "Weibo", "segment": None, "metric": "revenue", "unit": "CNY", "doc_id": "a"}
        | {"published": "2024-08-20", "period_start": "2023-01-01", "period_end": "2023-12-31", "status": "actual"}
    )
)


@settings(max_examples=50)
@given(rows=st.lists(ROWS | SIMPLE, max_size=12), seed=st.integers(0, 2**16))
def test_the_order_of_the_rows_does_not_matter(rows: list[dict[str, Any]], seed: int) -> None:
    df = built(rows)
    shuffled = df.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(ctm.audit(shuffled), ctm.audit(df))


@settings(max_examples=50)
@given(
    base=st.integers(1_000, 9_999),
    growth=st.integers(-90, 400),
    digits=st.integers(0, 2),
    quarters=st.lists(st.integers(100, 999), min_size=4, max_size=4),
)
def test_honest_rounding_is_never_told(
    base: int,
    growth: int,
    digits: int,
    quarters: list[int],
) -> None:
    later = round(base * (100 + growth) / 100, digits)
    rate = round((later / base - 1) * 100, digits)
    common = {"doc_id": "a", "entity": "Weibo", "published": "2024-08-20", "modifier": "exact", "status": "actual", "unit": "CNY"}
    year = {"metric": "revenue", "measure": "level", "period_start": "2023-01-01", "period_end": "2023-12-31"}
    before = {"period_start": "2022-01-01", "period_end": "2022-12-31"}
    levels = [
        {**common, **year, "value": later * 1e6, "quote": f"{later:.{digits}f} million"},
        {**common, **year, **before, "value": base * 1e6, "quote": f"{base} million"},
        {**common, **year, "measure": "growth", "basis": "yoy", "unit": "percent", "value": rate, "quote": f"{abs(rate):.{digits}f}%"},
    ]
    flows = [
        {**common, **year, "metric": "gmv", "value": round(amount, -1) * 1e6, "quote": f"{round(amount, -1) / 1000:.2f} billion"}
        | {"period_start": f"2023-{month:02}-01", "period_end": str((pd.Timestamp(2023, month, 1) + pd.offsets.MonthEnd(months)).date())}
        for amount, month, months in [(sum(quarters), 1, 12), *((q, n * 3 + 1, 3) for n, q in enumerate(quarters))]
    ]
    assert ctm.audit(built([*levels, *flows]), rules=["growth", "parts"]).empty


@pytest.mark.parametrize("kind", ["one history of days", "one sentence of shares", "growth and levels"])
def test_the_work_does_not_grow_with_the_square(kind: str) -> None:
    """16 times the rows of one group may take no more than 40 times the time. Over a second: the larger of two tables has 16,000 rows."""
    times = []
    for size in (1_000, 16_000):
        days = np.datetime64("1980-01-01") + np.arange(size)
        columns: dict[str, Any] = {name: [None] * size for name in table.SCHEMA.names}
        columns |= {"doc_id": ["a"] * size, "entity": ["Weibo"] * size, "metric": ["gmv"] * size, "measure": ["level"] * size}
        columns |= {"value": (1e9 + np.arange(size)).tolist(), "unit": ["CNY"] * size, "quote": ["1.0 billion"] * size}
        columns |= {
            "start": list(range(size)),
            "end": list(range(size)),
            "period_start": days.astype(object),
            "period_end": days.astype(object),
        }
        if kind == "one sentence of shares":
            columns |= {"value": [0.5] * size, "metric": ["market_share"] * size, "measure": ["share"] * size, "unit": ["percent"] * size}
            columns |= {"entity": [f"maker {n}" for n in range(size)], "period_start": [None] * size, "period_end": [None] * size}
        elif kind == "growth and levels":
            columns |= {"measure": ["level", "growth"] * (size // 2), "unit": ["CNY", "percent"] * (size // 2), "basis": ["yoy"] * size}
        df = table.build(columns)
        begin = time.process_time()
        ctm.audit(df)
        times.append(time.process_time() - begin)
    assert times[1] < 40 * times[0]
