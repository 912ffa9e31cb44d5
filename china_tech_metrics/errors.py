"""The errors this library raises, all below one.

``ChinaTechMetricsError``
    ``InputError``        the source is not something ``extract`` reads, or a document in it is broken
    ``DocumentError``     one document could not be read: no rules for its language, or a stage failed on it
    ``VocabularyError``   a vocabulary file is wrong: it names the file, the entry and the field
    ``UnitError``         a unit is unknown, or does not fit what it is asked to become

``InputWarning`` is issued, and the document yields no rows, when one document of many can not be read.
"""

from __future__ import annotations


class ChinaTechMetricsError(Exception):
    """Base of every error raised on purpose by this library."""


class InputError(ChinaTechMetricsError, ValueError):
    """The source can not be read; the message says which document and what was wrong with it."""


class DocumentError(ChinaTechMetricsError):
    """One document could not be read; the message names it and says why. The others keep their rows."""


class VocabularyError(ChinaTechMetricsError, ValueError):
    """A vocabulary file is wrong; the message names file, entry and field."""


class UnitError(ChinaTechMetricsError, ValueError):
    """A unit is unknown or does not fit."""


class InputWarning(UserWarning):
    """A document was passed over: it yields no rows while the others keep theirs."""
