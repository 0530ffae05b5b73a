"""Who is aboard: a vehicle that hits a mine tells how many it carried, not how many were harmed."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk, single_words
from minetrace.reading.grammar.group import Group
from minetrace.reading.pack import Pack


def is_aboard(chunks: list[Chunk], group: Group, pack: Pack) -> bool:
    """ "a bus carrying 42 passengers hit a mine", "a minibus with 12 people on board", "автобус с 12 пассажирами": who
    was there, unless the text goes on with all of them ("killing all of them").
    """
    words = pack.words
    if not group.first or any(not words["everyone"].isdisjoint(c.lower.split()) for c in chunks[group.last :]):
        return False
    behind = single_words(chunks[group.last : group.last + 2])
    aboard = not words["aboard"].isdisjoint((" ".join(behind[:1]), " ".join(behind[:2])))
    riding = chunks[group.last - 1].lower in words["passengers"]
    lead = chunks[group.first - 1].lower
    if lead in words["riding"]:
        # "в котором ехали 12 человек"
        return group.first > 1 and chunks[group.first - 2].lower in words["relative"]
    return lead in words["carrying"] or (lead in words["with_persons"] and (aboard or riding))
