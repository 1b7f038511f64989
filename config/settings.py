"""Every setting, from the environment; what is not set there is safe (see docs/deployment.md)."""

import logging
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from environs import Env

from config import db_roles, logs, mail, postgres, signing_key

env = Env()

BASE_DIR = Path(__file__).resolve().parent.parent
# Everything the product keeps outside the database on a machine of its own: data, mail, key.
VAR = Path(env.str("CLEARDAY_VAR", "") or BASE_DIR / "var").resolve()
TESTING = "pytest" in sys.modules

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "") or signing_key.kept_in(VAR / "secret-key")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
PORT = env.int("PORT", 8000)
# What links in e-mails begin with.
ADDRESS = env.str("CLEARDAY_ADDRESS", f"http://127.0.0.1:{PORT}").rstrip("/")

# Applications, and the way of a request through them

INSTALLED_APPS = [
    "config",
    "dashboard",
    "delivery",
    "approvals",
    "plans",
    "accounts",
    "councils",
    "web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "simple_history",
    "django_htmx",
    "django_structlog",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "config.static_files.StaticFiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.headers.ContentPolicyMiddleware",
    "config.headers.PrivatePagesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Writes a line of every answer but a file's, with who asked where that was looked up.
    "django_structlog.middlewares.RequestMiddleware",
    "web.caching.PublicPagesMiddleware",
    "public.drawn_once.DrawnOnceMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.idle.IdleSessionMiddleware",
    "web.saved_input.SavedInputMiddleware",
    "accounts.proof.ProofMiddleware",
    "accounts.second_factor.SecondFactorMiddleware",
    "config.kept.NotAsKeptMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "web.failures.WrongMethodMiddleware",
    "councils.overtaken.OvertakenFormsMiddleware",
    "web.failures.RefusedMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "councils.refusals.RefusedAttemptsMiddleware",
]

if TESTING:
    # zeal proves nothing unless it is installed: it patches the models as they load.
    INSTALLED_APPS.append("zeal")
    MIDDLEWARE.append("zeal.middleware.zeal_middleware")

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "web.template_loader.Unindented",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            # In place of Django's own `url`, which works out each address anew.
            "builtins": ["web.templatetags.addresses"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "councils.context_processors.masthead",
                "plans.context_processors.plan_deadline",
            ],
        },
    }
]

CRISPY_ALLOWED_TEMPLATE_PACKS = "govuk"
CRISPY_TEMPLATE_PACK = "govuk"
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"

# The database: DATABASE_URL, else a server of our own that the engine joins when it connects

# Pages are served by a login that owns nothing; `migrate` takes the owner's, under OWNER.
DATABASES: dict[str, dict[str, Any]]
if env.str("DATABASE_URL", ""):
    DATABASES = {"default": env.dj_db_url("DATABASE_URL")}
    if env.str("DATABASE_OWNER_URL", ""):
        DATABASES["default"]["OWNER"] = db_roles.login_of(env.dj_db_url("DATABASE_OWNER_URL"))
else:
    DATABASES = {
        "default": {
            "ENGINE": "config.database",
            "NAME": "clearday",
            "USER": postgres.WEB,
            "OWNER": {"USER": postgres.OWNER},
        },
    }

# How often a statement is asked of a connection before PostgreSQL keeps it there.
PREPARED_AFTER = 3
# Taken as a connection opens; `migrate` and the tests' set-up connect without it, as the owner.
# Django's own `assume_role` waits for a connection while it makes one, when there is a pool.
APP_ROLE = env.str("CLEARDAY_APP_ROLE", "clearday_app")
_options = DATABASES["default"].setdefault("OPTIONS", {})
_options["options"] = f"{_options.get('options', '')} {db_roles.taking(APP_ROLE)}"
_options.setdefault("connect_timeout", 5)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# A list to choose from is read in one statement, not in four through a cursor of the server's.
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
# A statement asked often is planned once for a connection, not each time. Off behind a pooler that
# gives a transaction any of its connections and knows nothing of prepared statements.
if env.bool("DATABASE_PREPARES", True):
    _options |= {"server_side_binding": True, "prepare_threshold": PREPARED_AFTER}
