"""Addresses of the map page and of what it draws."""

from django.urls import path

from minetrace.desk.map import views

urlpatterns = [
    path("map/", views.page, name="map"),
    path("map/features.json", views.features, name="map-features"),
    path("map/here.json", views.here, name="map-here"),
]
