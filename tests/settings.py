"""Django's settings under test: secrets and a data folder of the run, cheap password hashing."""

import os
import secrets
import tempfile
from pathlib import Path

# Only a name here: tests/conftest.py makes the folder, and takes it away, around a run.
os.environ["HEARTSEASE_DATA"] = str(Path(tempfile.gettempdir()) / f"heartsease-tests-{secrets.token_hex(8)}")
os.environ["SECRET_KEY"] = secrets.token_urlsafe(32)
os.environ["HEARTSEASE_PEPPER"] = secrets.token_urlsafe(32)
os.environ["HEARTSEASE_TLS"] = "no"

from heartsease.config.settings import *  # noqa: F403
from heartsease.config.settings import DATA, DATABASES, MIDDLEWARE

PIN_MEMORY_KIB = 64
MIDDLEWARE = [*MIDDLEWARE, "tests.requested.Recorder"]
PASSWORD_HASHERS = ["tests.hashers.CheapArgon2"]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, so that a live server and racing threads have connections of their own, as in production.
    DATABASES["default"]["NAME"] = ":memory:"
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
