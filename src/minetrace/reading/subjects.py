"""Noun phrases of languages without articles, where case alone joins words: who speaks or acts, and the name in it."""

from __future__ import annotations

from minetrace.reading.chunks import Chunk, number_of
from minetrace.reading.names import is_capital
from minetrace.reading.tellers import Tellers

_LONGEST = 9
_OPENS = frozenset((",", '"', ";", "-", ":", "(", "."))
_BARRED = ("speech", "thing", "according", "cue", "unit", "tally_verb")
_HEADS = ("title", "office", "office_suffix", "person")


class Subjects(Tellers):
    """Finds whole noun phrases beside a verb, whatever words they are made of, where no article opens them."""

    def _of_phrase(self, chunk: Chunk) -> bool:
        """Whether a chunk may stand inside a noun phrase."""
        verbal = chunk.means(_BARRED) or any(
            sense.kind in ("action", "outcome") and sense.flags.get("form") not in ("noun", "adjective")
            for sense in chunk.senses
        )
        verbal = verbal or chunk.lower in self.pack.words["definite"]
        return chunk.kind in ("word", "lex") and (self._connector(chunk) or not verbal)

    def _heads(self, chunk: Chunk) -> bool:
        """Whether a chunk may open the noun phrase of somebody who speaks."""
        named = self._holds_office(chunk) or chunk.lower in self.pack.words["speaking_people"]
        light = chunk.lower in self.pack.words["function"] or chunk.has("place_cue") or self.light(chunk)
        return named or (is_capital(chunk) and not light)

    def left(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """The noun phrase before a verb; "в Орше" is where it was, "в МЧС" who says so."""
        phrase = super().left(chunks, index)
        if phrase is not None and self.pack.genitive and chunks[phrase[0]].has("place_cue"):
            # "по всей Украине сапёры сняли"
            return phrase if chunks[phrase[0]].lower in self.pack.words["said_at"] else None
        if phrase is not None and self._is_told(chunks, phrase, index):
            return None
        if phrase is None or not self.pack.genitive or not phrase[0]:
            return phrase
        lead, part = chunks[phrase[0] - 1], chunks[phrase[0] : phrase[1]]
        if self._own_page(chunks, phrase[1] - 1):
            return None
        body = any(chunk.means(("office", "office_suffix")) or self._name_of_body(chunk) for chunk in part)
        said = lead.lower in self.pack.words["said_at"] and body
        return None if lead.has("place_cue") and not said else phrase

    def _is_told(self, chunks: list[Chunk], phrase: tuple[int, int], index: int) -> bool:
        """ "про це «Вістям» розповіла речниця поліції": who is told stands before the verb, who tells behind it."""
        part, teller = chunks[slice(*phrase)], chunks[index + 1 : index + 2]
        dative = is_capital(part[0]) and part[0].lower.endswith(tuple(self.pack.words["dative_endings"]))
        quoted = phrase[0] > 0 and chunks[phrase[0] - 1].text == '"'
        tells = bool(teller) and teller[0].means(("title", "office_suffix") if quoted else ("title",))
        return self.pack.genitive and dative and tells and (quoted or len(part) == 1)

    def right(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """The noun phrase from a chunk on; "ссылаясь на телеканал Ален": a medium's name behind what it is."""
        at = index
        while self.pack.genitive and at < len(chunks) and chunks[at].lower in self._before_media():
            at += 1
        behind = at > index and at < len(chunks) and (is_capital(chunks[at]) or chunks[at].text == '"')
        return super().right(chunks, at if behind and not chunks[at - 1].has("office") else index)

    def _before_media(self) -> frozenset[str]:
        return self.pack.words["media_nouns|speaker_connectors"]

    def _own_page(self, chunks: list[Chunk], last: int) -> bool:
        """ "в своем Telegram-канале сообщил", "на сайте написал": where somebody speaks, no one who does."""
        return any(chunk.lower in self.pack.words["own_pages"] for chunk in chunks[max(0, last - 1) : last + 1])

    def over_documents(self, chunks: list[Chunk], index: int) -> int:
        """ "говорится в сводке МЧС", "следует из отчета МЧС": where the name begins behind the document."""
        at = index
        while self.pack.genitive and at < len(chunks) and at < index + 5:
            light = self._connector(chunks[at]) or chunks[at].lower in self.pack.words["audience_words"]
            document = chunks[at].has("document") and not is_capital(chunks[at])
            # "оприлюднений у середу бюлетень місії"
            ahead = any(chunk.has("document") for chunk in chunks[at + 1 : at + 4])
            described = ahead and (chunks[at].text.islower() or chunks[at].kind == "period")
            if not (light or document or described):
                break
            at += 1
        return at if any(chunk.has("document") for chunk in chunks[index:at]) else index

    def _holds_office(self, chunk: Chunk) -> bool:
        return chunk.means(_HEADS) or chunk.value("nonclaim") == "body"

    def clause_subject(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """ "Сирийская обсерватория по правам человека говорит": all from where a clause opens to its verb."""
        if not self.pack.genitive:
            return None
        at = index - 1
        while at >= 0 and (chunks[at].kind in ("period", "aside") or self.light(chunks[at])):
            at -= 1
        last = at + 1
        while at >= 0 and last - at <= _LONGEST and self._of_phrase(chunks[at]):
            at -= 1
        first = at + 1
        while at >= 0 and chunks[at].kind == "period":
            at -= 1
        opened = at < 0 or chunks[at].text in _OPENS or chunks[at].lower in self.pack.words["that"]
        last = self._without_venue(chunks, first, last)
        while first < last and (chunks[first].lower in self.pack.words["clause_openers"] or self.light(chunks[first])):
            first += 1
        first = self._over_scene(chunks, first, last)
        opened = opened or (first < last and is_capital(chunks[first]) and chunks[at].means(("unit", "thing")))
        heads = first < last and (self._heads(chunks[first]) or self._qualified(chunks, first, last))
        if not opened or not heads:
            return None
        lone = last - first == 1 and not (self._holds_office(chunks[first]) or self._name_of_body(chunks[first]))
        return None if lone and chunks[first].lower not in self.pack.words["speaking_people"] else (first, last)

    def _over_scene(self, chunks: list[Chunk], first: int, last: int) -> int:
        """ "На Херсонщине | служба вернула": where the body that stands behind it did so is no part of its name."""
        led = first > 0 and chunks[first - 1].has("place_cue") and is_capital(chunks[first])
        if not led or self._holds_office(chunks[first]) or self._name_of_body(chunks[first]):
            return first
        body = next((at for at in range(first + 1, last) if not is_capital(chunks[at])), last)
        return body if body < last and chunks[body].has("office") else first

    def _qualified(self, chunks: list[Chunk], first: int, last: int) -> bool:
        """ "сапёрный батальон внутренних войск": an adjective before the noun of a body."""
        endings = tuple(self.pack.words["adjective_endings"])
        return last - first > 1 and chunks[first].lower.endswith(endings) and chunks[first + 1].has("office")

    def clause_body(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """ "Датская группа по разминированию очистила": a body told by more than its kind."""
        phrase = self.clause_subject(chunks, index)
        if phrase is None:
            return None
        part = chunks[slice(*phrase)]
        bodies = [at for at, chunk in enumerate(part) if chunk.has("office") or chunk.value("nonclaim") == "body"]
        told = len(part) > 1 or " " in part[0].text
        return phrase if bodies and told and not part[-1].has("person") else None

    def _without_venue(self, chunks: list[Chunk], first: int, last: int) -> int:
        """ "министр Иван Кац на брифинге": where somebody spoke is no part of the name."""
        for at in range(last - 1, first, -1):
            led = chunks[at].lower in self.pack.words["venue_leads"]
            if led and any(map(self._bare_name, chunks[first:at])) and not is_capital(chunks[last - 1]):
                return at
        return last

    def _name_of_body(self, chunk: Chunk) -> bool:
        return chunk.text.isupper() and len(chunk.text) > 1

    def clause_rest(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """ "заявил министр местного самоуправления": all behind a verb to the end of its clause."""
        first = index
        if not self.pack.genitive:
            return None
        while first < len(chunks) and (
            chunks[first].text == '"'
            or chunks[first].kind == "period"
            or chunks[first].lower in self.pack.words["speaker_connectors|audience_words"]
        ):
            first += 1
        last = first
        while last < len(chunks) and last - first <= _LONGEST and self._of_phrase(chunks[last]):
            if chunks[last].lower in self.pack.words["that"]:
                return None
            if last > first and chunks[last].lower in self.pack.words["said_at"]:
                # "сообщило министерство внутренних дел в Кабуле"
                break
            last += 1
        placed = last < len(chunks) and chunks[last].lower in self.pack.words["said_at"]
        closed = placed or last >= len(chunks) or chunks[last].kind in ("sign", "period")
        if first >= last or not closed or not self._heads(chunks[first]):
            return None
        return first, last

    def told_at(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """ "О взрыве на рынке Орши сообщили в МЧС": a plural verb without a subject, and the body where it was said."""
        words = self.pack.words
        after = chunks[index + 1] if index + 1 < len(chunks) else None
        if not self.pack.genitive or after is None or after.lower not in words["said_at"]:
            return None
        number = number_of(chunks[index])
        several = number == "pl" or (number is None and chunks[index].lower.endswith(tuple(words["plural_verbs"])))
        if not several or index + 2 >= len(chunks):
            return None
        head = chunks[index + 2]
        if head.text == '"' and index + 3 < len(chunks):
            head = chunks[index + 3]
        body = head.means(("office", "office_suffix")) or self._name_of_body(head)
        phrase = self.right(chunks, index + 2)
        ends = phrase is not None and (phrase[1] >= len(chunks) or chunks[phrase[1]].kind in ("sign", "period"))
        phrase = phrase if ends else self.clause_rest(chunks, index + 2) or phrase
        if phrase is None or head.has("document"):
            return None
        return phrase if body or any(chunk.has("office") for chunk in chunks[slice(*phrase)]) else None

    def told_medium(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """ "сообщил агентству «Пажвок», что", "рассказал корреспонденту «Пажвока» мэр": the medium that was told."""
        at = index + 1
        while at < len(chunks) and chunks[at].lower in self.pack.words["reporters"]:
            at += 1
        if at >= len(chunks) or not self.pack.genitive:
            return None
        first = at + 1
        if chunks[at].lower not in self.pack.words["told_media"]:
            return self._told_name(chunks, index, at)
        first += first < len(chunks) and chunks[first].text == '"'
        last = first
        while last < len(chunks) and last - first < 4 and is_capital(chunks[last]):
            last += 1
        return (first, last) if last > first else None

    def passed_on(self, chunks: list[Chunk], index: int) -> tuple[tuple[int, int], tuple[int, int] | None] | None:
        """ "как сообщили АПА в Минобороны": who says so, and the medium that was told."""
        medium = self.told_medium(chunks, index - 1) if self.pack.genitive else None
        giver = self.clause_rest(chunks, medium[1]) if medium is not None else None
        return (giver, medium) if giver is not None else super().passed_on(chunks, index)

    def _told_name(self, chunks: list[Chunk], index: int, first: int) -> tuple[int, int] | None:
        """ "сообщили «Вестям» в МЧС", "рассказал ТАСС мэр", "мэр сообщил «Вестям», что": a medium by its name."""
        words, last = self.pack.words, first
        while last < len(chunks) and last - first < 2 and (chunks[last].quoted or self._name_of_body(chunks[last])):
            last += 1
        part = chunks[first:last]
        if not part or not any(chunk.quoted or chunk.lower in words["media"] for chunk in part):
            return None
        given = chunks[last - 1].lower.endswith(tuple(words["dative_endings"])) or first > index + 1
        if last >= len(chunks) or chunks[last].kind == "sign":
            return (first, last) if self.left(chunks, index) or self.clause_subject(chunks, index) else None
        teller = chunks[last].has("title") or chunks[last].lower in words["said_at"] or given
        return (first, last) if teller else None

    def cites(self, chunk: Chunk) -> bool:
        """ "со ссылкой на", "ссылаясь на": words of who carries what others say."""
        return not self.pack.words["citing"].isdisjoint(chunk.lower.split())

    def carrier(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """ "«Вести» — со ссылкой на": the medium that opens the sentence before a word of citing."""
        at = index - 1
        while at >= 0 and chunks[at].text in (",", "-", '"'):
            at -= 1
        phrase = self.phrase_ending(chunks, at) if at >= 0 else None
        begins = phrase is not None and all(c.kind == "sign" or c.has("according") for c in chunks[: phrase[0]])
        return phrase if begins else None

    def cited_further(self, chunks: list[Chunk], last: int) -> tuple[int, int] | None:
        """ "..., а тот — на Погранслужбу": whom the one that is cited cites."""
        latter = self._over_openers(chunks, last)
        pointed = last < latter < len(chunks) and chunks[latter].lower in self.pack.words["the_latter"]
        at = self._over_openers(chunks, latter + 1)
        if not pointed or at >= len(chunks) or chunks[at].lower not in self.pack.words["speaker_connectors"]:
            return None
        return self.right(chunks, at)

    def _over_openers(self, chunks: list[Chunk], at: int) -> int:
        openers = self.pack.words["clause_openers"]
        while at < len(chunks) and (chunks[at].kind == "sign" or chunks[at].lower in openers):
            at += 1
        return at

    def opening_subject(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """ "Сапери ДСНС мали 5 виїздів, знешкодили ...": the body before the first verb acts in the later ones too."""
        words = self.pack.words
        first = 0
        while first < index and (chunks[first].kind in ("period", "sign") or self.light(chunks[first])):
            first += 1
        last = first
        while last < index and (self._admissible(chunks[last]) or self._connector(chunks[last])):
            last += 1
        while last < index and chunks[last].kind == "period":
            last += 1
        part = chunks[first:last]
        body = any(chunk.has("office") or self._name_of_body(chunk) for chunk in part)
        if not self.pack.genitive or not part or not body or last >= index or part[0].has("place_cue"):
            return None
        acts = chunks[last].kind == "word" and chunks[last].lower.endswith(tuple(words["past_endings"]))
        parted = any(chunk.text == ";" or chunk.has("speech") for chunk in chunks[last:index])
        while part and part[-1].kind == "period":
            part.pop()
        return (first, first + len(part)) if part and (acts or chunks[last].has("action")) and not parted else None

    def _phrase_end(self, chunks: list[Chunk], first: int) -> int:
        """Where the noun phrase that a chunk opens ends at the latest: at a sign, or behind its last capital."""
        last = first + 1
        while last < len(chunks) and last - first <= _LONGEST and self._of_phrase(chunks[last]):
            last += 1
        capitals = [at for at in range(first + 1, last) if self._bare_name(chunks[at])]
        end = capitals[-1] + 1 if capitals else first + 1
        while len(capitals) > 1 and capitals[-1] - capitals[-2] > 1:
            capitals.pop()
            end = capitals[-1] + 1
        return end

    # -- the name in a phrase -----------------------------------------------------------------------------------
    def person_in(self, chunks: list[Chunk], first: int, last: int) -> tuple[int, int] | None:
        """ "руководитель программы Денис Рагимов": the person's name at the end of a description."""
        begin = last = self._before_venue(chunks, first, last)
        while begin > first and self._bare_name(chunks[begin - 1]) and not chunks[begin - 1].text.isupper():
            if chunks[begin - 1].quoted:
                break
            begin -= 1
        before = chunks[begin - 1] if begin > first else None
        if last - begin == 3 and before is not None and (before.has("place_cue") or before.has("place_type", "before")):
            begin += 1  # "глава офиса в Орше Иван Кац", "староста села Велм Иван Кац"
        if last - begin > 2:
            begin = self._over_genitive(chunks, begin, last)
        run = chunks[begin:last]
        described = any(chunk.means(("title", "person")) for chunk in chunks[first:begin])
        if not described or not 2 <= len(run) <= 3:
            return None
        text = " ".join(chunk.text for chunk in run)
        placed = text in self.pack.countries or run[0].lower.endswith(tuple(self.pack.words["genitive_adjectives"]))
        return None if placed else (begin, last)

    def _before_venue(self, chunks: list[Chunk], first: int, last: int) -> int:
        """ "глава ведомства Иван Кац на брифинге": a name of two words ends where the place of speaking begins."""
        for at in range(first + 2, last):
            if chunks[at].lower in self.pack.words["venue_leads"] and all(map(self._bare_name, chunks[at - 2 : at])):
                return at
        return last

    def _over_genitive(self, chunks: list[Chunk], begin: int, last: int) -> int:
        """ "Центра Приднестровья Сергей Мокан": over what the office is of, where the name behind it is no genitive."""
        endings = tuple(self.pack.words["genitive_endings"])
        fathers = tuple(self.pack.words["patronymic_endings"])
        while last - begin > 2 and chunks[begin].lower.endswith(endings):
            if fathers and chunks[begin + 1].lower.endswith(fathers) and last - begin == 3:
                break  # "Анна Ивановна Шут"
            begin += 1
        return begin

    def _trimmed(self, chunks: list[Chunk], first: int, last: int) -> tuple[int, int]:
        if not self.pack.genitive:
            return super()._trimmed(chunks, first, last)
        quoted = [at for at in range(first, last) if chunks[at].quoted]
        behind = self.person_in(chunks, first, last) if quoted and quoted[-1] < last - 2 else None
        if behind is not None and behind[0] > quoted[-1]:
            # "представитель фонда «Чистое поле» Иван Кац"
            return behind
        if quoted:
            # "фонд «Чистое поле»": the name itself
            return quoted[-1], quoted[-1] + 1
        skipped = self.pack.words["clause_openers|kin_of"]
        while last - first > 1 and (chunks[first].has("document") or chunks[first].lower in skipped):
            first += 1
        person = self.person_in(chunks, first, last)
        if person is not None:
            return person
        if last - first > 1 and chunks[first].lower in self.pack.words["media_nouns"] and is_capital(chunks[first + 1]):
            return first + 1, last
        if (
            last - first > 1
            and chunks[first].lower in self.pack.words["org_nouns"]
            and chunks[first + 1].text.isascii()
        ):
            return first + 1, last
        begin, end = super()._trimmed(chunks, first, last)
        if begin == end:
            return begin, end
        if end - begin > 2 and chunks[end - 1].text in self.pack.countries:
            # "HALO Trust в Украине"
            end -= 2 if chunks[end - 2].lower in self.pack.words["said_at"] else 0
        begin = self._with_body(chunks, first, begin, end)
        if begin > first and self._holds(chunks, begin, end):
            return begin - 1, end
        team = begin > first and any(chunk.lower in self.pack.words["teams"] for chunk in chunks[first:begin])
        if team and self._name_of_body(chunks[begin]):
            # "пиротехники ГСЧС Украины": the body, whatever country it is of
            while begin + 1 < end and chunks[begin].text.isascii() and chunks[begin + 1].text.isascii():
                begin, first = begin + 1, min(first, begin)
            named = next((at for at in range(first, begin + 1) if chunks[at].text.isascii()), begin)
            bodies = (at for at in range(begin + 1, end) if not self._name_of_body(chunks[at]))
            last = next(bodies, end)  # "сапёры ГУ МЧС"
            region = end - begin == 2 and chunks[begin + 1].text not in self.pack.countries
            return named, end if region else last  # "сапёры МЧС Абхазии"
        return begin, end

    def _with_body(self, chunks: list[Chunk], first: int, begin: int, end: int) -> int:
        """ "комитет Красного Креста", "правительство Рутении": a body goes with what it is of."""
        named = chunks[begin:end]
        genitive = all(
            chunk.lower.endswith(tuple(self.pack.words["genitive_endings|genitive_adjectives"])) for chunk in named
        )
        if begin == first or not genitive or named[0].text.isupper() or not chunks[begin - 1].has("office"):
            return begin
        at = begin - 1
        while at > first and chunks[at - 1].kind in ("word", "lex") and not chunks[at - 1].has("title"):
            at -= 1
        return at

    def _holds(self, chunks: list[Chunk], at: int, end: int) -> bool:
        """ "губернатор Гильменда", "глава Велмской области": an office and where it is held, not a surname."""
        name, office = chunks[at], chunks[at - 1]
        if end - at > 1:
            held = end - at == 2 and office.has("title") and chunks[at + 1].has("place_type")
            return held and name.lower.endswith(tuple(self.pack.words["genitive_adjectives"]))
        ranked = office.text.capitalize() in self.pack.words["ranks"]
        if not office.has("title") or ranked or name.text.isupper() or not self._bare_name(name):
            return False
        surname = name.lower.endswith(tuple(self.pack.words["surname_endings"]))
        genitive = name.lower.endswith(tuple(self.pack.words["genitive_endings"]))
        return name.text in self.pack.countries or (genitive and not surname)
