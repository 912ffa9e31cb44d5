"""Reads a DataFrame of articles into one long table, then groups and pivots it.

python examples/many_articles.py
"""

import pandas as pd

import china_tech_metrics as ctm

articles = pd.DataFrame(
    [
        ("q1-jd", "2024-05-16", "JD's revenue rose 7.0% to RMB 260.0 billion in the first quarter."),
        ("q1-meituan", "2024-06-06", "Meituan's revenue grew 25% to RMB 73.3 billion in the first quarter."),
        ("q1-kuaishou", "2024-05-22", "Kuaishou's revenue was RMB 29.4 billion in the first quarter. It had 394 million daily users."),
        ("q2-jd", "2024-08-15", "JD's revenue rose 1.2% to RMB 291.4 billion in the second quarter."),
        ("q2-meituan", "2024-08-28", "Meituan's revenue grew 21% to RMB 82.3 billion in the second quarter."),
        ("q2-kuaishou", "2024-08-20", "Kuaishou's revenue was RMB 31.0 billion in the second quarter. It had 395 million daily users."),
    ],
    columns=["doc_id", "published", "text"],
)

df = ctm.extract(articles)
print(f"{len(articles)} articles, {len(df)} rows\n")

print("How many rows of each metric an article gave:")
print(df.groupby(["doc_id", "metric"]).size().unstack(fill_value=0), "\n")

print("Revenue by quarter, in billions of renminbi:")
revenue = df[(df["metric"] == "revenue") & (df["measure"] == "level") & (df["unit"] == "CNY")]
print((revenue.pivot_table(index="entity", columns="period", values="value") / 1e9).round(1), "\n")

print("Where each growth figure stands in its article:")
texts = articles.set_index("doc_id")["text"]
for row in df[df["measure"] == "growth"].itertuples():
    assert texts[row.doc_id][row.start : row.end] == row.quote
    print(f"{row.doc_id:<12} {row.start:>3}-{row.end:<3} {row.quote:<5} {row.sentence}")
