"""Addresses of imports."""

from django.urls import path

from minetrace.desk.imports import views

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/<str:job>/", views.one, name="import"),
    path("imports/<str:job>/state/", views.state, name="import-state"),
    path("imports/<str:job>/again/", views.again, name="import-again"),
    path("imports/<str:job>/go/", views.go, name="import-go"),
    path("imports/<str:job>/undo/", views.undo, name="import-undo"),
    path("imports/<str:job>/remove/", views.remove, name="import-remove"),
    path("imports/<str:job>/refused.csv", views.refused, name="import-refused"),
]
