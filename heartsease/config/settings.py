"""Django's settings, from the environment. docs/operating.md explains each variable."""

from pathlib import Path

import django.forms
from csp.constants import NONE, SELF

from heartsease.config import databases, mail
from heartsease.domain.photos.faces import choices
from heartsease.kernel import environment
from heartsease.web.finding import guard_worker

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(environment.text("HEARTSEASE_DATA", str(PACKAGE.parent / "data"))).resolve()
PACKS = Path(environment.text("HEARTSEASE_PACKS", str(PACKAGE.parent / "packs"))).resolve()

DEBUG = environment.flag("DEBUG", default=False)
SECRET_KEY = environment.secret("SECRET_KEY", DATA / "secret_key")
PEPPER = environment.secret("HEARTSEASE_PEPPER", DATA / "pepper")
"""Without it the database's PINs and badges are worth nothing, so it never lies in the database or its backup."""
PIN_MEMORY_KIB = 19 * 1024
"""Memory of the slow hash of a PIN (OWASP: Argon2id, 19 MiB, two passes)."""
IS_SECURE = environment.flag("HEARTSEASE_TLS", default=True)
"""Whether people reach the journal by https; only the example on this machine does without."""
ALLOWED_HOSTS = environment.words("HEARTSEASE_HOSTS", ("localhost", "127.0.0.1", "[::1]"))
CSRF_TRUSTED_ORIGINS = environment.words("HEARTSEASE_ORIGINS")
TRUSTED_PROXIES = environment.number("HEARTSEASE_TRUSTED_PROXIES", 0, least=0, most=5)
"""How many proxies stand in front; the address of a person is read from that many hops back."""
ACCEL_REDIRECT_PREFIX = environment.text("HEARTSEASE_ACCEL_REDIRECT", "")
"""Where nginx serves the photo folder internally; empty: the journal streams the bytes itself."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "heartsease.domain.audit",
    "heartsease.domain.setting",
    "heartsease.domain.accounts",
    "heartsease.domain.notices",
    "heartsease.domain.children",
    "heartsease.domain.reading",
    "heartsease.domain.frameworks",
    "heartsease.domain.photos",
    "heartsease.domain.journal",
    "heartsease.domain.policies",
    "heartsease.domain.incidents",
    "heartsease.domain.records",
    "heartsease.web",
    "heartsease.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "heartsease.web.middleware.RequestIdMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "heartsease.web.middleware.PageHeadersMiddleware",
    "heartsease.web.middleware.ActorMiddleware",
    "heartsease.web.middleware.AdmissionMiddleware",
]

FORM_RENDERER = "heartsease.web.forms.Renderer"
ROOT_URLCONF = "heartsease.config.urls"
WSGI_APPLICATION = "heartsease.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            PACKAGE / "web" / "templates",
            PACKAGE / "documents" / "templates",
            Path(django.forms.__file__).parent / "templates",
        ],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "heartsease.web.pages.page_context",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader"],
                )
            ]
            if not DEBUG
            else ["django.template.loaders.filesystem.Loader"],
            "libraries": {"heartsease": "heartsease.web.templatetags.heartsease"},
            "builtins": ["django.templatetags.i18n", "heartsease.web.templatetags.heartsease"],
        },
    }
]

DATABASES = {"default": databases.from_environment(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Person"
# The user name is unique whatever its capitals, by a constraint that this check does not know.
SILENCED_SYSTEM_CHECKS = ["auth.E003"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("user_name", "full_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
MAIL = mail.from_environment()
"""The server that sends messages; None: they wait, and the page of messages says so."""
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "static"
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ADD_HEADERS_FUNCTION = guard_worker
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/build/.+-[0-9A-Z]{8}\.[a-z0-9]+$"
PHOTO_FOLDER = DATA / "photos"
FACE_DETECTOR = environment.choice("HEARTSEASE_DETECTOR", choices.DEFAULT, choices.MODELS)
"""The model that finds faces, on the server and in the page."""
AUDIT_HEADS = [DATA / "audit-heads.log", *map(Path, environment.words("HEARTSEASE_AUDIT_HEADS"))]
"""Files outside the database that say daily where the trace of each setting ended."""

_COOKIE_PREFIX = "__Host-" if IS_SECURE else ""
SESSION_ENGINE = "heartsease.domain.accounts.sessions"
SESSION_COOKIE_NAME = f"{_COOKIE_PREFIX}heartsease"
SESSION_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
DEVICE_COOKIE_NAME = f"{_COOKIE_PREFIX}device"
CSRF_COOKIE_NAME = f"{_COOKIE_PREFIX}csrf"
CSRF_COOKIE_SECURE = IS_SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "heartsease.web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF, "blob:"],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.text("HEARTSEASE_LOG_LEVEL", "WARNING")},
}
