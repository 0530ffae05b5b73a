"""Addresses of files."""

from django.urls import path

from minetrace.doors import downloads

urlpatterns = [
    path("files/records/<str:kind>/", downloads.records, name="records-file"),
    path("files/register.gpkg", downloads.everything, name="register-file"),
    path("files/lists/<str:name>/", downloads.one_list, name="list-file"),
    path("files/figure/", downloads.figure, name="figure-file"),
]
