"""What is written: mentions with character spans, nothing interpreted yet.

``text``      length-preserving folding, sentences, items of lists
``lexicon``   every phrase of the vocabulary, in one pass
``numerals``  digits and number words as Decimals
``amounts``   money, percent, counts, multiples and physical quantities; ``tails`` their units, ``worded`` amounts in words,
              ``hedges`` what makes them inexact, ``labels`` the numbers that are names, ``units`` and ``words`` the tables behind
``ranges``    amounts that belong together: ranges, from–to pairs, bracketed restatements
``periods``   dates and spans of time; ``time_words`` their words and codes, ``period_tokens`` a text in these
              codes, ``period_grammar`` and the modules beside it the phrases
"""
