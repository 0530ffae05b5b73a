"""Days in forms are written year, month, day: a date control would show 03/11 in one browser and 11/03 in another."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy


class DayField(forms.DateField):
    """A day as YYYY-MM-DD."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"class": "day", "dir": "ltr", "placeholder": "YYYY-MM-DD", "maxlength": 10, "autocomplete": "off"}
        kwargs.setdefault("widget", forms.DateInput(attrs=attrs, format="%Y-%m-%d"))
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)
        self.error_messages["invalid"] = gettext_lazy("Write the day as year-month-day, for example 2022-08-15.")
