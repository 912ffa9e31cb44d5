"""Reads languages that put no spaces between words and a topic before what is said of it, such as Chinese.

``fold`` makes one spelling of traditional and simplified, full-width and plain characters without moving any; ``amounts`` and ``times``
find what is written and ``amounts_joined`` makes one of ranges and restatements; ``sentences`` cuts the text into sentences and clauses
with all that was found in them; ``topic`` says of each amount whose it is and ``mentioned`` who is only mentioned, ``around`` and ``chain``
what it measures, by the words around it and by what was said before, ``clock`` which time it has and ``days`` which days that is. The
words are in ``vocabulary/data/languages/zh`` and in the ``zh`` lists of the entries.
"""