if DATABASE_POOL := env.int("DATABASE_POOL", 0):
    # Somebody who waits longer than this is better off with a page that keeps their words.
    _options["pool"] = {"min_size": 1, "max_size": DATABASE_POOL, "timeout": 5}
# Whoever waits for a council's stuck plan gets a page that keeps their words, and its lock is
# taken from whoever forgot it. In seconds, 0 for no limit; commands and migrations have none.
if env.bool("CLEARDAY_SERVES_PAGES", False):
    for name, seconds in {
        "lock_timeout": env.int("DATABASE_LOCK_TIMEOUT", 5),
        "statement_timeout": env.int("DATABASE_STATEMENT_TIMEOUT", 30),
        "idle_in_transaction_session_timeout": env.int("DATABASE_IDLE_TIMEOUT", 60),
    }.items():
        _options["options"] += f" -c {name}={seconds}s"
# A database that would lose on a crash what it said it had is refused (see config/db_safety.py);
# what a crash could lose of a test are its rows.
COMMITS_MAY_BE_LOST = TESTING
if TESTING:
    _options["options"] += " -c synchronous_commit=off"

# In the database, so that limits on guessing hold across processes.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    # Public pages as each process drew them last (see public/drawn_once.py).
    "drawn": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "drawn",
        "OPTIONS": {"MAX_ENTRIES": 100},
        "TIMEOUT": 24 * 3600,
    },
}

# People and how they sign in

AUTH_USER_MODEL = "councils.User"
AUTHENTICATION_BACKENDS = ["accounts.sessions.Backend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    *({"NAME": f"accounts.passwords.{name}"} for name in ("NotPatterned", "NotNamed", "NotCommon")),
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "change_password": "accounts.forms.NewPasswordForm",
    "reset_password": "accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.PasswordByLinkForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are invited by e-mail, so the address is proved
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
# Whoever has the link has a mailbox, and not yet the second factor.
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "accounts.links.LinkTokens"  # noqa: S105
RESET_LINK_LASTS, INVITATION_LASTS = timedelta(hours=1), timedelta(days=7)
PASSWORD_RESET_TIMEOUT = int(INVITATION_LASTS.total_seconds())
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Clearday"
# A code counts for the half minute before and after too, for clocks that differ and slow fingers
# (RFC 6238, 5.2: one time step).
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True

# How many proxies stand in front; with none, forwarded addresses are not believed.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("CLEARDAY_PROXIES", 0)

# What a browser may do with our pages

HTTPS = env.bool("CLEARDAY_HTTPS", False)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # asked from the machine itself
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# Browsers' own lists of HTTPS sites are for whole domains, which are not ours to enter.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
if HTTPS and ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "web.failures.csrf_failure"
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 12 * 3600

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# A long plan is some 50 kB of text; uploads have limits of their own.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Files

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [path for path in [BASE_DIR / "static"] if path.is_dir()]
MEDIA_ROOT = VAR / "files"
_STATIC_STORAGE = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if TESTING or DEBUG
    else "config.static_files.HashedModules"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
}
WHITENOISE_USE_FINDERS = TESTING or DEBUG
WHITENOISE_AUTOREFRESH = TESTING or DEBUG

# Mail: EMAIL_URL, else each message is a file

if env.str("EMAIL_URL", ""):
    vars().update(mail.settings_from(env.dj_email_url("EMAIL_URL")))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"
# Whether an e-mail to the department can leave from here; else its author sends it.
SENDS_MAIL = EMAIL_BACKEND == mail.OURS
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", "clearday@localhost")

# Language, time, logs

LANGUAGE_CODE = "en-gb"
USE_I18N = True
TIME_ZONE = "Europe/London"
USE_TZ = True

# The proxy's log has addresses; one from a header may be made up.
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
# One line for each request, as it ends; with LOG_LEVEL=DEBUG another as it begins.
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
LOGGING = logs.configure(
    level=env.log_level("LOG_LEVEL", logging.WARNING if TESTING else logging.INFO),
    for_people=sys.stderr is not None and sys.stderr.isatty(),
)
