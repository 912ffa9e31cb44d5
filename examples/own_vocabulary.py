"""Adds a company and a metric to the vocabulary, checks them, and reads a text with them.

python examples/own_vocabulary.py
"""

from pathlib import Path

import china_tech_metrics as ctm

FOLDER = Path(__file__).parent / "own_vocabulary"

problems, examples = ctm.check_vocabulary(FOLDER)
for problem in problems:
    print(problem)
print(f"{examples} examples, {len(problems)} problems\n")

vocabulary = ctm.Vocabulary.default().extend(FOLDER)
text = "Lantern Noodles' revenue rose 12% to RMB 3.4 billion in 2023. The return rate of Lantern Go was 6% in 2023."
columns = ["entity", "parent", "metric", "measure", "period", "value", "unit"]
for name, words in [("without the folder", None), ("with the folder", vocabulary)]:
    df = ctm.extract(text, published="2024-03-01", vocabulary=words)
    print(f"{name}:")
    print(df[columns].to_string(index=False, na_rep="-", float_format="{:,.1f}".format), "\n")
