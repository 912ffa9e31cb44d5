"""Many documents, in this process or in several, with the same outcomes in the same order.

What is done with a document is not decided here: a :data:`Reader` is given, a function of a few documents. In several processes the
documents are handed out in small batches, a few ahead of the one whose outcomes are awaited, so that a source of any length is read
lazily and results come back in order.

The processes are loky's: fresh interpreters, which neither run the caller's script a second time, as those of ``multiprocessing`` do
where they are spawned, nor copy a process with threads, as forking does.

A process may die under a document: for want of memory, or in a package that is not Python. Then every batch that was handed out and had
not come back is read once more, one at a time, in a process of its own. The batch under which that one dies is read document by document,
and only the documents that take their process with them are lost, each with a :class:`Failure`. A process that was killed by accident
costs nothing but time.
"""

from __future__ import annotations

import math
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence, Sized
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass
from itertools import chain, islice
from types import TracebackType
from typing import Any, TypeVar

from china_tech_metrics.errors import DocumentError, InputError
from china_tech_metrics.failures import Failure
from china_tech_metrics.model import Document

SIZE = 64
"""So many documents make a batch: looked through at once, which is faster than one by one, and sent to a process at once."""
AHEAD = 2
"""So many batches a process are handed out before the first one is awaited."""
FUTILE = 5
"""When so many documents in a row have taken their process with them, it is not the documents."""


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document: its rows, or the failure, with the exception behind it where there is one."""

    rows: list[Any]
    failure: Failure | None = None
    error: Exception | None = None


Reader = Callable[[Sequence[Document]], list[Outcome]]
"""Reads documents: one outcome for each. It has to be picklable to be used in other processes."""


def outcomes(documents: Iterator[Document], read: Reader, n_jobs: int = 1) -> Iterator[tuple[Document, Outcome]]:
    """Each document with what became of it, in order.

    Args:
        documents: read lazily, never more than a few batches ahead.
        read: the reader.
        n_jobs: the number of processes: 1 reads in this one, -1 in as many as there are processors.

    Raises:
        InputError: there is no such number of processes.
        DocumentError: one process after the other died, whatever it read.
    """
    jobs = _jobs(n_jobs)
    return _here(documents, read) if jobs == 1 else _elsewhere(documents, read, jobs)


def shown(items: Iterator[T], source: object, progress: bool) -> Iterator[T]:
    """The items, with a bar on the standard error stream if ``progress``; it knows its end where the source has a length."""
    if not progress:
        return items
    from tqdm import tqdm

    total = len(source) if isinstance(source, Sized) and not isinstance(source, str | Mapping) else None
    return iter(tqdm(items, total=total, unit="doc"))


def _jobs(n_jobs: Any) -> int:
    if isinstance(n_jobs, bool) or not isinstance(n_jobs, int) or (n_jobs < 1 and n_jobs != -1):
        raise InputError(f"n_jobs must be a number of processes, or -1 for one a processor, not {n_jobs!r}")
    if n_jobs > 0:
        return n_jobs
    from loky import cpu_count

    return int(cpu_count())


def _batches(documents: Iterator[Document], size: int) -> Iterator[list[Document]]:
    while batch := list(islice(documents, size)):
        yield batch


def _here(documents: Iterator[Document], read: Reader) -> Iterator[tuple[Document, Outcome]]:
    for batch in _batches(documents, SIZE):
        yield from zip(batch, read(batch), strict=True)


def _elsewhere(documents: Iterator[Document], read: Reader, jobs: int) -> Iterator[tuple[Document, Outcome]]:
    """Batches are smaller, and processes fewer, if the documents would not give every process a full one."""
    first = list(islice(documents, SIZE * jobs))
    if not first:
        return
    jobs, size = min(jobs, len(first)), math.ceil(len(first) / jobs)
    batches = chain(_batches(iter(first), size), _batches(documents, SIZE))
    del first
    packed = pickle.dumps(read)
    waiting: deque[tuple[list[Document], Future[list[Outcome]] | None]] = deque()
    with _Workers(packed, jobs) as workers, _Workers(packed, 1) as single:
        for batch in batches:
            waiting.append((batch, workers.submit(batch)))
            if len(waiting) > jobs * AHEAD:
                yield from _next(waiting, single)
        while waiting:
            yield from _next(waiting, single)


def _next(waiting: deque[tuple[list[Document], Future[list[Outcome]] | None]], single: _Workers) -> Iterator[tuple[Document, Outcome]]:
    """The first of the batches that were handed out, as soon as it is done."""
    batch, future = waiting.popleft()
    try:
        if future is None:
            raise BrokenExecutor
        done = future.result()
    except BrokenExecutor:
        done = _alone(batch, single)
    yield from zip(batch, done, strict=True)


def _alone(batch: list[Document], single: _Workers) -> list[Outcome]:
    """The outcomes of a batch of which some process died, or may have."""
    done = single.result(batch)
    if done is not None:
        return done
    found: list[Outcome] = []
    deaths = 0
    for document in batch:
        done = single.result([document])
        deaths = 0 if done is not None else deaths + 1
        if deaths == FUTILE:
            raise DocumentError(f"{FUTILE} processes died one after the other, the last one reading {document.doc_id!r}; try n_jobs=1")
        found += done if done is not None else [_lost(document)]
    return found


def _lost(document: Document) -> Outcome:
    told = f"document {document.doc_id!r}: the process that read it died"
    return Outcome([], Failure(document.doc_id, "worker", DocumentError.__name__, told))


class _Workers:
    """So many processes with a reader. When one of them dies, all are replaced at the next use; none is left at the end."""

    def __init__(self, packed: bytes, jobs: int) -> None:
        self._packed, self._jobs = packed, jobs
        self._executor: Any = None

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop()

    def submit(self, batch: list[Document]) -> Future[list[Outcome]] | None:
        """The outcomes to come; None if the processes are found to be dead."""
        if self._executor is None:
            from loky.process_executor import ProcessPoolExecutor

            self._executor = ProcessPoolExecutor(self._jobs, initializer=_begin, initargs=(self._packed,))
        try:
            future: Future[list[Outcome]] = self._executor.submit(_work, batch)
        except BrokenExecutor:
            self._stop()
            return None
        return future

    def result(self, batch: list[Document]) -> list[Outcome] | None:
        """The outcomes of a batch; None if the process died under it."""
        future = self.submit(batch)
        try:
            return None if future is None else future.result()
        except BrokenExecutor:
            self._stop()
            return None

    def _stop(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True, kill_workers=True)
            self._executor = None


_reader: Reader | bytes = b""
"""In a worker process, what it reads with: packed until the first batch comes, so that what is wrong with it is that batch's error."""


def _begin(packed: bytes) -> None:
    """A worker's first step. An interrupt from the keyboard is for the process that started it, which ends its workers."""
    global _reader
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _reader = packed


def _work(batch: list[Document]) -> list[Outcome]:
    global _reader
    if isinstance(_reader, bytes):
        _reader = pickle.loads(_reader)  # noqa: S301 - from the process that started this one, by way of a pipe
    assert callable(_reader)
    return _reader(batch)
