"""Addresses of proposals."""

from django.urls import path

from minetrace.desk.proposals import views
from minetrace.desk.records import changing

urlpatterns = [
    path("proposals/", views.listing, name="proposals"),
    path("proposals/<str:proposal>/", views.proposal, name="proposal"),
    path("proposals/<str:proposal>/revise/", changing.revise, name="proposal-revise"),
    path("proposals/<str:proposal>/<str:verb>/", views.decide, name="proposal-decide"),
]
