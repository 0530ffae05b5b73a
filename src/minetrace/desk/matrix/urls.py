"""Addresses of the agreements page."""

from django.urls import path

from minetrace.desk.matrix import views

urlpatterns = [
    path("agreements/", views.page, name="matrix"),
    path("agreements/<str:reference>/reply/", views.reply, name="matrix-reply"),
]
