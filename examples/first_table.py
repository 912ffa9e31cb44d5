"""Reads one article and prints the numbers in it, one row each.

python examples/first_table.py
"""

from pathlib import Path

import china_tech_metrics as ctm

text = (Path(__file__).parent / "article.txt").read_text(encoding="utf-8")
df = ctm.extract(text, published="2024-08-28")

columns = ["entity", "metric", "measure", "period", "value", "unit", "status", "quote"]
print(df[columns].to_string(index=False, na_rep="", float_format="{:,.1f}".format))
