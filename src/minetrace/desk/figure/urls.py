"""Address of the figure page."""

from django.urls import path

from minetrace.desk.figure import views

urlpatterns = [path("figure/", views.figure, name="figure")]
