"""Verbs of saying: which of them say something here, and how their clause goes on."""

from __future__ import annotations

from minetrace.reading.carriers import Carriers
from minetrace.reading.chunks import Chunk, Sentence, is_plural
from minetrace.reading.names import is_capital

_TAIL = 8
"""So many words may tell where and to whom something was said."""
_GIVEN = 6
"""Chunks behind a figure within which it is told to whom it was given: no telling."""


class Saying(Carriers):
    """Tells the verbs that say something from those that only look so."""

    def _owned_unit(self, chunks: list[Chunk], phrase: tuple[int, int]) -> bool:
        """ "Its survey teams have confirmed ...": those of who spoke before."""
        words, part = self.pack.words, chunks[slice(*phrase)]
        owned = phrase[0] > 0 and chunks[phrase[0] - 1].lower in words["pointing_owners"]
        owned = owned or (phrase[1] - phrase[0] > 1 and part[0].lower in words["pointing_owners"])
        unit = part[-1].value("nonclaim") == "body" or part[-1].has("office_suffix") or is_plural(part[-1], self.pack)
        return owned and unit and not part[-1].has("title") and all(chunk.text.islower() for chunk in part[1:])

    def _says_nothing(self, chunks: list[Chunk], index: int) -> bool:
        """ "Weekly report 12", "Ana puts on her visor", "teams added 6 hectares": no verb of saying."""
        words, chunk = self.pack.words, chunks[index]
        following = chunks[index + 1] if index + 1 < len(chunks) else None
        if chunk.has("document") and (self._titles(chunks, index) or self._cited_document(chunks, index)):
            return True
        before = chunks[index - 1] if index else None
        titled = self.pack.articles and chunk.text.istitle() and chunk.has("document")
        if before is not None and titled:
            # "Report informs": a name
            return True
        if before is not None and before.lower in words["impersonal"]:
            # "se dijo que ...", "se declaró libre de minas": nobody speaks
            return True
        if following is None:
            return False
        if following.lower in words["object_pronouns"] and chunk.lower.split()[-1] in words["done_to"]:
            # "once the trust has verified them"
            return True
        if following.lower in words["reflexive"]:
            # "Velmia declared itself free of mines"
            return True
        if chunk.lower in words["showing"] and following.lower in words["pointing_owners"]:
            # "the colonel showed them 12 mines"
            return True
        if chunk.lower in words["going_on"] and following.lower in words["to"]:
            return True
        if chunk.has("action", "surveyed") and any(after.has("unit") for after in chunks[index + 1 : index + 4]):
            return True  # "the brigades verified some 4 million square metres"
        put = following.lower in words["particles"] and chunk.lower in words["putting"]
        return put or (following.kind == "number" and chunk.lower in words["adding"])

    def _cited_document(self, chunks: list[Chunk], index: int) -> bool:
        """ "quoting the CMAC report": a document that somebody cites, no verb."""
        lead = chunks[max(0, index - 5) : index]
        while any(chunk.kind == "sign" for chunk in lead):
            lead = lead[1:]
        return any(chunk.has("according") for chunk in lead) and chunks[index].lower in self.pack.words["issued_nouns"]

    def _titles(self, chunks: list[Chunk], index: int) -> bool:
        """ "Situation report No. 12": a noun of a heading, no verb."""
        after = chunks[index + 1] if index + 1 < len(chunks) else None
        words = self.pack.words
        issued = chunks[index].lower in words["issued_nouns"]
        numbered = after is None or after.lower in words["numbering"]
        numbered = numbered or (issued and after is not None and after.kind in ("period", "number", "aside"))
        plain = not any(chunk.has("office") or chunk.text.isupper() for chunk in chunks[:index])
        return numbered and index <= 3 and plain and all(chunk.kind in ("word", "lex") for chunk in chunks[:index])

    def _plain_noun(self, chunk: Chunk) -> bool:
        plain = chunk.kind in ("word", "lex") and chunk.lower not in self.pack.words["function"]
        return plain and not chunk.has("speech") and not chunk.has("place_cue")

    def _closed(self, chunks: list[Chunk], last: int) -> bool:
        """Whether a phrase ends where its clause does."""
        return (
            last >= len(chunks)
            or chunks[last].kind in ("sign", "period")
            or chunks[last].has("according")
            or chunks[last].lower in self.pack.words["relative"]
            or self._said_in(chunks, last)
        )

    def _said_in(self, chunks: list[Chunk], index: int) -> bool:
        """ "writes the mayor | in a letter seen by Radio Orin", "on his Telegram channel": in what it was told."""
        words = self.pack.words
        if not self.pack.articles or not chunks[index].has("place_cue"):
            return False
        opened = chunks[index + 1 : index + 2]
        owned = words["definite|indefinite|possessive_pronouns"]
        behind = chunks[index + 2 : index + 5] if opened and opened[0].lower in owned else opened
        return any(chunk.has("document") or chunk.lower in words["channels"] for chunk in behind)

    def beside_telling(self, chunk: Chunk) -> bool:
        """ ", relató OCHA | en su boletín": where and how it was told stands behind who tells."""
        return self.pack.articles and chunk.lower in self.pack.words["said_beside"]

    def tells_to(self, verb: Chunk) -> bool:
        """ "contó a", "dijo al": a verb that goes on with who is told."""
        return self.pack.articles and verb.lower.split()[-1] in self.pack.words["said_beside"]

    def over_hearers(self, chunks: list[Chunk], index: int) -> int:
        """ "dijo a Efe | una fuente", "anunció en Lima | el canciller": where who speaks begins behind who is told."""
        hearer = self.tells_to(chunks[index - 1])
        if index >= len(chunks) or not (hearer or self.beside_telling(chunks[index])):
            return index
        articles = self.pack.words["definite|indefinite"]
        for at in range(index + 1, min(len(chunks), index + 7)):
            if chunks[at].kind == "sign" or chunks[at].lower in self.pack.words["that"]:
                break
            if at > index + (not hearer) and chunks[at].text in articles:
                return at
        return index

    def _makers(self, chunks: list[Chunk], at: int) -> tuple[int, int] | None:
        """ "say its builders": those who are told only by what they do."""
        words = self.pack.words
        owned = at + 1 < len(chunks) and chunks[at].lower in words["possessive_pronouns|definite"]
        plural = owned and is_plural(chunks[at + 1], self.pack) and chunks[at + 1].kind in ("word", "lex")
        doing = plural and chunks[at + 1].lower[:-1].endswith(tuple(words["agent_endings"]))
        return (at + 1, at + 2) if doing and self._closed(chunks, at + 2) else None

    def _one_of(self, chunks: list[Chunk], first: int, last: int) -> tuple[int, int] | None:
        """ "said one of the officials, a deputy mayor who ...": what the one is, behind those it is one of."""
        words = self.pack.words
        picked = chunks[first].kind == "number" and chunks[first + 1].lower in words["of"]
        told = last + 1 < len(chunks) and chunks[last].text == "," and chunks[last + 1].lower in words["indefinite"]
        return self.anonymous(chunks, last + 1) if picked and told else None

    def _second_verb(self, chunks: list[Chunk], index: int) -> bool:
        """ "denied having laid 300 mines near Mocha and said ...": who spoke first speaks on."""
        at = index - 1
        while at > 0 and self.pack.adverb(chunks[at].lower):
            at -= 1
        joined = at > 0 and chunks[at].lower in self.pack.words["and"]
        return joined and any(chunk.has("speech") for chunk in chunks[:at])

    def _may_think(self, head: Chunk) -> bool:
        """ "the mediator hopes", "campaigners fear", not "the strategy foresees": a noun of persons."""
        person = head.has("person") or head.lower.endswith(tuple(self.pack.words["agent_endings"]))
        return person or is_plural(head, self.pack)

    def _second_of(self, chunks: list[Chunk], index: int, phrase: tuple[int, int]) -> bool:
        """ "Ana Ruiz toured a site near Harun and promised that ...": a place before a second verb does not speak."""
        words, (first, last) = self.pack.words, phrase
        joined = last < index and chunks[last].lower in words["and"] and self.pack.articles
        return joined and first > 1 and chunks[first - 1].has("place_cue")

    def _finds(self, chunks: list[Chunk], index: int) -> bool:
        """ "..., OHCHR found.", "the inquiry found that ...": a finding that is said, no find."""
        after = chunks[index + 1] if index + 1 < len(chunks) else None
        told = after is None or after.text in (".", '"') or after.lower in self.pack.words["that"]
        if self._blames(chunks, index):
            return True
        if chunks[index].lower in self.pack.words["that_verbs"]:
            behind = [chunk for chunk in chunks[index + 1 : index + 4] if chunk.kind != "period"]
            named = any(chunk.lower in self.pack.words["that"] for chunk in behind[:1])
            before = self.common(chunks, index) or self.left(chunks, index) or (0, 0)
            called = before[0] and chunks[before[0] - 1].lower in self.pack.words["free_relative"]
            return (
                named
                or bool(called)  # "what deminers believe was a shell"
                or (self._tags(chunks, index) and self._tail(chunks, index + 1))
                or self._tag_turned(chunks, index)
            )
        if told and chunks[index].lower in self.pack.words["finding"]:
            return not self._passive(chunks, index)
        return chunks[index].lower in self.pack.words["giving_figures"] and self._gives(chunks, index)

    def _blames(self, chunks: list[Chunk], index: int) -> bool:
        """ "the fund holds the guerrillas answerable for 60 mines": who blames says so."""
        words = self.pack.words
        if chunks[index].lower not in words["holding"]:
            return False
        behind = [chunk.lower for chunk in chunks[index + 1 : index + 8]]
        return not words["answerable"].isdisjoint(behind)

    def _gives(self, chunks: list[Chunk], index: int) -> bool:
        """ "the clinic gives seven wounded", "the office gives 104": a figure that a body or person tells."""
        # "The officer, Ana Ruiz, gave the agency three accidents": what a person gives
        if index > 2 and chunks[index - 1].text == "," and self._bare_name(chunks[index - 2]) and self.pack.articles:
            return True
        counted = next(
            (at for at in range(index + 1, min(index + 4, len(chunks))) if chunks[at].kind == "number"), None
        )
        if counted is None:
            return False
        if not self.pack.articles:
            return any(chunk.has("outcome") for chunk in chunks[counted + 1 : counted + 2])
        behind = chunks[counted + 1 : counted + 3]
        bare = not behind or behind[0].kind in ("sign", "period")
        phrase = self.left(chunks, index) or self.common(chunks, index) or (index, index)
        part = chunks[slice(*phrase)]
        body = any(c.means(("office", "title")) or c.value("nonclaim") == "body" or self._acronym(c) for c in part)
        body = body or self.source[chunks[phrase[0]].start : chunks[phrase[1] - 1].end] in self.voices.met
        given = {chunk.lower for chunk in chunks[counted + 1 : counted + _GIVEN]} & self.pack.words["given_to"]
        named = chunks[index].lower in self.pack.words["naming_figures"] and not given
        told = ("outcome", "thing", "unit") if named else ("outcome",)
        return body and (bare or any(chunk.means(told) for chunk in behind))

    def _tags(self, chunks: list[Chunk], index: int) -> bool:
        """ "..., the Alliance claimed": whether who speaks stands behind a comma that closes what was said."""
        phrase = self.left(chunks, index) if self.pack.articles and not self.pack.free_order else None
        phrase = phrase or (self.common(chunks, index) if self.pack.articles and not self.pack.free_order else None)
        first = phrase[0] if phrase is not None else 0
        first -= first > 0 and chunks[first - 1].lower in self.pack.words["definite|indefinite"]
        return first > 2 and chunks[first - 1].text == ","

    def _tail(self, chunks: list[Chunk], index: int) -> bool:
        """Whether all behind a verb to the next sign only tells where, when, to whom and how it was said."""
        at = index
        while at < len(chunks) and (chunks[at].kind in ("period", "aside") or self.light(chunks[at])):
            at += 1
        led = at < len(chunks) and (chunks[at].has("place_cue") or chunks[at].lower in self.pack.words["through"])
        while led and at < len(chunks) and chunks[at].kind != "sign" and at - index < _TAIL:
            if chunks[at].kind == "number" or any(map(chunks[at].has, ("action", "outcome", "thing", "speech"))):
                return False
            at += 1
        return at >= len(chunks) or chunks[at].kind == "sign" or chunks[at].lower in self.pack.words["by"]

    def _tag_turned(self, chunks: list[Chunk], index: int) -> bool:
        """ "..., hopes the EU mission.": who speaks stands behind the verb that a comma opens."""
        if not index or chunks[index - 1].text not in (",", '"') or not self.pack.articles or self.pack.free_order:
            return False
        phrase = self.right(chunks, index + 1)
        return phrase is not None and self._tail(chunks, phrase[1])

    def _as_told(self, chunks: list[Chunk], index: int) -> bool:
        """ "as the commissioner put it", "as the army would have it", "as he tells it": whose view is told."""
        words, at = self.pack.words, index - 1
        after = chunks[index + 1] if index + 1 < len(chunks) else None
        if after is None or after.lower not in words["expletive"] or not words["as"]:
            return False
        while at >= 0 and index - at < 10 and chunks[at].kind != "sign" and chunks[at].lower not in words["as"]:
            at -= 1
        return 0 <= at < index - 1 and chunks[at].lower in words["as"] and self._tail(chunks, index + 2)

    def _leads(self, chunks: list[Chunk], index: int) -> bool:
        """Whether a verb may stand before who speaks anywhere: "об этом сообщили в министерстве"."""
        return self.pack.free_order and self.left(chunks, index) is None

    def _passive(self, chunks: list[Chunk], index: int) -> bool:
        """ "is accused", "were recorded": the subject of a passive does not speak."""
        at = index - 1
        while at >= 0 and self.light(chunks[at]):
            if chunks[at].lower in self.pack.words["be"]:
                return True
            at -= 1
        return False

    def _quoted(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """Whom a medium quotes: a name, or whoever stands before "as saying"."""
        phrase = self.presented(chunks, index) or self.right(chunks, index)
        if phrase is None and self.pack.articles:
            words = self.pack.words
            first = index + (index < len(chunks) and chunks[index].lower in words["indefinite|definite"])
            last = next((at for at in range(first, min(first + 6, len(chunks))) if chunks[at].lower in words["as"]), 0)
            plain = last > first and all(chunk.kind in ("word", "lex") for chunk in chunks[first:last])
            phrase = (first, last) if plain else None
        return phrase

    def _whole_teller(self, chunks: list[Chunk], index: int, phrase: tuple[int, int] | None) -> tuple[int, int] | None:
        """The whole phrase that tells, where the noun phrase right before the verb is but a piece of it."""
        whole = self.teller(chunks, index)
        if whole is None:
            return phrase or self._first_subject(chunks, index)
        if phrase is not None and phrase[0] <= whole[0] + 1:
            named = self.teller_name(chunks, whole)
            opened = phrase[0] == named[0] or chunks[named[0]].kind == "number"
            bare = phrase[1] - phrase[0] == 1 and opened and chunks[phrase[0]].has("person")
            return named if bare else phrase
        piece = phrase is not None and phrase[0] < whole[1]
        if piece and phrase is not None and not self.joined(chunks[whole[0] : phrase[0]]):
            plain = not any(is_capital(chunk) for chunk in chunks[slice(*phrase)])
            body = any(chunk.has("office") and is_capital(chunk) for chunk in chunks[whole[0] : phrase[0]])
            return self.teller_name(chunks, whole) if plain and body else phrase
        if phrase is not None and not piece and not self.inserted(chunks[whole[1] + 1]):
            return phrase
        return self.teller_name(chunks, whole)

    def _first_subject(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """ "The attaché, Major Holt, declined to go but said": who opens the clause is the subject of both verbs."""
        words, at = self.pack.words, index - 1
        while at > 0 and self.light(chunks[at]) and chunks[at].lower not in words["and"]:
            at -= 1
        joined = at > 1 and chunks[at].lower in words["and|splitting"] and chunks[at - 1].text != ","
        parted = any(chunk.text in (";", ":", '"') or chunk.has("speech") for chunk in chunks[:at])
        if not joined or not self.pack.articles or parted:
            return None
        that = index + 1 < len(chunks) and chunks[index + 1].lower in words["that"]
        if not that and chunks[index].lower not in words["plainly_said"]:
            # "visited the depot and verified the number of mines" tells of a visit
            return None
        first = self._past_openers(chunks, 0, at)
        named = self.presented(chunks, first)
        if named is not None:
            return named
        phrase = self.right(chunks, first) if not chunks[first].has("place_cue") else None
        if phrase is None or phrase[0] > first + 1 or phrase[1] >= at:
            return None
        return self._name_behind(chunks, phrase)

    def _by_what_means(self, chunks: list[Chunk], index: int) -> bool:
        """ "reported by telephone": by what means, not by whom."""
        after = chunks[index + 1] if index + 1 < len(chunks) else None
        return after is not None and after.lower in self.pack.words["means"]

    def _over_source(self, chunks: list[Chunk], phrase: tuple[int, int] | None) -> tuple[int, int] | None:
        """ "Радио Сана со ссылкой на МЧС сообщает": who speaks stands before whom it cites."""
        if phrase is None or phrase[0] < 2 or not chunks[phrase[0] - 1].has("according"):
            return phrase
        before = phrase[0] - 2
        before -= chunks[before].text == '"'
        return self.phrase_ending(chunks, before) or phrase

    def _is_saying(self, chunks: list[Chunk], index: int) -> bool:
        """Whether a word says something here: a verb of saying, a document that is issued, a finding."""
        if self.pack.articles and self._names_or_describes(chunks, index):
            return False
        behind = chunks[index + 1 : index + 6]
        issued = chunks[index].has("issues") and any(c.means(("document", "tally_noun")) for c in behind)
        issued = issued or (chunks[index].has("issues") and self.issues_before(chunks, index))
        said = chunks[index].has("speech") or issued or self._finds(chunks, index)
        said = said or self.issuer(chunks, index) is not None or self._as_told(chunks, index)
        return said and not self._says_nothing(chunks, index)

    def issuer(self, chunks: list[Chunk], index: int) -> tuple[int, int] | None:
        """The body before a document that a verb at `index` says something with; None here, documents tell."""
        del chunks, index
        return None

    def _names_or_describes(self, chunks: list[Chunk], index: int) -> bool:
        """ "the United States", "a lawmaker briefed by the agency", "cousins called Kern": no verb of the clause."""
        words, chunk = self.pack.words, chunks[index]
        after = chunks[index + 1] if index + 1 < len(chunks) else None
        if after is not None and after.lower in words["done_by"] and not chunk.has("according"):
            before = chunks[index - 1] if index else None
            return not self._by_what_means(chunks, index + 1) and (
                before is None or before.lower not in words["pronouns"]
            )
        owner = chunks[index - 1].lower if index else ""
        if owner in words["of"]:
            return True  # "the numbers of finds"
        if owner in words["possessive_pronouns"] and owner not in words["object_pronouns"]:
            return True  # "gave its finds"
        if after is not None and chunk.lower in words["naming"] and is_capital(after):
            return True
        if (
            not index
            or not chunk.capital
            or not (is_capital(chunks[index - 1]) or chunks[index - 1].lower in words["of"])
        ):
            return False
        # in a headline all words may have capitals
        plain = [other for other in chunks if other.kind in ("word", "lex") and other.lower not in words["function"]]
        return 2 * sum(other.text.islower() for other in plain) > len(plain)

    def _opens_for(self, chunks: list[Chunk], index: int) -> bool:
        """ "Para la Cruz Roja, ...": a sentence that opens with the body whose view it gives."""
        if index or chunks[0].lower not in self.pack.words["opening_sources"]:
            return False
        phrase = self.right(chunks, 1)
        closed = phrase is not None and phrase[1] < len(chunks) and chunks[phrase[1]].text == ","
        return phrase is not None and closed and any(chunk.has("office") for chunk in chunks[slice(*phrase)])

    def possessor(self, sentence: Sentence, index: int) -> list[str]:
        """The speaker in "X's claim", with the chunk index of "claim"; empty if there is none."""
        at = index - 1
        while at > 0 and index - at < 4 and sentence.chunks[at].lower not in self.pack.words["possessive"]:
            at -= 1
        if at <= 0 or sentence.chunks[at].lower not in self.pack.words["possessive"]:
            return []
        if any(chunk.has("speech") for chunk in sentence.chunks[at:index]):
            return []
        phrase = self.phrase_ending(sentence.chunks, at - 1)
        return self.names(sentence.chunks, *phrase)[0] if phrase else []

    def following(self, sentence: Sentence, index: int) -> list[str]:
        """The speaker in "the claim of X" or "claims by X"; empty if there is none."""
        if self.pack.genitive:
            phrase = self.right(sentence.chunks, index)
            return self.names(sentence.chunks, *phrase)[0] if phrase else []
        joined = index < len(sentence.chunks) and sentence.chunks[index].lower in self.pack.words["of|by"]
        phrase = self.right(sentence.chunks, index + 1) if joined else None
        return self.names(sentence.chunks, *phrase)[0] if phrase else []

    def _has_modifier(self, sentence: Sentence, mark: Chunk) -> bool:
        """Without articles only a bare noun points back: "прокуратура", not "районная прокуратура"."""
        before = next((chunk for chunk in reversed(sentence.chunks) if chunk.end <= mark.start), None)
        after = next((chunk for chunk in sentence.chunks if chunk.start >= mark.end), None)
        words = self.pack.words
        led = before is not None and (
            before.has("office") or (before.kind == "word" and before.lower not in words["function"])
        )
        return led or (after is not None and after.lower in words["speaker_modifiers"])
