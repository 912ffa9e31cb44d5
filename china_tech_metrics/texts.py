"""The texts that a table was read from, kept with the table for as long as it is in memory.

A table has no column for whole texts: each would be repeated in every row. ``extract`` puts them into ``df.attrs`` under :data:`KEY`,
as one :class:`Texts`, so that ``df.ctm.show()``, ``explain`` and ``unmatched`` have them. pandas passes ``attrs`` on in its own way,
and a :class:`Texts` is made for that:

==============================  =====================================================================================
filter, sort, copy, assign      pandas copies ``attrs`` deeply; a ``Texts`` is its own copy, so the texts stay where they are
``concat``                      keeps ``attrs`` only if all of them are equal: two ``Texts`` are, if their documents are
pickle                          goes along, with every text
Parquet, ``json.dumps``         writes ``attrs`` as JSON: a ``Texts`` is a string, one short note, and the texts stay behind
CSV, ``merge``, ``groupby``     lose ``attrs``
==============================  =====================================================================================

Where the texts are lost, the same documents are given again: ``df.ctm.show(documents=articles)``. ``df.attrs.clear()`` lets go of them.
"""

from __future__ import annotations

import reprlib
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any, Self

import pandas as pd

from china_tech_metrics.documents import Source, iter_documents
from china_tech_metrics.errors import InputError
from china_tech_metrics.model import Document
from china_tech_metrics.vocabulary import Vocabulary

KEY = "china_tech_metrics.texts"
"""Where the texts stand in ``df.attrs``."""


class Texts(str):
    """Documents by their id, in a string that says no more than how many they are.

    >>> texts = Texts([Document("a", "JD's revenue rose 1.2%.")])
    >>> print(texts)
    1 text, kept in memory only
    >>> texts.documents["a"].text
    "JD's revenue rose 1.2%."
    """

    documents: Mapping[str, Document]
    _vocabulary: Vocabulary | None
    _digest: bytes | None

    def __new__(cls, documents: Iterable[Document] = (), vocabulary: Vocabulary | None = None) -> Self:
        """Keep the documents themselves, no copies of them; ``vocabulary`` is what they were read with, None for the default one."""
        kept = {document.doc_id: document for document in documents}
        self = super().__new__(cls, f"{len(kept)} text{'s' * (len(kept) != 1)}, kept in memory only")
        self.documents = kept
        self._vocabulary = vocabulary
        self._digest = None
        return self

    def __repr__(self) -> str:
        return f"<{super().__str__()}>"

    @property
    def vocabulary(self) -> Vocabulary:
        """What the documents were read with."""
        return self._vocabulary or Vocabulary.default()

    @property
    def digest(self) -> bytes:
        """What the documents are, in 16 bytes; made when it is first asked for."""
        if self._digest is None:
            found = blake2b(digest_size=16)
            for document in self.documents.values():
                told = repr((document.doc_id, document.published, document.lang, document.title, document.url, len(document.text)))
                found.update(told.encode("utf-8", "surrogatepass"))
                found.update(document.text.encode("utf-8", "surrogatepass"))
            self._digest = found.digest()
        return self._digest

    def __eq__(self, other: object) -> bool:
        """Whether the other one keeps the same documents, read with the same vocabulary; a plain string from a file never does."""
        if not isinstance(other, Texts):
            return False
        return self is other or (self.vocabulary is other.vocabulary and self.digest == other.digest)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.digest)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        own = None if self.vocabulary is Vocabulary.default() else self.vocabulary
        return (Texts, (list(self.documents.values()), own))


def keep(df: pd.DataFrame, documents: Iterable[Document], vocabulary: Vocabulary | None) -> pd.DataFrame:
    """The table itself, with the documents it was read from."""
    df.attrs[KEY] = Texts(documents, vocabulary)
    return df


def kept(df: pd.DataFrame) -> Texts | None:
    """The texts that came with a table; None if they are lost."""
    found = df.attrs.get(KEY)
    return found if isinstance(found, Texts) else None


def texts_of(df: pd.DataFrame, documents: Source | None = None, *, published: Any = None, lang: str | None = None) -> Texts | None:
    """The texts of a table: the ``documents`` given, else those it was read from; None if it has none.

    Args:
        df: a table of observations.
        documents: what ``extract`` was called with; matched by ``doc_id``, so more may be there than the table has rows of.
        published: the day of documents that bring none, as in ``extract``.
        lang: the language of documents that bring none, as in ``extract``.

    Raises:
        InputError: ``documents`` is no source, or a row's document is not among the texts, or its text is another one.
    """
    before = kept(df)
    if documents is None:
        if before is not None:
            _need_all(df, before, "the texts that came with the table")
        return before
    given = Texts(_documents(documents, published, lang), before.vocabulary if before is not None else None)
    _need_all(df, given, "documents")
    return given


def need_texts(df: pd.DataFrame, documents: Source | None, *, published: Any = None, lang: str | None = None) -> Texts:
    """As :func:`texts_of`, for what can not be done without them.

    Raises:
        InputError: there are none, and as in :func:`texts_of`.
    """
    found = texts_of(df, documents, published=published, lang=lang)
    if found is None:
        raise InputError("the table has lost the texts it was read from; give them again: documents=, the source that extract took")
    return found


def _documents(source: Source, published: Any, lang: str | None) -> Iterator[Document]:
    return iter_documents(source, published=published, lang=lang)


def _need_all(df: pd.DataFrame, texts: Texts, where: str) -> None:
    """Every row's document is there, and says at the row's place what the row quotes."""
    missing = [name for name in dict.fromkeys(df["doc_id"]) if name not in texts.documents]
    if missing:
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise InputError(f"no text of document {reprlib.repr(missing[0])}{more} is among {where}: {len(texts.documents)} there")
    for name, start, end, quote in zip(df["doc_id"], df["start"], df["end"], df["quote"], strict=True):
        written = texts.documents[name].text[start:end]
        if written != quote:
            raise InputError(
                f"document {name!r} is not the text the table was read from: at {start} to {end} it has {reprlib.repr(written)}, "
                f"the table {reprlib.repr(quote)}"
            )
