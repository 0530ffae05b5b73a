"""Addresses of records: a list by kind, and each record by its reference."""

from django.urls import path, register_converter

from minetrace.desk.paths import KindConverter
from minetrace.desk.records import changing, relating, views

register_converter(KindConverter, "kind")

urlpatterns = [
    path("records/", views.kinds, name="records"),
    path("records/<kind:kind>/", views.listing, name="records"),
    path("records/<kind:kind>/new/", changing.new, name="record-new"),
    path("records/<str:reference>/", views.record, name="record"),
    path("records/<str:reference>/compare/", views.compare, name="record-compare"),
    path("records/<str:reference>/change/", changing.change, name="record-change"),
    path("records/<str:reference>/withdraw/", changing.withdraw, name="record-withdraw"),
    path("records/<str:reference>/erase/", changing.erase, name="record-erase"),
    path("records/<str:reference>/leave/<str:member>/", changing.leave, name="record-leave"),
    path("records/<str:reference>/link/", relating.link, name="record-link"),
    path("records/<str:reference>/unlink/<str:link>/", relating.unlink, name="record-unlink"),
    path("records/<str:reference>/unmerge/", relating.unmerge, name="record-unmerge"),
]
