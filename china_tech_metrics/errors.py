"""The errors this library raises, all below one.

``ChinaTechMetricsError``
    ``InputError``        the source is not something ``extract`` reads, or a document in it is broken
        ``SourceError``   a file, a page or a feed can not be read: it names which one and says why
    ``DocumentError``     one document could not be read: no rules for its language, or a stage failed on it
    ``VocabularyError``   a vocabulary file is wrong: it names the file, the entry and the field
    ``UnitError``         a unit is none that the table can have, or does not fit the metric it stands with
    ``MissingExtraError`` a function needs an optional package that is not installed; the message has the pip command

``InputWarning`` is issued when one document of many, or one of its fields, can not be used and is passed over.
"""

from __future__ import annotations

import sys
import warnings


class ChinaTechMetricsError(Exception):
    """Base of every error raised on purpose by this library."""


class InputError(ChinaTechMetricsError, ValueError):
    """The source can not be read; the message says which document and what was wrong with it."""


class SourceError(InputError):
    """A file, a page or a feed can not be read; the message names it and says why."""


class DocumentError(ChinaTechMetricsError):
    """One document could not be read; the message names it and says why. The others keep their rows."""


class VocabularyError(ChinaTechMetricsError, ValueError):
    """A vocabulary file is wrong; the message names file, entry and field."""


class UnitError(ChinaTechMetricsError, ValueError):
    """A unit is none that the table can have, or does not fit the metric it stands with; the message names it and says why."""


class MissingExtraError(ChinaTechMetricsError, ImportError):
    """A function needs an optional package that is not installed; the message names it and the command that installs it."""


class InputWarning(UserWarning):
    """A document, or one of its fields, could not be used and was passed over; the others keep their rows."""


def warn_input(message: str) -> None:
    """Issue an :class:`InputWarning` that points at the line which called the library, however deep inside it was noticed."""
    level, frame = 1, sys._getframe()
    while frame.f_back is not None and frame.f_globals.get("__name__", "").partition(".")[0] == __package__:
        level, frame = level + 1, frame.f_back
    warnings.warn(InputWarning(message), stacklevel=level)
