"""What the settings are when nobody says anything: closed (no default account, no default secret, no debugging)."""

import os
import runpy
from pathlib import Path
from typing import Any

import pytest

import heartsease
from heartsease.kernel.environment import EnvironmentProblemError

SETTINGS = Path(heartsease.__file__).parent / "config" / "settings.py"


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An environment in which nobody said anything, and an empty data folder."""
    for name in list(os.environ):
        if name.startswith("HEARTSEASE_") or name in {"SECRET_KEY", "SECRET_KEY_FILE", "DEBUG", "DATABASE_URL"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("HEARTSEASE_DATA", str(tmp_path))
    return tmp_path


def load() -> dict[str, Any]:
    return runpy.run_path(str(SETTINGS))


def test_there_is_no_default_secret(bare: Path) -> None:
    with pytest.raises(EnvironmentProblemError, match="heartsease init"):
        load()
    (bare / "secret_key").write_text("made by init")
    with pytest.raises(EnvironmentProblemError, match="heartsease init"):
        load()
    (bare / "pepper").write_text("made by init too")
    found = load()
    assert (found["SECRET_KEY"], found["PEPPER"]) == ("made by init", "made by init too")


def test_everything_is_closed_unless_said(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "x")
    monkeypatch.setenv("HEARTSEASE_PEPPER", "y")
    found = load()
    assert found["DEBUG"] is False
    assert found["IS_SECURE"] is True
    assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert found["TRUSTED_PROXIES"] == 0
    assert found["SECURE_PROXY_SSL_HEADER"] is None
    assert found["ACCEL_REDIRECT_PREFIX"] == ""
    assert found["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert found["SESSION_COOKIE_AGE"] <= 12 * 60 * 60
    assert found["PASSWORD_HASHERS"] == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert found["DATABASES"]["default"]["NAME"] == bare / "heartsease.sqlite3"
    assert found["PHOTO_FOLDER"] == bare / "photos"


def test_faces_are_found_by_the_detector_that_was_chosen(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "x")
    monkeypatch.setenv("HEARTSEASE_PEPPER", "y")
    assert load()["FACE_DETECTOR"] == "centerface"
    monkeypatch.setenv("HEARTSEASE_DETECTOR", "blazeface")
    assert load()["FACE_DETECTOR"] == "blazeface"
    monkeypatch.setenv("HEARTSEASE_DETECTOR", "blaze")
    with pytest.raises(
        EnvironmentProblemError, match="HEARTSEASE_DETECTOR must be centerface or blazeface, not 'blaze'"
    ):
        load()


def test_a_proxy_is_believed_only_where_there_is_one(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "x")
    monkeypatch.setenv("HEARTSEASE_PEPPER", "y")
    monkeypatch.setenv("HEARTSEASE_TRUSTED_PROXIES", "1")
    assert load()["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    monkeypatch.setenv("HEARTSEASE_TRUSTED_PROXIES", "6")
    with pytest.raises(EnvironmentProblemError, match="from 0 to 5"):
        load()


def test_no_administration_site_and_no_toolbar(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "x")
    monkeypatch.setenv("HEARTSEASE_PEPPER", "y")
    apps = load()["INSTALLED_APPS"]
    assert not [app for app in apps if "admin" in app or "debug" in app]
