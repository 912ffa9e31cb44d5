"""What belongs together: which metric, entity, period and standing each amount of a sentence has.

``scene``     one sentence with everything found in it, and the gaps between the finds
``entities``  names, "the company", "its cloud unit" and "it", each with the role it plays
``metric``    which cue names the amount
``measure``   level, growth, multiple, change or share; its sign and what it is measured against
``owner``     whose number it is
``when``      the period it is about
``standing``  actual, target, forecast or estimate; who says so
``engine``    the order in which a document's sentences are read, and the observations that come out
"""
