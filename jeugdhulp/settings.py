"""The one settings file. Every value comes from the environment, or from the file `X_FILE` names.

Outside the demo no secret has a default; `checks.py` says in words what is missing or unsafe.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.urls import reverse_lazy
from environ import FileAwareEnv

from jeugdhulp import systeemlog
from jeugdhulp.geheim import demo_sleutel

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = BASE_DIR / ".data"

env = FileAwareEnv()

DEMO = env.bool("JEUGDHULP_DEMO", default=False)
VERSIE = "0.6.0"

DEBUG = False
SECRET_KEY = env.str("JEUGDHULP_SECRET_KEY", default="")
if DEMO and not SECRET_KEY:
    SECRET_KEY = demo_sleutel(DATA_DIR / "demo-sleutel")
# An old key goes on opening what it locked until everything is locked with the new one.
SECRET_KEY_FALLBACKS = env.list("JEUGDHULP_SECRET_KEY_OUD", default=[])
ALLOWED_HOSTS = env.list("JEUGDHULP_HOSTS", default=["127.0.0.1", "localhost"] if DEMO else [])
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if not DEMO]
# Links in mails start here and never with the name a request gives itself.
ADRES = env.str(
    "JEUGDHULP_ADRES",
    default="http://127.0.0.1:8000" if DEMO else f"https://{next(iter(ALLOWED_HOSTS), '')}",
).rstrip("/")
ROOT_URLCONF = "jeugdhulp.urls"
WSGI_APPLICATION = "jeugdhulp.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "simple_history",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "jeugdhulp",
    "maatregelen",
    "rapportage",
]

MIDDLEWARE = [
    # Outermost, so that every answer and every line of the log carries its number.
    "jeugdhulp.middleware.Verzoeknummer",
    # Before all that answers, so that static files and redirects carry these headers too.
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "jeugdhulp.middleware.GeenNul",
    "jeugdhulp.middleware.GeenClientnummer",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jeugdhulp.middleware.Sessieduur",
    "jeugdhulp.middleware.Aanmeldplicht",
    "jeugdhulp.middleware.TweedeFactorPlicht",
    "jeugdhulp.middleware.NietBewaren",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "rapportage.views.vorm.OnbekendeVorm",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jeugdhulp.context.product",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader"],
                )
            ],
        },
    }
]

# SQLite is the embedded database; one writer at a time (IMMEDIATE), readers go on (WAL).
_SQLITE = "demo.sqlite3" if DEMO else "jeugdhulp.sqlite3"
# On PostgreSQL the application works as one role (DATABASE_URL), and `migrate`, `geef_rechten` and
# a restore as another, the owner: for those alone JEUGDHULP_DATABASE_EIGENAAR (or …_FILE) is set,
# in a shell of their own, and takes the place of DATABASE_URL. The server will not start with it.
ALS_EIGENAAR = bool(env.str("JEUGDHULP_DATABASE_EIGENAAR", default=""))
_DATABASE = "JEUGDHULP_DATABASE_EIGENAAR" if ALS_EIGENAAR else "DATABASE_URL"
DATABASES = {"default": env.db(_DATABASE, default=f"sqlite:///{DATA_DIR / _SQLITE}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
            " PRAGMA cache_size=-64000; PRAGMA mmap_size=134217728;"
        ),
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

AUTH_USER_MODEL = "jeugdhulp.Gebruiker"
AUTHENTICATION_BACKENDS = ["jeugdhulp.aanmelding.NaamOfMail"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
# One hour to use the link to a new password.
PASSWORD_RESET_TIMEOUT = 60 * 60
# Our own limits (domain/pogingen.py) hold for every door; the library's stay off.
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "jeugdhulp.wachtwoorden.LangGenoeg", "OPTIONS": {"min_length": 12}},
    {"NAME": "jeugdhulp.wachtwoorden.NietBekend"},
    {"NAME": "jeugdhulp.wachtwoorden.NietUwNaam"},
]
LOGIN_URL = reverse_lazy("aanmelden")
LOGIN_REDIRECT_URL = reverse_lazy("maatregelen:plan_list")
LOGOUT_REDIRECT_URL = reverse_lazy("aanmelden")

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
# Front-end packages, laid out by the set-up; they are served from there and never committed.
VOORKANT_DIR = DATA_DIR / "voorkant"
STATICFILES_DIRS = [VOORKANT_DIR] if VOORKANT_DIR.is_dir() else []
WHITENOISE_USE_FINDERS = DEMO
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Plain http only where nothing leaves the machine.
SECURE_SSL_REDIRECT = not DEMO and env.bool("JEUGDHULP_SSL_REDIRECT", default=True)
# Only behind a proxy of our own may a header say where a request came from.
ACHTER_PROXY = env.bool("JEUGDHULP_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ACHTER_PROXY else None
SECURE_HSTS_SECONDS = 0 if DEMO else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not DEMO
SECURE_HSTS_PRELOAD = not DEMO
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# A session ends after so many minutes without a request, and after so many in all.
SESSIE_STIL_MINUTEN = env.int("JEUGDHULP_SESSIE_STIL_MINUTEN", default=30)
SESSIE_HEEL_MINUTEN = env.int("JEUGDHULP_SESSIE_HEEL_MINUTEN", default=8 * 60)
SESSION_COOKIE_AGE = 60 * SESSIE_HEEL_MINUTEN
# For a heavy act who signed in longer ago than this is asked for her password again.
OPNIEUW_NA_MINUTEN = 10
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# The directories that sign people in (jeugdhulp/aanmeldbronnen.py), and after how long a session is
# held to them again.
AANMELDBRONNEN = env.str("JEUGDHULP_AANMELDBRONNEN", default="")
HERCONTROLE_MINUTEN = env.int("JEUGDHULP_HERCONTROLE_MINUTEN", default=60)
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
# The planning of a big blad, or a round of 500 measures; the bytes above are the real limit.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 12_000
FILE_UPLOAD_HANDLERS = ["jeugdhulp.upload.GeenBestanden"]

# How long the register of access is kept; the lock on its table refuses less than 180 days.
TOEGANG_DAGEN = env.int("JEUGDHULP_TOEGANG_DAGEN", default=730)

# Where somebody who found a weakness can tell it: mailto: or https:, more than one with a comma.
BEVEILIGINGSCONTACT = env.list("JEUGDHULP_BEVEILIGINGSCONTACT", default=[])

# The hash is that of an empty style element; a chart library needs it, nothing else may be inline.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    naam: [] for naam in ("camera", "geolocation", "microphone", "payment", "usb")
}

# Mail: smtp+tls://name:password@server:587; the demo keeps its mails in files.
vars().update(
    env.email_url(
        "JEUGDHULP_MAIL_URL",
        default=f"filemail:///{DATA_DIR / 'mail'}" if DEMO else "smtp://localhost:25",
    )
)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str(
    "JEUGDHULP_MAIL_VAN", default=f"noreply@{next(iter(ALLOWED_HOSTS), 'localhost')}"
)
EMAIL_TIMEOUT = 10

# Nothing that was typed is logged or mailed; see systeemlog.py.
LOGGING = systeemlog.instellingen(kort=DEMO)
DEFAULT_EXCEPTION_REPORTER = "jeugdhulp.foutverslag.Foutverslag"
DEFAULT_EXCEPTION_REPORTER_FILTER = "jeugdhulp.foutverslag.GeenInhoud"
