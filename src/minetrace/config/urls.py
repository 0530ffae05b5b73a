"""Addresses of the desk and of sign-in."""

from django.urls import include, path
from django.views.i18n import JavaScriptCatalog

urlpatterns = [
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("static/catalog.js", JavaScriptCatalog.as_view(packages=["minetrace.desk"]), name="catalog"),
    path("", include("minetrace.doors.urls")),
    path("", include("minetrace.desk.urls")),
]
