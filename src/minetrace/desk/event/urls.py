"""Address of the event page."""

from django.urls import path

from minetrace.desk.event import views

urlpatterns = [path("events/<str:claim_id>/", views.event, name="event")]
