"""Django's settings for one home, in one place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from minetrace.config.databases import databases_for
from minetrace.config.home import Home

_PACKAGE = Path(__file__).resolve().parent.parent


def settings_for(home: Home) -> dict[str, Any]:
    """All settings that Django needs to serve a home."""
    return {
        "MINETRACE": home,
        "SECRET_KEY": home.secret(),
        "DEBUG": False,
        "ALLOWED_HOSTS": ["*"],
        "DATABASES": databases_for(home),
        "DATABASE_ROUTERS": ["minetrace.config.databases.Router"],
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "INSTALLED_APPS": [
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.staticfiles",
            "django.contrib.humanize",
            "minetrace.desk",  # before allauth: its sign-in pages stand in our frame
            "allauth",
            "allauth.account",
            "allauth.mfa",
            "django_htmx",
            "minetrace.accounts",
            "minetrace.ledger",
            "minetrace.sources",
            "minetrace.register",
        ],
        "AUTH_USER_MODEL": "accounts.User",
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.ScryptPasswordHasher"],
        "MIDDLEWARE": _MIDDLEWARE,
        "ROOT_URLCONF": "minetrace.config.urls",
        "WSGI_APPLICATION": "minetrace.config.wsgi.application",
        "TEMPLATES": _TEMPLATES,
        "STATIC_URL": "static/",
        "STATICFILES_DIRS": [],
        "ATOMIC_REQUESTS": False,
        "USE_TZ": True,
        "TIME_ZONE": home.time_zone,
        "LANGUAGE_CODE": home.language,
        "LANGUAGES": _LANGUAGES,
        "LOCALE_PATHS": [str(_PACKAGE / "desk" / "locale")],
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "/",
        "ACCOUNT_LOGIN_METHODS": {"username"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*", "password2*"],
        "ACCOUNT_ADAPTER": "minetrace.accounts.adapter.ClosedAdapter",
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_RATE_LIMITS": {"login_failed": "5/5m/key"},
        "ACCOUNT_SESSION_REMEMBER": True,
        "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_HTTPONLY": False,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 25 * 1024 * 1024,
        "FILE_UPLOAD_MAX_MEMORY_SIZE": 25 * 1024 * 1024,
        "SECURE_REFERRER_POLICY": "same-origin",
        "X_FRAME_OPTIONS": "DENY",
    }


_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "minetrace.desk.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "minetrace.desk.middleware.ProblemPages",  # before allauth, which answers its own exceptions first
    "allauth.account.middleware.AccountMiddleware",
    "minetrace.desk.middleware.SignedInOnly",
]

_TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "minetrace.desk.context.programme",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "minetrace.desk.templatetags.desk"],
        },
    }
]

# "ar" is the right-to-left pseudo-locale, letters without meaning: its name says so until a translator is at work.
_LANGUAGES = [("en", "English"), ("ar", "RTL trial")]
