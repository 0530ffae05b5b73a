"""The form by which a source is added: a file or pasted text, and what is known about it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minetrace.desk.days import DayField
from minetrace.sources.actions import About
from minetrace.terms.vocabulary import vocabulary


class SourceForm(forms.Form):
    """What is kept and what is said about it; everything but the text may be unknown."""

    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
        help_text=gettext_lazy("Paste the whole text as published."),
    )
    file = forms.FileField(
        label=gettext_lazy("… or a file"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("Text, a saved web page (HTML) or PDF, up to 20 MB. The file is kept as it is."),
    )
    publisher = forms.CharField(
        label=gettext_lazy("Publisher"),
        required=False,
        help_text=gettext_lazy("Who published or sent it."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    published = DayField(
        label=gettext_lazy("Published on"),
        required=False,
        help_text=gettext_lazy("Without it, days such as 'yesterday' stay open."),
    )
    url = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url"}),
        help_text=gettext_lazy("Where it was published, if anywhere."),
    )
    title = forms.CharField(label=gettext_lazy("Title"), required=False, widget=forms.TextInput(attrs={"dir": "auto"}))
    language = forms.CharField(
        label=gettext_lazy("Language"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"dir": "ltr", "size": 4}),
        help_text=gettext_lazy("Two letters, for example en; left empty it is told from the text."),
    )
    source_type = forms.ChoiceField(label=gettext_lazy("Kind of source"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(term.code, _(term.label)) for term in vocabulary("source_type").terms.values()]
        self.fields["source_type"].choices = choices  # type: ignore[attr-defined]
        self.fields["source_type"].initial = "not_recorded"

    def clean(self) -> dict[str, Any]:
        """Exactly one of text and file."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if bool((cleaned.get("text") or "").strip()) == bool(cleaned.get("file")):
            self.add_error("text", _("Paste the text or choose a file: one of the two."))
        return cleaned

    def data_and_name(self) -> tuple[bytes, str]:
        """The bytes to keep and the name they are known by."""
        file = self.cleaned_data["file"]
        if file:
            return file.read(), file.name
        # Browsers send line ends as CRLF; the text was pasted with plain ones.
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        return text.encode(), "pasted.txt"

    def about(self) -> About:
        """What is said about the source, empty fields as unknown."""
        said = self.cleaned_data
        return About(
            published=said["published"],
            publisher=said["publisher"] or None,
            url=said["url"] or None,
            title=said["title"] or None,
            language=said["language"] or None,
            source_type=said["source_type"] or "not_recorded",
        )
