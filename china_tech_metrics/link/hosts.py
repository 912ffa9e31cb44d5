"""People of no vocabulary whose figures a text tells: who sell on air, sing or act, by what they are called before their names."""

from __future__ import annotations

from collections.abc import Sequence

from china_tech_metrics.link.scene import Scene

NAME_WORDS = (2, 3)
"""How many words the name of somebody has who is introduced."""


def hosts(scenes: Sequence[Scene], runs: Sequence[Sequence[tuple[int, int]]]) -> dict[str, str]:
    """The names of such people, and their family names where nobody else has them, each with the full name.

    "**actress Zhang Xiaohui** sold 50 million yuan of goods. **Zhang** gained 180,000 followers"
    """
    if not any(scene.tokens.has_any(scene.grammar.content["host"]) for scene in scenes):
        return {}
    named = [(scene, scene.text[start:end], start) for scene, spans in zip(scenes, runs, strict=True) for start, end in spans]
    families = scenes[0].grammar.gaps["family_name"]
    people = {name for _, name, _ in named if len(name.split()) in NAME_WORDS and name.split()[0].lower() in families}
    found: dict[str, str] = {}
    for scene, written, start in named:
        first, _, rest = written.partition(" ")
        titled = first.lower() in scene.grammar.content["host"]  # "**Singer** Chen Haoran" at the head of a sentence
        name, before = (rest, (first.lower(),)) if titled else (written, scene.before(start, 2))
        if len(name.split()) not in NAME_WORDS or scene.grammar.content["host"].isdisjoint(before[-1:]):
            continue
        if not scene.grammar.content["interviewing"].isdisjoint(before[:-1]):
            continue  # "**podcast** host Richard Ren"
        found[name] = found[written] = name
        family = name.split()[0]
        if family.lower() in families and all(other == name for other in people if other.split()[0] == family):
            found[family] = name
    return found
