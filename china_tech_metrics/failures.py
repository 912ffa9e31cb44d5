"""What could not be read, as values: raised, told by a warning, or collected into a table.

Whoever reads something reports a :class:`Failure` to a function it was given, and goes on. What that function does is the caller's
choice, :data:`Policy`: the readers of files, the stream of documents and the worker processes do not decide it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from traceback import walk_tb
from typing import Any, Literal

import pandas as pd

from china_tech_metrics.errors import ChinaTechMetricsError, DocumentError, InputError, SourceError, warn_input

Stage = Literal["source", "document", "field", "language", "scan", "resolve", "link", "extract", "table", "fx", "worker"]
"""Where something went wrong.

``source``     a file, or a record of it, is unreadable: it gives no document
``document``   an item of the source is no document
``field``      one field of a document is unusable; the document is read without it
``language``   there are no rules for the document's language
``scan``       finding what is written failed on the document
``resolve``    finding what its dates mean failed
``link``       finding what belongs together failed
``extract``    reading it failed elsewhere
``table``      its rows fit no table
``fx``         converting its amounts failed
``worker``     the process that read the document died
"""

READING: dict[str, Stage] = {"_scan": "scan", "scan": "scan", "read": "link"}
"""The stages by the function of an engine that goes through them."""

Policy = Literal["raise", "warn", "collect"]
KEY = "china_tech_metrics.errors"
"""Under this name a table has its failures in ``DataFrame.attrs``."""
PASSED_OVER = "; passed over"
"""The end of a message where the others are read all the same."""
COLUMNS = ("doc_id", "stage", "error", "message")


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that could not be read: the document or file, the stage, the name of the exception's class, and what was wrong."""

    doc_id: str
    stage: Stage
    error: str
    message: str

    def exception(self) -> ChinaTechMetricsError:
        """The error to raise for it, which nothing is passed over for."""
        kinds: dict[Stage, type[ChinaTechMetricsError]] = {"source": SourceError, "document": InputError, "field": InputError}
        return kinds.get(self.stage, DocumentError)(self.message.removesuffix(PASSED_OVER))


def stage_of(error: BaseException) -> Stage:
    """The stage of reading in which an exception was raised, from the functions it came through.

    >>> stage_of(ValueError())
    'extract'
    """
    stage: Stage = "extract"
    for frame, _ in walk_tb(error.__traceback__):
        _, _, module = str(frame.f_globals.get("__name__", "")).partition(f"{__package__}.")
        if module.endswith(".engine"):
            stage = READING.get(frame.f_code.co_name, stage)
        elif module.startswith("resolve."):
            stage = "resolve"
    return stage


Complain = Callable[[Failure], None]
"""Is told of a failure, and returns if the others are to be read all the same."""


class Failures(tuple[dict[str, Any], ...]):
    """The failures of a table as plain mappings, fit for ``DataFrame.attrs``: written to Parquet as JSON, and not copied with every
    operation on the table, as pandas does with what it finds there."""

    __slots__ = ()

    @classmethod
    def of(cls, failures: Iterable[Failure]) -> Failures:
        return cls(asdict(failure) for failure in failures)

    def __deepcopy__(self, memo: Any) -> Failures:
        return self


def warn(failure: Failure) -> None:
    """Issue an :class:`InputWarning`."""
    warn_input(failure.message)


def complaining(policy: Policy, into: list[Failure]) -> Complain:
    """The function that does what a policy says.

    Args:
        policy: ``"raise"`` raises at the first failure that costs a document, and warns of a field; ``"warn"`` issues an
            :class:`InputWarning` for each; ``"collect"`` appends them to ``into``.
        into: where they are collected.

    Raises:
        InputError: there is no such policy.
    """
    if policy == "collect":
        return into.append
    if policy == "warn":
        return warn
    if policy != "raise":
        raise InputError(f'errors must be "raise", "warn" or "collect", not {policy!r}')

    def stop(failure: Failure) -> None:
        if failure.stage == "field":
            return warn(failure)
        raise failure.exception()

    return stop


def frame(df: pd.DataFrame) -> pd.DataFrame:
    """The failures that a table of observations was collected with.

    Args:
        df: a table as ``extract(…, errors="collect")`` returns it, also filtered, or stored in Parquet and read again; or one with
            failures as rows, as ``extract_partition(…, errors="collect")`` returns it.

    Returns:
        One row a failure, with the string columns ``doc_id``, ``stage``, ``error`` and ``message``, in the order in which they
        happened; no row if there was none, or if they were not collected.

    >>> import china_tech_metrics as ctm
    >>> df = ctm.extract(["JD's revenue rose 5% in 2023.", None], errors="collect")
    >>> df.ctm.errors().to_dict("records")
    [{'doc_id': '1', 'stage': 'document', 'error': 'InputError', 'message': "document '1' has no text; passed over"}]
    """
    if "stage" in df.columns:
        return df.loc[df["stage"].notna(), list(COLUMNS)].reset_index(drop=True)
    kept = df.attrs.get(KEY, ())
    return pd.DataFrame({name: pd.Series([item[name] for item in kept], dtype="str") for name in COLUMNS})
