"""Many documents: in pieces, in processes, and what becomes of those that can not be read."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
import textwrap
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import china_tech_metrics as ctm
from china_tech_metrics import Document
from china_tech_metrics.batch import SIZE, Outcome, outcomes
from china_tech_metrics.failures import COLUMNS, KEY, Failure

NAMES = ["JD", "Meituan", "Tencent", "BYD", "Kuaishou"]


def articles(number: int) -> Iterator[Document]:
    for n in range(number):
        text = f"{NAMES[n % 5]}'s revenue rose {n % 90}% to RMB {n + 1} billion ($9 billion) in the second quarter."
        yield Document(f"d{n}", text, pd.Timestamp("2024-08-15").date())


def told(read: Sequence[Document], deadly: str = "", error: str = "") -> list[Outcome]:
    """A reader for tests: the texts as rows. It dies at one text, for good or only the first time."""
    found = []
    for document in read:
        if deadly and deadly in document.text:
            os._exit(9)
        if error and error in document.text:
            raise ValueError(document.doc_id)
        found.append(Outcome([{"text": document.text, "process": os.getpid()}]))
    return found


def dies_once(read: Sequence[Document], mark: str) -> list[Outcome]:
    if any("deadly" in document.text for document in read) and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return told(read)


def waits_for_another(read: Sequence[Document], folder: str) -> list[Outcome]:
    """Reads on when two processes have begun to read."""
    Path(folder, str(os.getpid())).touch()
    for _ in range(600):
        if len(list(Path(folder).iterdir())) > 1:
            break
        time.sleep(0.1)
    return told(read)


def documents(number: int, **texts: str) -> list[Document]:
    return [Document(f"d{n}", texts.get(f"d{n}", f"text {n}")) for n in range(number)]


# --- in pieces -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("chunk", [1, 3, 10, 11, 100])
def test_pieces_are_the_whole(chunk: int) -> None:
    whole = ctm.extract(articles(10))
    parts = list(ctm.iter_extract(articles(10), chunk=chunk))
    assert len(parts) == -(-10 // chunk)
    assert_frame_equal(pd.concat(parts, ignore_index=True), whole)
    assert all(list(part.index) == list(range(len(part))) for part in parts)


def test_a_source_without_documents_gives_one_empty_table() -> None:
    [empty] = ctm.iter_extract([])
    assert_frame_equal(empty, ctm.table.empty())


def test_the_source_is_read_as_far_as_it_is_needed() -> None:
    read = []

    def source() -> Iterator[Document]:
        for document in articles(1000):
            read.append(document)
            yield document

    tables = ctm.iter_extract(source(), chunk=10)
    assert read == []
    next(tables)
    assert len(read) == SIZE


def test_pieces_have_no_texts() -> None:
    assert [dict(part.attrs) for part in ctm.iter_extract(articles(4), chunk=2)] == [{}, {}]


def test_names_are_told_apart_across_pieces() -> None:
    source = [{"doc_id": "a", "text": "JD's revenue rose 5%."}] * 3
    with pytest.warns(ctm.InputWarning, match="called 'a', too"):
        assert [part["doc_id"].iloc[0] for part in ctm.iter_extract(source, chunk=1)] == ["a", "a#2", "a#3"]


@pytest.mark.parametrize("chunk", [0, -1, 2.5, True, "10", None])
def test_a_wrong_size(chunk: Any) -> None:
    with pytest.raises(ctm.InputError, match="chunk must be a number of documents, not"):
        ctm.iter_extract([], chunk=chunk)


def test_arguments_are_checked_before_the_first_table() -> None:
    with pytest.raises(ctm.InputError, match="published='x' is not a day"):
        ctm.iter_extract([], published="x")
    with pytest.raises(ctm.InputError, match="n_jobs must be a number of processes"):
        ctm.iter_extract([], n_jobs=0)
    with pytest.raises(ctm.InputError, match="errors must be"):
        ctm.iter_extract([], errors="loud")  # type: ignore[arg-type]


def test_memory_does_not_grow_with_the_source() -> None:
    """What is kept of a document is its name, about 100 bytes; its text or its row would be over 500."""

    def long_articles(number: int) -> Iterator[Document]:
        for n in range(number):
            yield Document(f"d{n}", f"JD's revenue rose {n % 50}%. " + "The company did not say more about it. " * 30)

    ctm.extract(long_articles(100))  # what is compiled and cached once
    kept = []
    tracemalloc.start()
    try:
        for df in ctm.iter_extract(long_articles(8 * SIZE), chunk=SIZE):
            assert len(df) == SIZE
            del df
            gc.collect()
            kept.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    per_document = (kept[-2] - kept[2]) / (SIZE * (len(kept) - 4))
    assert per_document < 300, kept


# --- failures --------------------------------------------------------------------------------------------------------

GOOD = {"doc_id": "good", "text": "JD's revenue rose 5% in 2023."}
MIXED: list[Any] = [
    GOOD,
    None,
    {"doc_id": "ru", "text": "Выручка выросла на 5%."},
    7,
    {"doc_id": "day", "text": GOOD["text"], "published": "soon"},
]


def test_failures_are_collected() -> None:
    df = ctm.extract(MIXED, errors="collect")
    assert list(df["doc_id"]) == ["good", "day"]
    errors = df.ctm.errors()
    assert list(errors.columns) == list(COLUMNS)
    assert errors[["doc_id", "stage", "error"]].to_numpy().tolist() == [
        ["1", "document", "InputError"],
        ["3", "document", "InputError"],
        ["day", "field", "InputError"],
        ["ru", "language", "DocumentError"],
    ]
    assert errors["message"].iloc[3].startswith("document 'ru': no rules for its script")


def test_failures_stay_with_the_table(tmp_path: Path) -> None:
    df = ctm.extract(MIXED, errors="collect")
    expected = df.ctm.errors()
    assert_frame_equal(df[df["doc_id"] == "good"].ctm.errors(), expected)
    assert_frame_equal(pickle.loads(pickle.dumps(df)).ctm.errors(), expected)
    assert df.copy().attrs[KEY] is df.attrs[KEY]
    pytest.importorskip("pyarrow")
    df.to_parquet(tmp_path / "rows.parquet")
    assert_frame_equal(ctm.coerce(pd.read_parquet(tmp_path / "rows.parquet")).ctm.errors(), expected)


@pytest.mark.parametrize("source", [[], [GOOD]], ids=["no document", "no failure"])
def test_no_failures(source: list[Any]) -> None:
    errors = ctm.extract(source, errors="collect").ctm.errors()
    assert list(errors.columns) == list(COLUMNS)
    assert len(errors) == 0
    assert errors.dtypes.astype(str).eq("str").all() or errors.dtypes.astype(str).eq("object").all()


def test_failures_belong_to_the_piece_in_which_they_happen() -> None:
    parts = list(ctm.iter_extract([None, *articles(SIZE), None, *articles(2)], chunk=SIZE, errors="collect"))
    assert [len(part.ctm.errors()) for part in parts] == [1, 3]


def test_the_last_failure_is_not_lost() -> None:
    parts = list(ctm.iter_extract([*articles(SIZE), None], chunk=SIZE, errors="collect"))
    assert sum(len(part.ctm.errors()) for part in parts) == 1


@pytest.mark.parametrize(
    ("source", "error", "message"),
    [
        pytest.param([GOOD, None], ctm.InputError, "document '1' has no text$", id="no text"),
        pytest.param([GOOD, 7], ctm.InputError, "document '1' is of type int", id="no document"),
        pytest.param([GOOD, MIXED[2]], ctm.DocumentError, "document 'ru': no rules", id="no rules"),
    ],
)
def test_the_first_failure_is_raised(source: list[Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        ctm.extract(source, errors="raise")


def test_a_field_is_never_raised() -> None:
    with pytest.warns(ctm.InputWarning, match="published 'soon' is not a day"):
        assert len(ctm.extract([MIXED[4]], errors="raise")) == 1


# --- the bar ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        pytest.param(list(articles(3)), "3/3", id="list"),
        pytest.param(pd.DataFrame({"text": ["JD", "BYD"]}), "2/2", id="DataFrame"),
        pytest.param(articles(3), "3doc [", id="iterator"),
        pytest.param("JD's revenue rose 5%.", "1doc [", id="text"),
    ],
)
def test_a_bar_is_shown_on_standard_error(source: Any, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    ctm.extract(source, progress=True)
    printed = capsys.readouterr()
    assert shown in printed.err
    assert printed.out == ""


def test_no_bar_is_shown_if_not_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    ctm.extract(list(articles(3)))
    assert capsys.readouterr() == ("", "")


# --- in processes: each of these takes seconds, because fresh interpreters are started --------------------------------


@pytest.mark.parametrize("n_jobs", [0, -2, 1.5, True, "2", None])
def test_a_wrong_number_of_processes(n_jobs: Any) -> None:
    with pytest.raises(ctm.InputError, match="n_jobs must be a number of processes, or -1"):
        outcomes(iter([]), told, n_jobs)


def test_as_many_processes_as_processors() -> None:
    assert [outcome.rows[0]["text"] for _, outcome in outcomes(iter(documents(3)), told, -1)] == ["text 0", "text 1", "text 2"]


def test_no_process_is_started_for_nothing() -> None:
    assert list(outcomes(iter([]), told, 2)) == []


def test_the_table_is_the_same_with_a_vocabulary_of_ones_own() -> None:
    own = ctm.Vocabulary.default().extend(Path(__file__).parents[1] / "examples" / "own_vocabulary")
    source: list[Any] = [*articles(150), None, Document("own", "The return rate of Lantern Go was 6% in 2023."), MIXED[2]]
    here = ctm.extract(source, vocabulary=own, errors="collect")
    there = ctm.extract(source, vocabulary=own, errors="collect", n_jobs=2)
    assert "return_rate" in set(here["metric"])
    assert_frame_equal(there, here)
    assert_frame_equal(there.ctm.errors(), here.ctm.errors())


def test_work_is_shared_and_in_order(tmp_path: Path) -> None:
    found = list(outcomes(iter(documents(300)), partial(waits_for_another, folder=str(tmp_path)), 2))
    assert [document.doc_id for document, _ in found] == [f"d{n}" for n in range(300)]
    processes = {outcome.rows[0]["process"] for _, outcome in found}
    assert len(processes) == 2
    assert os.getpid() not in processes


def test_a_document_that_kills_its_process_is_named_and_the_rest_is_read() -> None:
    source = documents(200, d70="deadly", d130="deadly")
    found = list(outcomes(iter(source), partial(told, deadly="deadly"), 2))
    lost = [outcome.failure for _, outcome in found if outcome.failure]
    assert [failure.doc_id for failure in lost] == ["d70", "d130"]
    assert lost[0] == Failure("d70", "worker", "DocumentError", "document 'd70': the process that read it died")
    assert [document.text for document, outcome in found if outcome.rows] == [d.text for d in source if d.text != "deadly"]


def test_a_process_that_is_killed_once_costs_nothing(tmp_path: Path) -> None:
    source = documents(200, d70="deadly")
    found = list(outcomes(iter(source), partial(dies_once, mark=str(tmp_path / "mark")), 2))
    assert (tmp_path / "mark").exists()
    assert [outcome.failure for _, outcome in found if outcome.failure] == []
    assert [document.doc_id for document, _ in found] == [d.doc_id for d in source]


def test_when_every_process_dies_it_is_told() -> None:
    with pytest.raises(ctm.DocumentError, match="5 processes died one after the other, the last one reading 'd4'; try n_jobs=1"):
        list(outcomes(iter(documents(10, **{f"d{n}": "deadly" for n in range(10)})), partial(told, deadly="deadly"), 2))


def test_an_error_in_a_process_is_raised_here() -> None:
    with pytest.raises(ValueError, match="d3"):
        list(outcomes(iter(documents(10)), partial(told, error="text 3"), 2))


def test_no_process_is_left_when_the_tables_are_not_all_taken() -> None:
    running = outcomes(iter(documents(1000)), told, 2)
    _, outcome = next(running)
    process = outcome.rows[0]["process"]
    running.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


SCRIPT = """
    import itertools
    import china_tech_metrics as ctm

    def articles():
        for n in itertools.count():
            yield f"JD sold {n} phones in 2023."

    print("no guard is needed", flush=True)
    for table in ctm.iter_extract(articles(), chunk=64, n_jobs=2):
        print("table", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts and process groups are those of POSIX")
def test_an_interrupt_leaves_no_process(tmp_path: Path) -> None:
    """The process hears interrupts even where the tests themselves run behind a shell's ``&``, which has them ignored."""
    script = tmp_path / "script.py"
    script.write_text(textwrap.dedent(SCRIPT), encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "no guard is needed\n"
        assert running.stdout.readline() == "table\n"
        os.killpg(running.pid, signal.SIGINT)
        printed, errors = running.communicate(timeout=60)
    assert running.returncode in (1, 130, -signal.SIGINT)
    assert "no guard" not in printed
    assert errors.count("KeyboardInterrupt") == 1, errors
    for _ in range(100):
        try:
            os.killpg(running.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("a process of the group is still there")
