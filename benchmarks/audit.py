"""What the audit finds in annotated texts, for reading: are the findings slips of the texts, errors of the extraction, or false alarms?

    python benchmarks/audit.py GOLD

GOLD is a JSON Lines file of annotated documents, or a folder of articles as TOML, such as ``tests/articles``. Audited are the table that
``extract`` reads from the texts, and the table that the annotations themselves make, where every finding must be the text's or a false
alarm. Then each bracketed conversion, growth rate and amount of the annotations is made ten times too large, one at a time, and it is
counted how often the audit tells so. Most figures have nothing beside them that they could be held against.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import pandas as pd

sys.path.insert(0, str(Path(__file__).parent))
from conversion import annotated

import china_tech_metrics as ctm
from china_tech_metrics.auditing.facts import kind_of
from china_tech_metrics.scan.text import SentenceSplitter

FIELDS = ("low", "high", "basis", "period", "source", "segment", "also")
"""Fields that an annotation in TOML leaves out where there is nothing to say."""
PLANTED = {
    "conversions": ("conversion", "also_value", lambda df: df["also_value"].notna()),
    "growth rates": ("growth", "value", lambda df: df["measure"].eq("growth") & df["basis"].eq("yoy")),
    "amounts": (None, "value", lambda df: df["measure"].eq("level") & df["kind"].isin(["money", "count"])),
}
"""What is made ten times too large: the rule that must tell it (any, if None), its column, and its rows."""


def documents_of(path: Path) -> list[dict[str, Any]]:
    """The annotated documents of a JSON Lines file, or of a folder of TOML files."""
    if not path.is_dir():
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = []
    for file in sorted(path.glob("*.toml")):
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        rows = [dict.fromkeys(FIELDS) | {"status": "actual"} | row for row in data["rows"]]
        found.append({"doc_id": file.stem, "published": data["published"], "text": data["text"], "observations": rows})
    return found


def with_sentences(df: pd.DataFrame, documents: list[dict[str, Any]]) -> pd.DataFrame:
    """The annotations with the sentence each stands in."""
    grammar = ctm.Vocabulary.default().languages["en"].grammar
    splitter = SentenceSplitter(grammar.sentence_end, grammar.abbreviations)
    texts = {document["doc_id"]: document["text"] for document in documents}
    cut = {name: splitter.split(text) for name, text in texts.items()}
    sentences = []
    for name, start in zip(df["doc_id"], df["start"], strict=True):
        span = next(span for span in cut[name] if start < span.end)
        sentences.append(texts[name][span.start : span.end])
    return df.assign(sentence=pd.array(sentences, dtype=df["sentence"].dtype))


def show(name: str, df: pd.DataFrame) -> None:
    """Print the findings in a table, each with the sentences of its rows."""
    findings = ctm.audit(df)
    print(f"\n{name}: {len(df)} rows, {len(findings)} findings")
    for finding in findings.to_dict("records"):
        print(f"\n  {finding['rule']}: {finding['doc_id']}, {finding['entity']}, {finding['metric']}: {finding['message']}")
        for sentence in dict.fromkeys(df.loc[list(finding["rows"]), "sentence"]):
            print(f"      {sentence}")


def planted(df: pd.DataFrame) -> None:
    """Print how many slips are told, one planted at a time."""
    kinds = df["unit"].map(kind_of)
    before = {tuple(rows) for rows in ctm.audit(df)["rows"]}
    for name, (rule, column, which) in PLANTED.items():
        rows = df.index[which(df.assign(kind=kinds))]
        told = 0
        for row in rows:
            slip = df[df["entity"].eq(df.at[row, "entity"]) | df["doc_id"].eq(df.at[row, "doc_id"])].copy()  # no rule looks further
            slip.loc[row, [column, "low", "high"]] *= 10
            if column == "value":
                slip.loc[row, ["value_cny", "value_usd"]] *= 10
            findings = ctm.audit(slip, rules=rule and [rule])
            told += any(row in rows and tuple(rows) not in before for rows in findings["rows"])
        print(f"  {name}: {told} of {len(rows)} told")


def main() -> None:
    documents = documents_of(Path(sys.argv[1]))
    texts = [{name: document[name] for name in ("doc_id", "published", "text")} for document in documents]
    show("extracted", ctm.extract(texts))
    truth = with_sentences(annotated(documents), documents)
    show("annotated", truth)
    print("\nslips planted in the annotations, a factor of ten each")
    planted(truth)


if __name__ == "__main__":
    main()
