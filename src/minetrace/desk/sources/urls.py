"""Addresses of the list of sources and of the page that adds one."""

from django.urls import path

from minetrace.desk.sources import views

urlpatterns = [
    path("sources/", views.sources, name="sources"),
    path("sources/add/", views.add, name="source_add"),
]
