"""What belongs together: which metric, entity, period and standing each amount of a sentence has.

What stands in a sentence:

``scene``        one sentence with everything found in it
``gaps``         its tokens, and what stands between two finds
``names``        names that are in no vocabulary
``name_evidence``  what shows that a word is a company's name
``coined``         words that can only be names
``hosts``          people who sell on air, by what they are called
``titles``       films, games and series in quotation marks
``short_names``  the short form of a longer name: "SF" of SF Holding
``discourse``    of whom the text has spoken so far
``knowledge``    what the vocabulary knows of a name: kind, home, owners, businesses
``entities``     the names of a sentence and what stands for a name, and whom it speaks of
``roles``        the role each name plays
``descriptions`` "the company", "its cloud unit"
``described_places`` "the country", "the smartphone market"
``pronouns``     "it", "its", "we", "they"

What the sentence says of an amount:

``about``        its metric and owner, by the ways to find them, from the surest to the last
``ellipsis``     the ways that take the metric over from another figure
``goes_on``      how a figure goes on with one before it
``repeating``    whether it can be one more of what was told before
``anaphora``     nouns that stand for a figure said before: "that share"
``metric``       which cue names it
``record``       which metric is meant of those that share the cue
``choices``      what the cues of a sentence say of each other
``wholes``       which one a share is: a seller's part of a city's orders is a market share
``respective``   figures in the order of others: "up 12% and 31%, respectively"
``restated``     figures said again as a share or for one share: "RMB 14 billion, or 40% of revenue"
``aims``         aims and parts of aims: "91% of its yearly goal"
``line_heads``   figures at the head of a line: "80%: the share of"
``implied``      what tells it though no word names it: "the cloud unit grew 7%"
``purpose``      what money is for, where it comes from
``owner``        whose number it is
``owner_before``  whom the text has been speaking of
``owner_score``  how likely each name of the sentence is its owner
``sites``        places that only say where something is: "the Beijing plant"
``objects``      who is bought, held or paid into
``compared``     figures that another one is compared with
``lists``        figures that share a metric: "Nio 20,976, Xpeng 10,146"
``measure``      level, growth, multiple, change or share, and its sign
``direction``    the word of change that governs it: "rose 5%", "a 5% drop"
``basis``        what it is measured against
``segments``     the line of business, goods, place or festival it is limited to
``segment_parts`` what a clause begins with, lists of parts, words behind a figure
``whereabouts``  the place it is limited to, firms that are held
``markets``      the markets that a text speaks of
``narrowed``     what is made of both, in every language
``currency``     the currency of a sum said without one
``rate``         the time of a rate: "daily GMV of $1.5 million"
``times``        how likely each time of the sentence is the figure's
``days``         whether a single day is the figure's
``telling``      whether a time is only when somebody told or aimed at it
``elsewhere``    whether a time is plainly that of something else
``records``      times that only say since when something is the most
``tense``        whether the figure is told of now
``when``         the period
``meaning``      which days a time means
``anchors``      what a time that leans on another one counts from: "a week earlier"
``terms``        the quarter or year that an adjective names: "quarterly revenue"
``standing``     actual, target, forecast or estimate
``settling``     the status once the period is known
``citation``     somebody who is cited, in every language
``tellers``      who says so
``own_words``    what a company says itself
``hearsay``      what people say who are not named
``speakers``     people who say something, and houses in no vocabulary

What the text says beyond the sentence:

``topic``        the period, country and topics of the whole text
``timeline``     what was said of time so far
``carried``      the period of a figure whose sentence names none
``outline``      lists and the lines before them

``handed_on``    what a figure takes over from another, and what the period says of a change
``engine``       the order in which a document's sentences are read
``moment``       where the reading is, and what was decided so far
``observation``  what comes out
``witness``      who may watch, to explain it
``confidence``   how often rows with the same evidence were right
"""
