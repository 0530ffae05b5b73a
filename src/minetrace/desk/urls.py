"""Addresses of the desk: each page family brings its own."""

from __future__ import annotations

from django.urls import include, path

FAMILIES = (
    "start",
    "sources",
    "statement",
    "records",
    "proposals",
    "figure",
    "matrix",
    "map",
    "quality",
    "series",
    "event",
    "imports",
)

urlpatterns = [path("", include(f"minetrace.desk.{family}.urls")) for family in FAMILIES]
