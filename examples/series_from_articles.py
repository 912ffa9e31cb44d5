"""Twelve articles over three years, to a quarterly series in dollars with its gaps filled and a contradiction found.

python examples/series_from_articles.py
"""

import json
from pathlib import Path

import pandas as pd

import china_tech_metrics as ctm

path = Path(__file__).with_name("articles") / "pinduoduo.jsonl"
articles = pd.DataFrame([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()])

df = ctm.extract(articles)
print(f"{len(articles)} articles, {len(df)} rows\n")

print("Told more than once, or in more than one way:")
facts = df.ctm.reconcile()
for fact in facts[(facts["mentions"] > 1) | facts["conflict"]].itertuples():
    print(f"{fact.metric}, {fact.period}: {', '.join(fact.quotes)} ({', '.join(fact.documents)}){' CONFLICT' if fact.conflict else ''}")

print("\nRevenue by quarter, in billions of dollars:")
series = df.ctm.series("Pinduoduo", "revenue", freq="Q", currency="USD")
for period, row in series.iterrows():
    if pd.isna(row["value"]):
        print(f"{period}      -")
        continue
    how = row["derivation"] if row["derived"] else row["quote"]
    print(f"{period} {row['value'] / 1e9:6.2f}  {how}{'  (in conflict)' if row['conflict'] else ''}")
