"""Django's settings under test: secrets of the run, a data folder that is thrown away, cheap password hashing."""

import os
import secrets
import tempfile

os.environ["SECRET_KEY"] = secrets.token_urlsafe(32)
os.environ["HEARTSEASE_DATA"] = tempfile.mkdtemp(prefix="heartsease-tests-")
os.environ["HEARTSEASE_TLS"] = "no"

from heartsease.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["tests.hashers.CheapArgon2"]
