"""Addresses of the quality checks and of duplicates."""

from django.urls import path

from minetrace.desk.quality import views

urlpatterns = [
    path("quality/", views.quality, name="quality"),
    path("quality/mend/", views.mend, name="quality-mend"),
    path("duplicates/", views.duplicates, name="duplicates"),
    path("duplicates/decide/", views.decide, name="duplicates-decide"),
]
