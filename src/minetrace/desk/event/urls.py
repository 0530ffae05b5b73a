"""Addresses of the event page."""

from django.urls import path

from minetrace.desk.event import views

urlpatterns = [
    path("events/<str:claim_id>/", views.event, name="event"),
    path("events/<str:claim_id>/apart/", views.keep_apart, name="event_apart"),
    path("events/apart/<str:verdict_id>/undo/", views.take_back, name="event_apart_undo"),
]
