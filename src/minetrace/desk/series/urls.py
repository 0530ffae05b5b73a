"""Addresses of the series pages."""

from django.urls import path

from minetrace.desk.series import views

urlpatterns = [
    path("series/", views.every, name="series"),
    path("series/<str:key>/", views.one, name="series-one"),
]
