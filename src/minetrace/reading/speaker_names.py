"""Names of speakers: which words of a noun phrase are the name of who speaks, and which only say what they are."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk, single_words
from minetrace.reading.known_names import names_of_lands
from minetrace.reading.names import is_capital
from minetrace.reading.pack import Pack


class SpeakerNames:
    """Finds the name in a noun phrase, and the issuers joined in it."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.source = ""

    def _connector(self, chunk: Chunk) -> bool:
        return chunk.lower in self.pack.words["speaker_connectors"] or chunk.text == "/"

    def _named(self, chunks: list[Chunk], first: int, last: int) -> bool:
        """A speaker has a name or an office; a demonym or a title alone is not enough."""
        part = chunks[first:last]
        names = [
            chunk
            for chunk in part
            if is_capital(chunk) and chunk.kind != "designation" and chunk.lower not in self.pack.words["function"]
        ]
        names = [chunk for chunk in names if chunk.text not in self.pack.demonyms]
        return bool(names) or any(
            chunk.has("office")
            or chunk.value("nonclaim") == "body"
            or chunk.lower in self.pack.words["speaking_people"]
            for chunk in part
        )

    def names(self, chunks: list[Chunk], first: int, last: int) -> tuple[list[str], list[tuple[int, int]]]:
        """The name in a noun phrase and its spans; joint issuers become one entry joined by " + "."""
        parts: list[tuple[int, int]] = []
        begin = first
        for index in range(first, last):
            chunk = chunks[index]
            if chunk.text == "," or (
                chunk.lower in self.pack.words["and"] and self._splits(chunks, begin, index, last)
            ):
                parts.append((begin, index))
                begin = index + 1
        parts.append((begin, last))
        # "near Orn, Velm district, the prosecutor and the police said": a place before those who speak is none of them
        speak = [part for part in parts if len(parts) == 1 or not chunks[part[1] - 1].has("place_type")]
        trimmed = [self._trimmed(chunks, a, b) for a, b in speak if b > a and not self._home_of_team(chunks, a, b)]
        spans = [(chunks[a].start, chunks[b - 1].end) for a, b in trimmed if a < b]
        names = dict.fromkeys(self.source[start:end] for start, end in spans)
        return ([" + ".join(names)], spans) if names else ([], [])

    def _home_of_team(self, chunks: list[Chunk], first: int, last: int) -> bool:
        """ "Kherson deminers": where somebody is from does not speak."""
        team = last - first > 1 and chunks[last - 1].has("person") and not chunks[last - 1].has("office")
        team = team and chunks[last - 1].text.islower()
        home = self.source[chunks[first].start : chunks[last - 2].end] if team else ""
        return home.lower() in names_of_lands()

    def _owns_unit(self, owner: list[Chunk], unit: list[Chunk]) -> bool:
        """ "the Interior Ministry's media unit", "TRUSTX's office": the body speaks."""
        body = any(chunk.has("office") or (chunk.text.isupper() and len(chunk.text) > 2) for chunk in owner)
        capital = any(map(is_capital, owner))
        if self.pack.words["press_words"] and len(unit) > 1 and not self._of_press(unit):
            # "the General Staff's demining department" speaks for itself, "UXO Lao's provincial office" does not
            branch = unit[-1].lower in self.pack.words["branch_offices"] and any(map(self._acronym, owner))
            body = body and (branch or unit[-1].lower in self.pack.words["sections"])
        elif self.pack.words["press_words"] and body and self._of_press(unit) and not capital:
            return True
        if not body or not capital:
            return False
        named = {chunk.lower for chunk in unit if is_capital(chunk)} - self.pack.words["channels"]
        return not named or named <= {name.lower() for name in (*self.pack.countries, *self.pack.demonyms)}

    def _of_press(self, unit: list[Chunk]) -> bool:
        """ "media unit", "public information office", "website": through which a body speaks."""
        return not self.pack.words["press_words|channels"].isdisjoint(single_words(unit))

    def _title(self, chunk: Chunk) -> bool:
        """A title, also one in pieces: "Vice-Chair", "Lieutenant-Colonel"."""
        return chunk.has("title") or (
            "-" in chunk.text and chunk.lower.rsplit("-", 1)[1] in self.pack.words["title_ends"]
        )

    def _bare_name(self, chunk: Chunk) -> bool:
        return is_capital(chunk) and chunk.kind == "word"

    def _name_like(self, chunk: Chunk) -> bool:
        """A word that may name who speaks: no word of the field such as "Clearance"."""
        return chunk.kind == "word" or chunk.means(("office", "office_suffix", "title", "person"))

    def _splits(self, chunks: list[Chunk], begin: int, at: int, last: int) -> bool:
        def whole(part: list[Chunk]) -> bool:
            return (
                any(chunk.has("office") or (chunk.text.isupper() and len(chunk.text) > 2) for chunk in part)
                or sum(len(chunk.text.split()) for chunk in part if is_capital(chunk)) >= 2
            )

        one, other = chunks[begin:at], chunks[at + 1 : last]
        plain = self.pack.articles and not any(map(self._of_body, one)) and not any(map(self._title, other))
        if plain and any(map(self._of_body, other)) and other[0].lower not in self.pack.words["definite"]:
            # "the Mine Action and Victim Assistance Authority"
            return False
        return whole(one) and whole(other)

    def _of_body(self, chunk: Chunk) -> bool:
        """A word of office, or the acronym of a body."""
        return chunk.has("office") or (chunk.text.isupper() and len(chunk.text) > 2)

    def _trimmed(self, chunks: list[Chunk], first: int, last: int) -> tuple[int, int]:
        """The chunks of the name alone: without articles, titles, press services, and what it is of."""
        words = self.pack.words
        while first < last and (
            self._connector(chunks[first])
            or (chunks[first].lower in words["place_adjectives"] and not self._proper(chunks, first, last))
            or (
                last - first > 1
                and chunks[first].lower.rpartition("-")[2] in words["seated"]
                and "-" in chunks[first].text
            )
            or self._units_of(chunks, first, last)
            or (
                chunks[first].has("office_suffix")
                and first + 1 < last
                and chunks[first + 1].lower in words["of"]
                and self._named(chunks, first + 2, last)
            )
            or (self.pack.genitive and chunks[first].has("office_suffix") and self._named(chunks, first + 1, last))
        ):
            first += 1
        if first == last:
            return first, last
        while (
            last > first + 1
            and (
                (chunks[last - 1].has("office_suffix") and not self._whole_voice(chunks, first, last))
                or (chunks[last - 1].has("document") and not is_capital(chunks[last - 1]))
                or chunks[last - 1].lower in words["possessive"]
                or self._connector(chunks[last - 1])
            )
            and self._named(chunks, first, last - 1)
            and not (
                last - first == 2 and chunks[first].kind == "word" and chunks[first].lower in words["speaker_modifiers"]
            )
        ):
            last -= 1
        while self._tailed(chunks, first, last) or (last > first + 1 and chunks[last - 1].lower in words["finite"]):
            last -= 1  # "What the Interior Ministry did say"
        turned = last > first + 3 and chunks[last - 1].lower in words["own_part"]
        if turned and chunks[last - 2].lower in words["kin_of"]:
            last -= 3  # "the ministry for its part"
        first = self._without_kind(chunks, first, last)
        first = self._without_titles(chunks, first, last)
        first, last = self._behind_office(chunks, first, last), self._without_body(chunks, first, last)
        first, last = self._of_owner(chunks, first, last)
        return (last - 1, last) if self._lettered(chunks, first, last) else (first, last)

    def _lettered(self, chunks: list[Chunk], first: int, last: int) -> bool:
        """ "the national mine action centre TAMAK": what a body is, and the letters that it is known by."""
        kind, known = chunks[first : last - 1], chunks[last - 1]
        letters = known.kind == "word" and len(known.text) > 3 and self._acronym(known) and self.pack.articles
        body = any(chunk.has("office") or chunk.value("nonclaim") == "body" for chunk in kind)
        return letters and body and all(c.text.islower() or c.text in self.pack.demonyms for c in kind)

    def _of_owner(self, chunks: list[Chunk], first: int, last: int) -> tuple[int, int]:
        """What of "the Interior Ministry's media unit", "Harun's mayor" is the name: the owner, what is owned, both."""
        words = self.pack.words
        possessor = [index for index in range(first + 1, last - 1) if chunks[index].lower in words["possessive"]]
        owner = chunks[first : possessor[0]] if possessor else []
        if possessor and self._owns_unit(owner, chunks[possessor[0] + 1 : last]):
            return first, possessor[0]
        if (
            possessor
            and sum(map(self._bare_name, owner)) >= 2
            and last - possessor[0] == 2
            and not self._title(chunks[last - 1])
        ):
            # "General Mark Milley's office": who speaks is the person
            return first, possessor[0]
        held = chunks[possessor[0] + 1 : last] if possessor else []
        if 2 <= len(held) <= 3 and self.pack.articles and all(map(self._bare_name, held)):
            # "the presidency's Orkhan Salmanov": who speaks is the person
            return possessor[0] + 1, last
        if len(held) > 1 and self.pack.articles and self._acronym(held[-1]) and len(held[-1].text) > 2:
            # "Velmia's mine agency VELMAC"
            return last - 1, last
        titled = any(chunk.has("title") or self._of_body(chunk) for chunk in owner)
        of_state = self.pack.articles and " ".join(chunk.text for chunk in owner) in self.pack.countries
        of_state = of_state and self._has_namesake(chunks[first].start, chunks[last - 1].end, held)
        if (
            possessor
            and not (titled or of_state)
            and not (self.pack.articles and self._person_office(chunks[last - 1]))
            and any(chunk.has("office") and not chunk.has("office_suffix") for chunk in chunks[possessor[0] + 1 : last])
        ):
            first = possessor[0] + 1
        return first, last

    def _has_namesake(self, start: int, end: int, held: list[Chunk]) -> bool:
        """ "Russia's Defence Ministry" beside "the Defence Ministry": the text names another body in the same words."""
        bare = self.source[held[0].start : held[-1].end]
        return self.source.count(bare) > self.source.count(self.source[start:end])

    def _units_of(self, chunks: list[Chunk], first: int, last: int) -> bool:
        """ "demining units of the Ministry": whose units they are is the name."""
        if first + 3 >= last or not chunks[first].text.islower() or not self.pack.articles:
            return False
        unit, of = chunks[first + 1], chunks[first + 2]
        return unit.has("office_suffix") and of.lower in self.pack.words["of"] and self._named(chunks, first + 3, last)

    def _tailed(self, chunks: list[Chunk], first: int, last: int) -> bool:
        """ "the Masam project", "the Bakhtar agency": a name, and behind it what it is; not "Saudi television"."""
        if last < first + 2 or chunks[last - 1].text not in self.pack.words["tails"]:
            return False
        name = chunks[last - 2]
        plain = is_capital(name) and not name.means(("office", "title"))
        return plain and name.text not in self.pack.demonyms and name.text not in self.pack.countries

    def _whole_voice(self, chunks: list[Chunk], first: int, last: int) -> bool:
        """ "an army spokeswoman", "Panel of Experts": a body without a name, or one that is named by who is in it."""
        if self.pack.articles and chunks[last - 2].lower in self.pack.words["of"] and is_capital(chunks[last - 1]):
            return True
        if self.pack.articles and last - first > 1 and chunks[last - 1].text.istitle() and chunks[last - 2].capital:
            return chunks[last - 2].lower not in self.pack.words["possessive"]  # "the Army Media Office"
        plain = all(chunk.text.islower() and chunk.kind in ("word", "lex") for chunk in chunks[first:last])
        opened = first > 0 and chunks[first - 1].lower in self.pack.words["indefinite"]
        return plain and opened and chunks[last - 1].lower in self.pack.words["spoken_for"]

    def _proper(self, chunks: list[Chunk], first: int, last: int) -> bool:
        """ "Central Command": a place adjective that is part of a proper name."""
        person = self.pack.articles and chunks[last - 1].text.islower()  # "a Western diplomat"
        return first + 1 < last and is_capital(chunks[first]) and (person or is_capital(chunks[first + 1]))

    def _acronym(self, chunk: Chunk) -> bool:
        return len(chunk.text) > 1 and chunk.text.isupper()

    def _person_office(self, chunk: Chunk) -> bool:
        """ "Harun's mayor": an office that one person holds stands with whose it is."""
        return self._title(chunk) and not is_capital(chunk)

    def _without_kind(self, chunks: list[Chunk], first: int, last: int) -> int:
        """Where the name begins behind the kind of person or body it is: "sapper Ivan Petrov"."""
        opens = first + 1 if last - first > 2 and not is_capital(chunks[first + 1]) else first
        described = next((i for i in range(opens, last) if is_capital(chunks[i])), first)
        plain = described > first and not any(self._connector(chunk) for chunk in chunks[first:last])
        named = chunks[described:last]
        if plain and all(is_capital(chunk) and not chunk.means(("office", "title")) for chunk in named):
            kind = chunks[described - 1]
            first = described if kind.means(("office", "office_suffix", "person")) else first
        begin = last
        while begin > first and self._bare_name(chunks[begin - 1]):
            begin -= 1
        if first < begin <= last - 2 and chunks[begin - 1].has("person") and self.pack.articles:
            # "District Police Officer Asif Khan"
            first = begin
        if (
            chunks[first].has("person")
            and last - first > 2
            and all(self._bare_name(c) for c in chunks[first + 1 : last])
        ):
            first += 1
        return first

    def _without_titles(self, chunks: list[Chunk], first: int, last: int) -> int:
        """Where the name begins behind its last title."""
        titles = [index for index in range(first, last) if self._title(chunks[index])]
        for index in reversed(titles):
            of = next((at for at in range(index + 2, last) if chunks[at].lower in self.pack.words["of"]), last)
            last = of if self.pack.articles and of - index > 2 else last
            after = [chunk for chunk in chunks[index + 1 : last] if is_capital(chunk) and not self._title(chunk)]
            if (
                len(after) >= 1
                and not any(self._connector(chunk) for chunk in chunks[index + 1 : index + 2])
                and not any(chunk.has("office") for chunk in chunks[index + 1 : last])
            ):
                return self._over_modifiers(chunks, index + 1, last)
        return first

    def _over_modifiers(self, chunks: list[Chunk], first: int, last: int) -> int:
        """ "министр обороны Закир Гасанов": over what the office is of, to the name."""
        while self.pack.genitive and first < last - 1 and not is_capital(chunks[first]):
            first += 1
        return first

    def _behind_office(self, chunks: list[Chunk], first: int, last: int) -> int:
        """ "Mayor of Brod Ana Peric": where the name of who holds the office begins."""
        held = self._title(chunks[first]) and first + 1 < last and chunks[first + 1].lower in self.pack.words["of"]
        named = all(self._bare_name(chunk) for chunk in chunks[last - 2 : last])
        return last - 2 if held and named and last - first >= 5 else first

    def _without_body(self, chunks: list[Chunk], first: int, last: int) -> int:
        """Where a person's name ends before the body they are of."""
        words = self.pack.words
        for index in range(first + 2, last):
            person = all(is_capital(chunk) and chunk.kind == "word" for chunk in chunks[first:index])
            person = person and not (self.pack.articles and any(self._acronym(chunk) for chunk in chunks[first:index]))
            if chunks[index].lower in words["of"] and person and index - first >= 2:
                return index
        return last
