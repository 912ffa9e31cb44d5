"""Reads languages that put no spaces between words and a topic before what is said of it, such as Chinese.

``fold`` makes one spelling of traditional and simplified, full-width and plain characters without moving any; ``amounts`` and ``times``
find what is written; ``sentences`` cuts the text into sentences and clauses with all that was found in them; ``chain`` follows the
topic from clause to clause and says of each amount whose it is, what it measures and when. The words are in
``vocabulary/data/languages/zh`` and in the ``zh`` lists of the entries.
"""
