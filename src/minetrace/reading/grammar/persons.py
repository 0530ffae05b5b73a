"""Harm to persons by name."""

from __future__ import annotations

import re

from minetrace.reading.chunks import Chunk, number_of
from minetrace.reading.grammar.drafts import Draft
from minetrace.reading.grammar.group import Group, is_verb
from minetrace.reading.grammar.predicates import Predicate
from minetrace.reading.grammar.scene import SceneReader
from minetrace.reading.people import Persons

_ADULT = 18
"""Age from which a person is no child (Convention on the Rights of the Child, article 1)."""

_OFFICE = 7
"""Chunks between a count of persons and their names: where they work."""


class NamedPersons(SceneReader):
    """Claims of persons counted by their names."""

    def _named(self) -> list[Draft]:
        found: list[Draft] = []
        for persons in self.scene.persons:
            predicate = self._of_persons(persons)
            if predicate is None or predicate.outcome is None:
                continue
            if self._counted_before(persons) or self._introduced_by_fate(persons):
                continue
            draft = Draft(
                "casualty",
                persons.start,
                persons.end,
                self.sentence.index,
                persons.count,
                unit="person",
                outcome=predicate.outcome,
                group=persons.group,
                names=persons.names,
            )
            draft.cause = "explosive ordnance"
            if persons.group in ("all", "man", "woman") and self._named_young(persons):
                draft.group = "child"
            if draft.group in ("all", None) and self.pack.articles:
                draft.group = self._apposed_role(persons) or draft.group
            lead = next((group for group in self.scene.groups if group.last == persons.first - 1), None)
            if self.pack.genitive and lead is not None and lead.number.value == persons.count == len(persons.names) > 1:
                continue
            if predicate.first >= persons.last:
                draft.end = self.chunks[predicate.last - 1].end
            else:
                draft.start = self.chunks[predicate.first].start
            draft.rules = ["G09", "P01" if predicate.first >= persons.last else "P02"]
            draft.chunks = [("persons", persons.start, persons.end), ("predicate", predicate.start, predicate.end)]
            if not any(other.start <= draft.start and draft.end <= other.end for other in found):
                found.append(draft)
        return found

    def _apposed_role(self, persons: Persons) -> str | None:
        """ "Enes Kern, a shepherd from Olovo, was killed": who somebody is, told between commas behind the name."""
        behind = self.chunks[persons.last : self._apposition_end(persons)]
        roles = (chunk.value("person") for chunk in behind if chunk.has("person") and not is_verb(chunk))
        return next((role for role in roles if role not in ("all", "man", "woman")), None)

    def _engaged(self, group: Group) -> bool:
        """ "привлечено 940 человек", "90 человек эвакуировано": people who work, learn or leave there."""
        around = [*self.chunks[max(0, group.first - 2) : group.first], *self.chunks[group.last : group.last + 2]]
        return any(chunk.lower in self.pack.words["engaged"] for chunk in around)

    def _young(self, group: Group) -> bool:
        """ "two brothers aged nine and 12": persons whose ages are told and below eighteen."""
        if any(
            chunk.lower in self.pack.words["of_an_age"] for chunk in self.chunks[max(0, group.first - 3) : group.first]
        ):
            return False
        apposed = group.last < len(self.chunks) and self.chunks[group.last].text == ","
        near = self.chunks[group.first : group.last + (4 if apposed else 2)]
        told = [chunk for chunk in near if chunk.kind == "aside" and chunk.data == "age"]
        listed = self.chunks[group.last : group.last + 5] if apposed and self.pack.articles else []
        if len(listed) == 5 and listed[4].text == "," and listed[1].kind == listed[3].kind == "number":
            # "his two sons, 8 and 12, are in hospital"
            told = [listed[1], listed[3]]
        words = re.findall(r"[^\W\d_]+|\d+", " ".join(chunk.lower for chunk in told))
        ages = [int(word) if word.isdigit() else int(self.pack.number_words.get(word, -1)) for word in words]
        ages = [age for age in ages if age >= 0]
        return bool(ages) and max(ages) < _ADULT

    def _cared_for(self, group: Group) -> bool:
        """ "погиб лесник, его сын в больнице": who is in hospital, and nothing else is said of them."""
        behind = self.chunks[group.last : group.last + 3]
        led = len(behind) > 1 and behind[0].has("place_cue") and behind[1].lower in self.pack.words["care"]
        return led and (len(behind) == 2 or behind[2].kind == "sign")

    def _of_family(self, group: Group) -> bool:
        """ "ранен пастух, ему 40 лет, четверо детей": a family told of behind an age."""
        aged = (
            group.first > 1
            and self.chunks[group.first - 1].text == ","
            and self.chunks[group.first - 2].kind == "aside"
        )
        closed = group.last >= len(self.chunks) or self.chunks[group.last].kind == "sign"
        return aged and closed and group.group == "child" and self.chunks[group.first - 2].data in ("age", "duration")

    def _introduced_by_fate(self, persons: Persons) -> bool:
        """ "Those killed were A and B", "The dead were A and B": names of those who were counted before."""
        words, lead = self.pack.words, self.chunks[: persons.first]
        pointed = len(lead) > 2 and lead[0].lower in words["definite|them"] and lead[-1].lower in words["be"]
        return pointed and self.before.outcome is not None and any(chunk.has("outcome") for chunk in lead)

    def _counted_before(self, persons: Persons) -> bool:
        """ "Two employees of the centre, A and B, were wounded": names of those who are counted before."""
        closed = self.chunks[persons.last].text == "," if persons.last < len(self.chunks) else False
        opened = persons.first > 0 and self.chunks[persons.first - 1].text == ","
        if not self.pack.articles or not opened or not closed or persons.count != len(persons.names):
            return False
        return any(
            group.kind == "person"
            and group.number.value == persons.count > 1
            and 0 <= persons.first - group.last <= _OFFICE
            and not any(is_verb(chunk) for chunk in self.chunks[group.last : persons.first])
            for group in self.scene.groups
        )

    def _listed_names(self, drafts: list[Draft]) -> None:
        """ "two people were killed: A and B": names behind a count that they match."""
        for persons in self.scene.persons:
            sign = self.chunks[persons.first - 1].text if persons.first else ""
            counted = [draft for draft in drafts if draft.kind == "casualty" and draft.end <= persons.start]
            apposed = self._apposed(persons, counted) or self._counted_before(persons)
            if (
                (sign not in (":", "(") and not apposed)
                or not counted
                or counted[-1].names
                or persons.count != counted[-1].value
            ):
                continue
            if persons.count == len(persons.names):
                counted[-1].names = persons.names

    def _apposed(self, persons: Persons, counted: list[Draft]) -> bool:
        """ "двое журналистов, Иван Кац и Пётр Лис, погибли": names right behind the noun that counts them."""
        source = counted[-1].source if counted else None
        sign = self.chunks[persons.first - 1].text if persons.first else ""
        return self.pack.genitive and sign == "," and source is not None and source.last >= persons.first - 1

    def _light(self, chunk: Chunk) -> bool:
        return chunk.kind == "aside" or chunk.lower in self.pack.words["auxiliary"] or self.pack.adverb(chunk.lower)

    def _apposition_end(self, persons: Persons) -> int:
        """The chunk index behind ", a 33-year-old resident of Barda," after a name; 0 if there is none."""
        behind = self.chunks[persons.last - 1 : persons.last + 3]
        if len(behind) > 2 and behind[0].text == "," == behind[2].text and self._is_apposed(behind[1]):
            return persons.last + 2  # "A, 11, and B, 9, brothers, were killed"
        if persons.last >= len(self.chunks) or self.chunks[persons.last].text != ",":
            return 0
        after = self.chunks[persons.last + 1] if persons.last + 1 < len(self.chunks) else None
        if after is not None and (after.lower in self.pack.words["be"] or is_verb(after)) and self.pack.articles:
            # "two workers, A and B, were wounded by a mine, ...": the sentence goes on
            return 0
        for at in range(persons.last + 1, min(len(self.chunks), persons.last + 13)):
            if self.chunks[at].text == ",":
                return at + 1
        return 0

    def _named_young(self, persons: Persons) -> bool:
        """ "Tom Vireak, 11, and Sam Vichea, 9", "a 6-year-old, Ma Hnin": all whose names are told are children."""
        ages: list[float] = []
        for chunk in self.chunks[persons.first : persons.last + 2]:
            if chunk.kind == "number" and self.pack.articles:
                ages.append(chunk.data.value or _ADULT)
            elif chunk.kind == "aside" and chunk.data == "age":
                ages += [float(digits) for digits in re.findall(r"\d+", chunk.text)]
        return len(ages) == persons.count and max(ages) < _ADULT

    def _is_apposed(self, chunk: Chunk) -> bool:
        return self.pack.articles and chunk.has("person") and not is_verb(chunk)

    def _with_others(self, at: int) -> int:
        """ "Lamine Dieme, and his ox died", "Jean Moke, and two pupils": the index behind those who share the verb."""
        words, chunks = self.pack.words, self.chunks
        first = at + (at < len(chunks) and chunks[at].text == ",")
        if not self.pack.articles or first >= len(chunks) or chunks[first].lower not in words["list_joins"]:
            return at
        for ahead in range(first + 2, min(first + 5, len(chunks))):
            told = chunks[first + 1 : ahead]
            if is_verb(chunks[ahead]) or chunks[ahead].lower in words["be|perfect|past_before"]:
                known = any(chunk.has("person") or chunk.lower in words["no_people"] for chunk in told)
                return ahead if known else at
            if chunks[ahead].kind not in ("word", "lex"):
                return at
        return at

    def _over_place(self, gap: list[Chunk]) -> list[Chunk]:
        """ "Andre Mueller, 61, of a private firm was burnt": what stands behind where somebody is from."""
        if not gap or not self.pack.articles or gap[0].lower not in self.pack.words["complements"]:
            return gap
        end = next((at for at, chunk in enumerate(gap) if at > 1 and chunk.lower in self.pack.words["auxiliary"]), 0)
        named = all(chunk.kind in ("word", "lex") and not chunk.has("action") for chunk in gap[:end])
        return gap[end:] if 0 < end <= _OFFICE and named else gap

    def _embedded(self, persons: Persons) -> bool:
        """ "a third, Ivan Petrov, was hurt", "the driver, Jean Moke, was killed": a name between commas."""
        chunks = self.chunks
        if persons.embedded:
            return True
        closed = persons.last < len(chunks) and "," in (chunks[persons.last].text, chunks[persons.last - 1].text)
        lead = persons.first - 1
        lead -= lead > 0 and chunks[lead].kind == "aside" and self.pack.articles
        opened = persons.first > 0 and chunks[lead].text == ","
        articles = self.pack.words["definite|indefinite"]
        return closed and (opened or chunks[persons.first].lower in articles)

    def _harms_others(self, persons: Persons, predicate: Predicate) -> bool:
        """ "Boko Haram killed four passengers": a name that does the harm."""
        behind = self.chunks[predicate.last] if predicate.last < len(self.chunks) else None
        if predicate.first < persons.last or predicate.passive or predicate.form != "verb" or behind is None:
            return False
        counted = behind.kind == "number" or behind.lower in self.pack.words["indefinite"]
        return counted and self.pack.articles and not self.pack.free_order

    def _of_persons(self, persons: Persons) -> Predicate | None:
        for predicate in self.scene.predicates:
            if predicate.outcome is None:
                continue
            if self._harms_others(persons, predicate):
                continue
            gap = self._over_place(self.chunks[self._with_others(persons.last) : predicate.first])
            light = all(map(self._light, gap))
            if predicate.first >= persons.last and len(gap) <= 4 and light:
                return predicate
            if self._embedded(persons) and predicate.first > persons.last:
                rest = self.chunks[persons.last + 1 : predicate.first]
                # "the driver, Jean Moke, died": a participle alone would tell of others
                least = 0 if self.pack.articles and predicate.form != "intransitive" else -1
                if least < len(rest) <= 3 and all(map(self._light, rest)):
                    return predicate
            appended = self._apposition_end(persons)
            rest = self.chunks[appended : predicate.first]
            if (
                appended
                and predicate.first >= appended
                and len(rest) <= 4
                and all(self._light(chunk) for chunk in rest)
            ):
                return predicate
            lead = self.chunks[predicate.last : persons.first]
            if (
                predicate.last <= persons.first
                and len(lead) <= 4
                and (self.pack.free_order or (predicate.form == "verb" and not predicate.passive))
                and all(chunk.kind in ("word", "lex", "aside") for chunk in lead)
                and not any(chunk.kind == "number" for chunk in lead)
            ):
                return predicate
        return None

    def _without_named(self, groups: list[Group]) -> list[Group]:
        """Roles inside a coordination of names are counted with it."""
        for persons in self.scene.persons:
            self._take_home(persons, groups)
            told = [group for group in groups if self._one(group) and self._leads_to(group, persons)]
            behind = self.chunks[persons.last : persons.last + 2]
            verb = next((chunk for chunk in behind if chunk.text != ","), None)
            if self._embedded(persons) and told and verb is not None and (self._light(verb) or verb.has("outcome")):
                persons.embedded = True
                persons.first, persons.start = told[0].first, told[0].start
                before = [other.group for other in groups if other.kind == "person" and other.last <= persons.first]
                known = self.before.people.group if told[0].of_them and self.before.people else None
                own = told[0].group or (before[-1] if before else known)
                persons.group = own or persons.group
        spans = [(persons.first, max(persons.last, self._apposition_end(persons))) for persons in self.scene.persons]
        apart = self.pack.articles
        aged = [(persons.first, persons.last) for persons in self.scene.persons] if apart else []
        groups = [g for g in groups if g.kind != "bare" or not any(a < g.first and g.last < b for a, b in aged)]
        return [
            group
            for group in groups
            if not self._one(group)
            or not any(a < (group.first + 1 if apart else group.last) and group.first < b for a, b in spans)
        ]

    def _take_home(self, persons: Persons, groups: list[Group]) -> None:
        """ "погиб житель Орского района Иван Кац": one person, told by where from and by name."""
        if not self.pack.genitive or persons.count != 1:
            return
        for group in groups:
            gap = self.chunks[group.last : persons.first]
            led = self._one(group) and group.kind == "person" and group.last <= persons.first <= group.last + _OFFICE
            if led and all(chunk.kind in ("word", "lex") and not is_verb(chunk) for chunk in gap):
                persons.first, persons.start, persons.group = group.first, group.start, group.group or persons.group
        # "тракторист, житель Орского района Иван Кац": what else is told before the name
        for chunk in reversed(self.chunks[max(0, persons.first - _OFFICE) : persons.first]):
            if is_verb(chunk) or chunk.kind == "number" or chunk.has("action") or persons.group != "all":
                break
            persons.group = chunk.value("person") or "all" if number_of(chunk) == "sg" else "all"

    def _leads_to(self, group: Group, persons: Persons) -> bool:
        """ "A deminer, Ana Ruiz, ...", "A deminer of the Trust, 31-year-old Ana Ruiz, ...": a role, then its bearer."""
        if group.last == persons.first - 1:
            return True
        gap = self.chunks[group.last : persons.first]
        if not 2 < len(gap) <= 9 or not self.pack.articles or group.kind != "person":
            return False
        end = len(gap) - 1 if gap[-1].kind == "aside" else len(gap)
        opened = gap[0].lower in self.pack.words["of|visitor_links"] or gap[0].has("place_cue")
        inner = gap[: end - 1]
        named = all(chunk.kind in ("word", "lex") and not (is_verb(chunk) or chunk.has("action")) for chunk in inner)
        return opened and gap[end - 1].text == "," and named

    def _one(self, group: Group) -> bool:
        """A single person of an article, or "один из них"."""
        return group.article or (not self.pack.articles and group.of_them and group.number.value == 1)
