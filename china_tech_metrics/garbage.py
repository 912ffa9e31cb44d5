"""Python's search for cyclic garbage, put off while texts are read.

What reading makes is let go of by counting references; there are no cycles in it. The search would find none, and looking through the
vocabulary again and again takes about a tenth of the time (see ``benchmarks/README.md``).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_put_off() -> Iterator[None]:
    """No cyclic garbage is looked for inside the block; whether it was before is as it was, behind it.

    >>> with collection_put_off():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
