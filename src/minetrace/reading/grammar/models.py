"""Models under a number: by their designation alone, and lists of them."""

from __future__ import annotations

from minetrace.reading.grammar.group import SUCH, Group
from minetrace.reading.grammar.nouns import NounReader
from minetrace.reading.ordnance import model_category


class ModelReader(NounReader):
    """Reads models where no noun stands behind the number."""

    def _listed_models(self, at: int) -> int:
        """ "12 PMN, PMN-2s and TM-57 mines": the index behind a list of models under one number."""
        chunks, last = self.chunks, self._over_plural(at + 1)
        while last + 1 < len(chunks):
            ahead = last + 1 if chunks[last].text == "," else last
            ahead += ahead < len(chunks) and chunks[ahead].lower in self.pack.words["and"]
            if not last < ahead < len(chunks) or not self._names_model(ahead):
                break
            last = self._over_plural(ahead + 1)
        return last

    def _names_model(self, at: int) -> bool:
        """Whether a chunk is a model of a known family: "PMN-2", "PMN"."""
        chunk = self.chunks[at]
        written = chunk.kind == "designation" or (chunk.kind == "word" and len(chunk.text) > 2 and chunk.text.isupper())
        return written and model_category(chunk.text, self.pack) is not None

    def _over_plural(self, at: int) -> int:
        """The index behind the s of "PMN-2s"."""
        plural = at < len(self.chunks) and self.chunks[at].text == "s"
        return at + 1 if plural and self.chunks[at].start == self.chunks[at - 1].end else at

    def _joined_models(self, at: int, after: int) -> str:
        """The models of a list as written, without the s of the plural."""
        said = ""
        for chunk in self.chunks[at:after]:
            apart = chunk.text not in (",", "s") and said
            said += (" " if apart else "") + ("" if chunk.text == "s" else chunk.text)
        return said

    def _by_model(self, group: Group, at: int) -> Group | None:
        """ "100 Armenian-made PMN-E": a model of a known family stands for the noun."""
        category = model_category(group.model, self.pack) if group.model else None
        if category is None:
            return None
        group.kind, group.category, group.unit = "ordnance", category, "item"
        if self.pack.head_final:
            group.make = next((make for make in self.makes if 0 <= group.start - make.end <= SUCH), group.make)
        while self.chunks[at - 1].kind == "sign":
            at -= 1
        group.last, group.end = at, self.chunks[at - 1].end
        while at < len(self.chunks) and self.chunks[at].text in ("(", '"'):
            at += 1
        if at < len(self.chunks):
            self._nickname(group, at)
        group.rules.append("G03")
        return group
