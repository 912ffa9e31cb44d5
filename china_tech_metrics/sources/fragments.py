"""A piece of HTML, as feeds carry it, as plain text: a paragraph is a line."""

from __future__ import annotations

from html.parser import HTMLParser

BLOCKS = frozenset(
    """address article aside blockquote body br caption dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header html li main
    nav ol p pre section summary tr ul""".split()  # noqa: SIM905
)
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
UNREAD = frozenset(
    "audio button canvas form head iframe math noscript object script select style svg table template textarea video".split()  # noqa: SIM905
)
"""What is left out with all that is in it. Tables are: the library reads prose."""
BREAK = "\N{SYMBOL FOR RECORD SEPARATOR}"
"""Stands on a line of its own where one piece of news ends and another one begins."""


def fragment_text(html: str, *, break_at_headings: bool = False) -> str:
    """The text of a piece of HTML, whatever is wrong with it.

    A rule (``<hr>``) becomes a line with :data:`BREAK`, and so does the place before a heading with ``break_at_headings``.

    >>> fragment_text("<p>JD&#8217;s <b>revenue</b>\\n rose.</p><script>x()</script><ul><li>Cloud<li>Retail</ul>").splitlines()
    ['JD’s revenue rose.', '- Cloud', '- Retail']
    """
    reader = _Reader(break_at_headings)
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return "\n".join(line for line in lines if line and line != "-")


class _Reader(HTMLParser):
    def __init__(self, break_at_headings: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._headings = break_at_headings
        self._unread: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if self._unread:
            if tag == self._unread[-1]:
                self._unread.append(tag)
            return
        if tag in UNREAD:
            self._unread.append(tag)
        elif tag == "hr" or (tag in HEADINGS and self._headings):
            self.pieces.append(f"\n{BREAK}\n")
        elif tag in BLOCKS:
            self.pieces.append("\n- " if tag == "li" else "\n")

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        if tag not in UNREAD:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._unread:
            if tag == self._unread[-1]:
                self._unread.pop()
        elif tag in BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.pieces.append(data.replace("\n", " ").replace("\r", " "))
