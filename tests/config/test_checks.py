"""The start-up checks refuse what nobody decided."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import clear_url_caches, include, path

from heartsease.config import checks
from heartsease.domain.access import permissions
from heartsease.domain.access.permissions import Permission, Role
from heartsease.domain.photos.faces import finding
from heartsease.domain.setting.models import Room
from heartsease.web.routing import PUBLIC, page


def somebodys_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    page("decided", somebodys_view, name="decided", admits=Permission.CHILD_READ),
    page("open", somebodys_view, name="open", admits=PUBLIC),
    path("deep/", include([path("down/", include([path("forgotten", somebodys_view)]))])),
]


@pytest.fixture
def our_addresses() -> Iterator[None]:
    with override_settings(ROOT_URLCONF=__name__):
        clear_url_caches()
        yield
    clear_url_caches()


def test_the_house_as_it_is_opens() -> None:
    assert checks.every_address_is_decided(None) == []
    assert checks.every_role_is_decided(None) == []
    assert checks.every_owned_table_is_closed(None) == []
    assert checks.faces_can_be_found(None) == []


def test_a_missing_model_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(finding, "FOLDER", tmp_path)
    [warning] = checks.faces_can_be_found(None)
    assert "no family sees a new photograph" in warning.msg


@pytest.mark.usefixtures("our_addresses")
def test_an_address_that_admits_nobody_in_particular_keeps_the_house_closed() -> None:
    [error] = checks.every_address_is_decided(None)
    assert error.id == "house.E001"
    assert "/deep/down/forgotten" in error.msg


@pytest.mark.usefixtures("our_addresses")
def test_an_undecided_view_is_not_run_even_when_the_check_was_skipped(db: None) -> None:
    with pytest.raises(RuntimeError, match="no admission"):
        Client().get("/deep/down/forgotten")


@pytest.mark.parametrize("table", ["ROLE_PERMISSIONS", "ROLE_NAMES", "ROLE_MODES"])
def test_a_role_without_a_line_in_a_table_keeps_the_house_closed(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shorter = {role: value for role, value in getattr(permissions, table).items() if role is not Role.STUDENT}
    monkeypatch.setattr(checks, table, shorter)
    [error] = checks.every_role_is_decided(None)
    assert error.id == "house.E002"
    assert "student" in error.msg


def test_a_right_without_a_sentence_keeps_the_house_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    shorter = {one: words for one, words in permissions.SENTENCES.items() if one is not Permission.FAMILY_LINK}
    monkeypatch.setattr(checks, "SENTENCES", shorter)
    [error] = checks.every_role_is_decided(None)
    assert "family:link" in error.msg


def test_a_table_that_anybody_could_read_keeps_the_house_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(Room._meta.__dict__, "default_manager", models.Manager())
    [error] = checks.every_owned_table_is_closed(None)
    assert error.id == "house.E003"
    assert error.obj is Room
