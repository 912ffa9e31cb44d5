"""Ellipsis: the metric of an amount whose words are left out, because another figure or the sentence before has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from china_tech_metrics.link.aims import is_aimed_at, is_part_of_aim, names_a_level
from china_tech_metrics.link.anaphora import goes_on_behind_ratios, points_back, share_meant, takes_it_up
from china_tech_metrics.link.choices import CueChoice
from china_tech_metrics.link.direction import find_direction, growth_named, is_signed_aside, opens_with_change
from china_tech_metrics.link.goes_on import (
    ADJUNCT,
    accounted_otherwise,
    apposed_to_its_metric,
    changes_what_has_no_metric,
    is_followed,
    is_of_that,
    is_of_the_counted,
    leads_to_next_name,
    measures_both,
    moved_on,
    names_another,
    names_more,
    told_of_a_change,
    was_then,
)
from china_tech_metrics.link.implied import has_alone, part_of_a_company
from china_tech_metrics.link.knowledge import KnowledgeBase
from china_tech_metrics.link.lists import (
    arrives,
    came_from,
    compares_itself,
    continues,
    ends_at,
    is_some_of,
    next_part,
    part_before,
    stands_alone,
)  # fmt: skip
from china_tech_metrics.link.measure import share_word
from china_tech_metrics.link.moment import About, Linked, Moment, tells_where
from china_tech_metrics.link.owner import OwnerReader
from china_tech_metrics.link.owner_score import OwnerChoice
from china_tech_metrics.link.purpose import SMALL
from china_tech_metrics.link.repeating import can_repeat, has_its_own_noun, leaves_out_the_metric, leaves_out_the_whole, tells_the_whole
from china_tech_metrics.link.respective import (
    in_the_order_before,
    in_their_order,
    is_item,
    told_before_its_part,
    told_before_its_share,
)
from china_tech_metrics.link.restated import SAID_AGAIN, restates_as_share, restates_by_the_share, spent_of_turnover
from china_tech_metrics.link.scene import CueMention, Scene
from china_tech_metrics.model import RATIOS, Amount
from china_tech_metrics.vocabulary.entries import PLACE_KINDS, Cue, Metric

CERTAIN, WEAK, REMEMBERED = 8.0, 3.0, 2.5
"""Scores of a metric taken over from another amount: by grammar, by nearness, from the sentence before."""
SPAN = "figure of another span"
APART = 1_000_000
"""Sums of money so many times apart are not of the same metric where the smaller one could be a price."""
RECALLED = 1000
"""Plain numbers below this are not taken for the metric of the sentence before."""
PART = "part of the one before"
"""The feature of a figure that is a part of the one said before it."""
OF_AIM, AIM_WIDTH = "part of an aim", 40
"""The feature of a figure that is a part of an aim, and within how many characters a metric would name that."""
GROWN = "implied growth"
"""The feature of what a name grew by, told beside its share."""
RECALLED_ONE = "as the last of its kind"
"""The feature of a metric that only an earlier figure of the same kind speaks for."""
RECENT, FAR = 8, 1000
"""How many sentences ago that may have been told, and how many times larger or smaller it may be."""
REPEATED = "as the sentence before"
"""The feature of a metric that no word of the sentence names."""


class EllipsisReader:
    """Finds the metric of amounts in what another figure has. Build once for a vocabulary."""

    def __init__(self, metrics: Mapping[str, Metric], knowledge: KnowledgeBase, owner: OwnerReader) -> None:
        self._metrics = metrics
        compared = {part for metric in self._metrics.values() for part in metric.ratio}
        self._costs = frozenset(m.id for m in self._metrics.values() if m.in_accounts and "money" in m.units and m.id not in compared)
        self._narrower = {m.within: m.id for m in metrics.values() if m.within is not None}
        self._parts = frozenset(m.seller_part for m in metrics.values() if m.goods and m.seller_part is not None)
        self._knowledge = knowledge
        self._owner = owner

    def by_whole(self, moment: Moment, amount: Amount) -> About | None:
        """A part of the figure said before: "Tmall took 57.8% **of that**", "half **of the total**"."""
        scene = moment.scene
        split = moment.split and not moment.linked and find_direction(scene, amount) is None
        told = moment.wholes
        if is_part_of_aim(scene, amount) and not scene.cue_between(amount.outer_end, amount.outer_end + AIM_WIDTH):
            counted = next((m for m in told if self._metrics[m.about.cue.metric].nature == "flow"), None)
            if counted is None:
                return None
            return self.without_words(moment, amount, replace(counted.about.cue, measure="share"), CERTAIN, OF_AIM)
        if amount.kind == "money" and is_of_that(scene, amount):
            alike = next((m for m in told if m.reading.measure == "level" and m.amount.unit == amount.unit), None)
            return None if alike is None else self.without_words(moment, amount, alike.about.cue, CERTAIN, PART)
        if amount.kind != "percent" or apposed_to_its_metric(scene, amount) or part_of_a_company(scene, amount):
            return None
        last = moment.last
        if last is not None and self._metrics[last.about.cue.metric].goods and restates_as_share(scene, last.amount, amount):
            return None  # "sold 13 million, **equal to** 19% **of the total**"
        if not told and not is_of_that(scene, amount):
            told = list(moment.remembered)  # a paragraph may begin with a part of the one before: "Acme **accounted for** 92%"
        left_out = not moment.linked and bool(told) and told[0].reading.measure != "share" and leaves_out_the_whole(scene, amount)
        if not (split or left_out or is_of_that(scene, amount)):
            return None
        named = {cue.metric for mention in scene.cues if mention.end <= amount.outer_start for cue in mention.cues}
        told = [m for m in told if self._metrics[m.about.cue.metric].nature != "moment"]  # "$2.29, a sixth **of that**": no part
        levels = [m for m in told if m.reading.measure == "level" and m.amount.kind in ("money", "count")]
        whole = min(levels, key=lambda m: m.about.cue.metric not in named, default=None)  # "**Sales** to A were 92% of the total"
        if whole is None:
            return None
        found = self.without_words(moment, amount, replace(whole.about.cue, measure="share"), CERTAIN, PART)
        if found.owner.mention is None:
            return replace(found, owner=whole.about.owner)
        seller = self._metrics[whole.about.cue.metric].seller_part
        if seller is not None and found.owner.name != whole.about.owner.name and self._is_place(whole.about.owner.name, moment):
            found = replace(found, cue=replace(found.cue, metric=seller))
        return found

    def by_grammar(self, moment: Moment, amount: Amount, ranked: list[CueChoice]) -> About | None:
        """An amount that goes on with another one by grammar: "Nio 20,976, **Xpeng 10,146**", "rose 5% **to RMB 3 billion**"."""
        scene, last = moment.scene, moment.last
        again = in_the_order_before(moment, amount)
        if again is not None:
            return self.without_words(moment, amount, again.about.cue, CERTAIN, "in the order of the results")
        if last is None:
            return None
        told = in_their_order(moment, amount)
        if told is not None:
            ordered = "in the order of the figures" if amount.kind in RATIOS else "in the order of the results"
            return _again(told, told.about.owner, CERTAIN, ordered)
        other = self._of_another_span(moment, amount) or self._by_noun(moment, amount)
        if other is not None:
            return other
        if last.amount.kind == "times" and scene.gap(last.amount.outer_end, amount.outer_start).tokens == ("the",):
            return _again(last, last.about.owner, CERTAIN, "what it is a multiple of")
        alikes = (m for m in reversed(moment.linked) if m.amount.kind == amount.kind and m.amount.unit == amount.unit)
        if last.about.feature == GROWN and find_direction(scene, amount) is None:
            alikes = (m for m in alikes if m.reading.measure == "share")  # "a share of 21% and growth of 39%, **ahead of Acme's** 18%"
        alike = next((m for m in alikes if not self._too_much(amount, m)), last)
        listed = alike if last.about.feature == GROWN else last
        if amount.kind == "percent" and find_direction(scene, amount) is not None and not names_more(scene, last, amount):
            sold = told_before_its_part(moment, last, self._parts)
            if sold is not None:
                return _again(sold, sold.about.owner, CERTAIN, "change of the figure before")
        if continues(scene, last.amount, amount, ranked) and not self._too_much(amount, last):
            return _again(listed, self._owner.following(moment, amount, last), CERTAIN, "continues a list")
        pattern = replace(last.amount, kind=amount.kind, unit=amount.unit)
        if alike is not last and is_followed(scene, last.amount, amount) and continues(scene, pattern, amount, ranked):
            return _again(alike, self._owner.following(moment, amount, last), CERTAIN, "continues a list")
        if alike.amount.kind == amount.kind and alike.reading.measure == "level" and amount.kind not in RATIOS and is_item(scene, amount):
            return _again(alike, alike.about.owner, CERTAIN, "continues a list")
        if ranked and alike.amount.kind == amount.kind == "money" and self._is_result_before(scene, alike, amount, ranked[0]):
            return _again(alike, self._owner.following(moment, amount, last), CERTAIN, "the same result before")
        if alike.amount.kind == amount.kind == "money" and self._is_signed(alike) and accounted_otherwise(scene, last, amount):
            return _again(alike, self._owner.following(moment, amount, last), CERTAIN, "accounted for otherwise")
        if alike is not last and last.amount.kind in RATIOS and measures_both(scene, last.amount, alike, amount):
            return _again(alike, self._owner.following(moment, amount, last), CERTAIN, "measured against another")
        if last.reading.measure == "share" and part_before(scene, last.amount, amount):
            return _again(last, self._owner.following(moment, amount, last), CERTAIN, "measured against another")
        if last.reading.measure == "share" and last.amount.kind == amount.kind and next_part(scene, last.amount, amount):
            return _again(last, last.about.owner, CERTAIN, "continues a list")
        if alike.reading.measure in ("level", "share") and came_from(scene, alike.amount, amount):
            return _again(alike, alike.about.owner, CERTAIN, "where it came from")
        result = told_before_its_share(moment, last) if amount.kind in RATIOS and opens_with_change(scene, amount) else None
        if result is not None:
            return _again(result, result.about.owner, CERTAIN, "change of the figure before")
        leveled = amount.kind in RATIOS and last.reading.measure == "level"
        opened = leveled and (
            is_signed_aside(scene, amount) or (opens_with_change(scene, amount) and not names_another(scene, last, amount))
        )
        share_moved = amount.kind == "point" and last.reading.measure == "share" and told_of_a_change(scene, amount)
        if opened or share_moved or is_of_the_counted(scene, last, amount, ranked):
            return _again(last, last.about.owner, CERTAIN, "change of the figure before")
        if compares_itself(scene, last.amount, amount) or moved_on(scene, last, amount, ranked):
            return _again(last, last.about.owner, CERTAIN, "measured against another")
        fits = not self._too_much(amount, last)
        if (fits and arrives(scene, last.amount, amount)) or (self._is_moment(last) and ends_at(scene, last.amount, amount)):
            return _again(last, last.about.owner, CERTAIN, "where the change led to")
        spent = last.about.cue.metric in self._costs and spent_of_turnover(scene, last.amount, amount)
        if spent or (restates_as_share(scene, last.amount, amount) and not (_names_a_share(amount, ranked) or self._is_moment(last))):
            return _again(last, last.about.owner, CERTAIN, SAID_AGAIN)
        per_share = self._metrics[last.about.cue.metric].per_share
        if per_share is not None and restates_by_the_share(scene, last.amount, amount):
            found = _again(last, last.about.owner, CERTAIN, "said again by the share")
            return replace(found, cue=replace(found.cue, metric=per_share))
        return None

    def _of_another_span(self, moment: Moment, amount: Amount) -> About | None:
        """The monthly users after the daily ones, or these after those: "daily users averaged X, while **the monthly figure** was Y".

        So are "102 million people come every day, and **336 million every month**".
        """
        scene, last = moment.scene, moment.last
        if last is None or amount.kind != "count":
            return None
        told = last.about.cue.metric
        wider = self._metrics[told].within
        other = wider or self._narrower.get(told)
        if other is None:
            return None
        counted = any(0 <= m.start - amount.end <= 1 for m in scene.cues)  # "handled 18 million **orders** a day"
        if amount.per != ("month" if wider else "day") or counted:
            word = "monthly" if wider else "daily"
            behind = scene.nearest_after(amount.outer_end, word)  # "588 million monthly users and 255 million **daily ones**"
            tied = behind is not None and not scene.gap(amount.outer_end, behind.start).tokens
            if behind is not None and tied and scene.only(scene.after(behind.end, 1) or (",",), "pro_form"):
                return About(replace(last.about.choice, score=CERTAIN), replace(last.about.cue, metric=other), last.about.owner, SPAN)
            span = scene.nearest_before(amount.outer_start, word)
            if span is None or span.start < last.amount.end or not scene.only(scene.after(span.end, 1) or (",",), "number_noun"):
                return None
        cue = replace(last.about.cue, metric=other)
        return About(replace(last.about.choice, score=CERTAIN), cue, last.about.owner, SPAN)

    def _by_noun(self, moment: Moment, amount: Amount) -> About | None:
        """A number like the last one before, behind a noun that points to it: "A had 9 million orders; B spent 2 billion, and **its own
        figure** hit 2 million"."""
        told = [m for m in reversed(moment.linked) if m.amount.kind == amount.kind == "count"]
        if not told or not points_back(moment.scene, amount):
            return None
        return _again(told[0], self._owner.following(moment, amount, told[0]), CERTAIN, "as the one before")

    def _is_result_before(self, scene: Scene, alike: Linked, amount: Amount, named: CueChoice) -> bool:
        """Whether a plain loss or profit is what a result of another name was before: "operating profit was X, **against a loss of** Y"."""
        metric = self._metrics[alike.about.cue.metric]
        if not metric.signed or any(c.metric == metric.id for c in named.mention.cues) or named.mention.start < alike.amount.end:
            return False
        word = scene.gap(named.mention.start, named.mention.end).tokens
        opening = scene.gap(alike.amount.outer_end, min(amount.outer_start, named.mention.start)).tokens
        return scene.only(word, "plain_result") and scene.some(opening, "result_before") and len(opening) <= ADJUNCT

    def by_the_one_before(self, moment: Moment, amount: Amount) -> About | None:
        """An amount near one of the same kind in the sentence, where no word says what it is."""
        scene = moment.scene
        told = [m for m in reversed(moment.linked) if not scene.only_in_passing(m.amount, amount)]
        last = told[0] if told else None
        aim = is_aimed_at(scene, amount) or names_a_level(scene, amount)
        if last is None or (has_its_own_noun(scene, amount) and not aim) or self._too_much(amount, last):
            return None
        leaves_out = leaves_out_the_metric(scene, amount)
        if leaves_out:
            last = next((m for m in told if m.amount.kind == amount.kind and m.amount.unit == amount.unit), last)
        if amount.bare:
            counted = [m for m in told if m.amount.kind == "count"]
            last = next((m for m in counted if not tells_where(scene, m.amount)), counted[0] if counted else last)
            counts = last.amount.kind == "count" or (aim and "count" in last.about.cue.units)  # "rose 9%, which took its total to 168,000"
            if counts and (aim or stands_alone(scene, amount) or find_direction(scene, amount) or is_some_of(scene, amount)):
                own = aim and scene.some(
                    scene.before(amount.outer_start, ADJUNCT), "owning", "subject"
                )  # "would meet **its goal of** 100,000"
                return _again(last, last.about.owner if own else self._owner.following(moment, amount, last), WEAK, "counts the same")
            return None
        same_kind = amount.kind in last.about.cue.units or amount.kind in RATIOS
        if last.amount.kind == "quantity" and amount.kind in ("quantity", "count") and _measured_in(amount) != _measured_in(last.amount):
            return None  # lines of a data sheet: "weighs 224 grams, reached 2.1 million points"
        holds = last.reading.measure == "share" and has_alone(scene, amount)
        bracketed = last.reading.measure == "share" and amount.kind == "percent" and scene.text[amount.outer_start - 1] == "("
        if same_kind and _measured_in(amount) == _measured_in(last.amount) and takes_it_up(scene, last.amount, amount):
            return _again(last, last.about.owner, WEAK, "as the one before")
        near = holds or bracketed or leaves_out or scene.gap(last.amount.outer_end, amount.outer_start).breaks <= 3
        near = near or leads_to_next_name(scene, last.amount, amount) or was_then(scene, amount)
        moved = find_direction(scene, amount) is not None and not scene.cue_between(last.amount.outer_end, amount.outer_start)
        goes_on = last.reading.measure == "growth" and (moved or growth_named(scene, amount))  # "closed 2% lower, **but are up** 3% so far"
        if same_kind and (near or goes_on or opens_with_change(scene, amount)):
            return _again(last, self._owner.following(moment, amount, last), WEAK, "as the one before")
        return None

    def by_memory(self, moment: Moment, amount: Amount) -> About | None:
        """What the sentence before was about, for one that names no metric: "BYD held 16%." after a sentence on market shares."""
        if any(not moment.scene.only_in_passing(m.amount, amount) for m in moment.linked) and not goes_on_behind_ratios(moment, amount):
            return None
        if has_its_own_noun(moment.scene, amount) or changes_what_has_no_metric(moment, amount):
            return None
        alike = [m for m in moment.remembered if m.amount.kind == "quantity" and m.amount.unit == amount.unit]
        candidates = alike if amount.kind == "quantity" else moment.remembered[:1] if amount.bare else moment.remembered
        if moment.anew:  # what one thing or share costs is no topic of a text
            candidates = [m for m in candidates if not self._is_moment(m) and not (amount.kind == "money" and amount.value < SMALL)]
        shares = amount.kind in RATIOS and _told_of_several(moment.scene)  # "Its **shares** fell 3%, valuing it at X. **They** lost 14%"
        if amount.kind == "percent":  # a deal does not fall by 8%: a share price does
            candidates = [m for m in candidates if not self._metrics[m.about.cue.metric].once]
        if shares or (amount.kind == "percent" and leaves_out_the_metric(moment.scene, amount)):
            candidates = sorted(
                candidates, key=lambda m: m.reading.measure != "growth"
            )  # "Huya's **revenue rose** 8%. **DouYu's fell** 5%"
        last = next((m for m in candidates if can_repeat(moment.scene, amount, m) and not self._too_much(amount, m)), None)
        if last is None:
            return None
        if amount.bare and not (amount.value >= RECALLED or stands_alone(moment.scene, amount)):
            return None
        cue = last.about.whole if last.about.whole is not None and tells_the_whole(moment.scene, amount, last) else last.about.cue
        found = self.without_words(moment, amount, cue, REMEMBERED, REPEATED)
        if moment.in_list and found.owner.mention is None and last.about.owner.name is not None:
            return replace(found, owner=last.about.owner)
        return found

    def by_recency(self, moment: Moment, amount: Amount) -> About | None:
        """The metric of the last figure of its kind, unit and measure in the text, for one that nothing else explains.

        "Sales in live rooms were 33 billion yuan. ¶ … ¶ Viya took **8 billion yuan**". Sums that are too far apart are none of the same.
        """
        if amount.bare or amount.worded or amount.per is not None or has_its_own_noun(moment.scene, amount):
            return None
        scene = moment.scene
        moved = amount.kind == "percent" and find_direction(scene, amount) is not None
        measure = "growth" if moved else "share" if amount.kind == "percent" else "level"
        number, last = moment.latest.get((amount.kind, amount.unit, measure), (0, None))
        here = (m for m in reversed(moment.linked) if m.amount.unit == amount.unit and m.reading.measure == measure)
        last = next(here, last if moment.number - number <= RECENT else None)
        if last is None or amount.kind not in ("money", "count", "percent") or not self._goes_through(last):
            return None
        with_it = scene.only(scene.before(amount.outer_start, 1) or (",",), "with_share", "price_of")
        if measure == "share" and not (share_word(scene, amount) or with_it):
            return None  # "the repurchase rate tops **40%**"
        if measure == "level" and not abs(last.amount.value) / FAR <= amount.value <= abs(last.amount.value) * FAR:
            return None
        return self.without_words(moment, amount, last.about.cue, REMEMBERED, RECALLED_ONE)

    def _goes_through(self, last: Linked) -> bool:
        """Whether a text may come back to a metric without a word: to what a business does, not to what it once gave or got."""
        metric = self._metrics[last.about.cue.metric]
        return metric.segmented and metric.parts != "none" and metric.nature != "moment" and not metric.once

    def by_rank(self, moment: Moment, amount: Amount, ranked: list[CueChoice]) -> About | None:
        """The next part of what was told, where only a rank is said: "China made up 41% of its revenue. **Japan follows with** 26%"."""
        if amount.kind != "percent" or not ranked or ranked[0].mention.end != amount.outer_start - 1:
            return None
        if not moment.scene.only(moment.scene.before(amount.outer_start, 1), "share_link"):
            return None
        last = next((m for m in (*reversed(moment.linked), *moment.remembered) if m.reading.measure == "share"), None)
        place = next((m for m in reversed(moment.scene.entities) if m.end < amount.start), None)
        if last is None or place is None or place.role != "place":
            return None
        cue = replace(last.about.cue, measure="share")
        return self.without_words(moment, amount, cue, CERTAIN, REPEATED)

    def by_share_meant(self, moment: Moment, amount: Amount) -> About | None:
        """A share told again under a noun that only points back: "a third came from abroad. **The share** had been 20%"."""
        last = share_meant(moment, amount)
        if last is None:
            return None
        cue = replace(last.about.cue, measure="share")
        if last is moment.last:
            return replace(_again(last, self._owner.following(moment, amount, last), CERTAIN, "as the one before"), cue=cue)
        return self.without_words(moment, amount, cue, CERTAIN, REPEATED)

    def without_words(self, moment: Moment, amount: Amount, cue: Cue, score: float, feature: str) -> About:
        """A metric that no word of the sentence names, with its owner."""
        choice = CueChoice(CueMention(amount.start, amount.start, (cue,)), score, feature, follows=False)
        metric = self._metrics[cue.metric]
        return About(choice, cue, self._owner.unnamed(moment, amount, choice, metric), feature)

    def _too_much(self, amount: Amount, last: Linked) -> bool:
        """Whether a level is out of all proportion to the figure before: RMB 7.8 billion after earnings per share, $4 after a revenue."""
        if amount.kind in RATIOS:
            return False
        small = amount.kind == last.amount.kind == "money" and amount.value < SMALL and amount.value * APART < last.amount.value
        return small or amount.value > self._metrics[last.about.cue.metric].most

    def _is_place(self, name: str | None, moment: Moment) -> bool:
        return name is None or self._knowledge.kind_of(name, moment.discourse) in PLACE_KINDS

    def _is_signed(self, last: Linked) -> bool:
        return self._metrics[last.about.cue.metric].signed

    def _is_moment(self, last: Linked) -> bool:
        return self._metrics[last.about.cue.metric].nature == "moment"


def _measured_in(amount: Amount) -> str:
    """The unit of an amount without the time it is a rate in: "97 minutes a day, against 68 minutes"."""
    return amount.unit.partition("/")[0]


def _told_of_several(scene: Scene) -> bool:
    """Whether a sentence begins with a pronoun for several things."""
    return scene.only(scene.after(scene.sentence.start, 1) or (",",), "plural")


def _again(last: Linked, owner: OwnerChoice, score: float, feature: str) -> About:
    """The metric of a figure once more."""
    return About(replace(last.about.choice, score=score), last.about.cue, owner, feature)


def _names_a_share(amount: Amount, ranked: list[CueChoice]) -> bool:
    """Whether the noun behind names a metric that is always a share: "or 76% **of its population**"."""
    first = ranked[0] if ranked else None
    return first is not None and first.follows and any(c.measure == "share" and c.units == {amount.kind} for c in first.mention.cues)
