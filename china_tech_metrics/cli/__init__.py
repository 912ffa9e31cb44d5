"""The command line: ``china-tech-metrics COMMAND …``, and ``python -m china_tech_metrics COMMAND …``.

    arguments  what each command takes, and its help
    inputs     files, folders and standard input as documents or as a stored table
    output     tables as text, CSV, JSON Lines or Parquet
    commands   what each command does

Exit status: 0 all well; 1 something was found or could not be read, and the rest was done; 2 wrong usage, or the input can not be read.
Results go to standard output, everything else to standard error.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Sequence
from typing import TextIO

from china_tech_metrics.cli.arguments import parser
from china_tech_metrics.errors import ChinaTechMetricsError

__all__ = ["main"]

INTERRUPTED = 130
"""What shells give for a program ended from the keyboard."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: what stands behind the program's name; the process's own when not given.

    Returns:
        The exit status.

    Raises:
        SystemExit: after help, and with status 2 for wrong usage.

    >>> main(["extract", "no-such-file.txt"])       # the reason stands on standard error
    2
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = parser().parse_args(arguments)
    with warnings.catch_warnings():
        warnings.showwarning = _told
        try:
            status: int = options.run(options)
            sys.stdout.flush()
            return status
        except BrokenPipeError:
            _discard(sys.stdout)
            return 0
        except KeyboardInterrupt:
            return INTERRUPTED
        except ChinaTechMetricsError as error:
            print(f"china-tech-metrics: {error}", file=sys.stderr)
        except OSError as error:
            print(f"china-tech-metrics: {error.filename or 'output'}: {error.strerror or error}", file=sys.stderr)
        return 2


def _told(
    message: Warning | str, category: type[Warning], filename: str, lineno: int, file: TextIO | None = None, line: str | None = None
) -> None:
    """A warning as one line."""
    print(f"warning: {message}", file=sys.stderr)


def _discard(stream: TextIO) -> None:
    """Let what is still to be written vanish: whoever read it has gone, as ``head`` does."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
