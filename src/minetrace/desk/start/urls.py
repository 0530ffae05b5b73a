"""Address of the start page."""

from django.urls import path

from minetrace.desk.start import views

urlpatterns = [path("", views.start, name="start")]
