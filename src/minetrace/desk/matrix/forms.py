"""The form for a reply to an allegation: its words as they stand in a source."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minetrace.register.actions import Cite
from minetrace.sources.models import Source
from minetrace.terms.vocabulary import vocabulary

MOST_SOURCES = 500


class ReplyForm(forms.Form):
    """A reply: who answers, on which day, with which stance, in words that the chosen source holds."""

    replied_by = forms.CharField(label=gettext_lazy("Reply by"), widget=forms.TextInput(attrs={"dir": "auto"}))
    replied_on = forms.DateField(
        label=gettext_lazy("Reply on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    source = forms.ChoiceField(label=gettext_lazy("Source"))
    wording = forms.CharField(
        label=gettext_lazy("Wording"),
        help_text=gettext_lazy("Copied from the source, so that its characters can be shown."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    stance = forms.ChoiceField(label=gettext_lazy("Stance"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="reply-%s")
        sources = Source.objects.order_by("-id")[:MOST_SOURCES]
        self.fields["source"].choices = [("", "—"), *((one.id, one.label) for one in sources)]  # type: ignore[attr-defined]
        terms = vocabulary("reply_stance").terms.values()
        self.fields["stance"].choices = [("", "—"), *((t.code, _(t.label)) for t in terms)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The words must stand in the source; where they do becomes the citation's locus."""
        cleaned = super().clean() or {}
        source = Source.objects.select_related("text").filter(pk=cleaned.get("source") or None).first()
        wording = cleaned.get("wording")
        if source is not None and wording:
            start = source.text.characters.find(wording)
            if start < 0:
                self.add_error("wording", _("These words do not stand in that source: copy them from its page."))
            cleaned["locus"] = json.dumps([start, start + len(wording)])
        return cleaned

    def record_fields(self, allegation: str) -> dict[str, Any]:
        """The reply's fields; only after `is_valid()`."""
        day = self.cleaned_data["replied_on"]
        fields = {
            "allegation": allegation,
            "replied_by": self.cleaned_data["replied_by"],
            "replied_on": day.isoformat() if day else None,
            "wording": self.cleaned_data["wording"],
            "stance": self.cleaned_data["stance"] or None,
        }
        return {name: value for name, value in fields.items() if value is not None}

    def citation(self) -> Cite:
        """The source, and the characters in it; only after `is_valid()`."""
        return Cite(source=self.cleaned_data["source"], field="wording", locus=self.cleaned_data["locus"])
