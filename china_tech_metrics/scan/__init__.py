"""What is written: mentions with character spans, nothing interpreted yet.

``text``      length-preserving folding, sentences
``lexicon``   every phrase of the vocabulary, in one pass
``numerals``  digits and number words as Decimals
``amounts``   money, percent, counts, multiples and physical quantities with their hedges
``ranges``    amounts that belong together: ranges, from–to pairs, bracketed restatements
``periods``   dates and spans of time
"""
