"""Rows of a setting are reached only while that setting is active."""

import threading
import uuid

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from heartsease.domain.access.scope import (
    NoActiveSettingError,
    ScopedManager,
    SettingOwned,
    active_setting,
    in_setting,
)
from heartsease.domain.audit.models import AuditEvent, ChainHead
from heartsease.domain.children.models import Contact
from heartsease.domain.journal.models import Observation
from heartsease.domain.setting.models import Room
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.entries import drafted, submitted


def has_setting(model: type[models.Model]) -> bool:
    try:
        return model._meta.get_field("setting") is not None
    except FieldDoesNotExist:
        return any(field.attname == "setting_id" for field in model._meta.concrete_fields)


OWNED = [model for model in apps.get_models() if has_setting(model)]
SHARED = {
    *("Setting", "Person", "SignInLink", "SignInFailure", "Framework", "Band", "Node"),
    *("AddressProof", "CodeApp", "Passkey", "RecoveryCode", "Session"),
}
"""The tables of ours that belong to no setting: a person may work at one and be a parent at another."""


def test_every_table_is_owned_by_a_setting_or_known_to_be_shared() -> None:
    ours = {model for model in apps.get_models() if model.__module__.startswith("heartsease.")}
    assert {model.__name__ for model in ours - set(OWNED)} == SHARED
    assert len(OWNED) >= 20


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model.__name__)
def test_no_table_is_read_outside_a_setting(model: type[models.Model], db: None) -> None:
    for read in (model._default_manager.all, model._default_manager.count, model._default_manager.first):
        with pytest.raises(NoActiveSettingError):
            read()


def test_rows_of_another_setting_never_come_through(house: House, hollies: House) -> None:
    with in_setting(hollies.setting.pk):
        submitted(hollies, "Hazel", "Zed", photos=1)
        theirs = {model: set(model._default_manager.values_list("pk", flat=True)) for model in OWNED}
    drafted(house, "Priya", "Amara")
    for model in OWNED:
        ours = set(model._default_manager.values_list("pk", flat=True))
        assert not ours & theirs[model]
    assert {model.__name__ for model in OWNED if theirs[model]} >= {"Room", "Child", "Observation", "AuditEvent"}
    entry_id = next(iter(theirs[Observation]))
    assert not Observation.objects.filter(pk=entry_id).exists()
    assert not Observation.objects.filter(pk=entry_id).update(text="ours")
    assert Observation.objects.filter(pk=entry_id).delete()[0] == 0


def test_a_row_of_another_setting_is_not_written(house: House, hollies: House) -> None:
    theirs = hollies.rooms["Ivy"]
    theirs.name = "Ours now"
    for options in ({}, {"update_fields": ["name"]}, {"force_update": True}):
        with pytest.raises(NoActiveSettingError):
            theirs.save(**options)
    with pytest.raises(NoActiveSettingError):
        Room.objects.create(name="Smuggled", setting=hollies.setting)
    with in_setting(hollies.setting.pk):
        assert set(Room.objects.values_list("name", flat=True)) == {"Ivy"}


def test_a_row_that_hangs_on_another_settings_row_is_not_written(house: House, hollies: House) -> None:
    amara = house.children["Amara"]
    amara.room = hollies.rooms["Ivy"]
    with pytest.raises(NoActiveSettingError, match="room"):
        amara.save()
    with pytest.raises(NoActiveSettingError, match="child"):
        Contact.objects.create(child=hollies.children["Zed"], full_name="Somebody", relation="aunt")
    assert not Contact.objects.unscoped(reason="this test").exists()


def test_a_new_row_belongs_to_the_active_setting(house: House) -> None:
    room = Room.objects.create(name="Willows")
    assert room.setting_id == house.setting.pk
    loose = Room(name="Loose")
    loose.belong()
    assert loose.setting_id == house.setting.pk


def test_no_row_is_written_outside_a_setting(db: None) -> None:
    with pytest.raises(NoActiveSettingError):
        Room(name="Nowhere").save()
    with pytest.raises(NoActiveSettingError):
        Room(name="Nowhere", setting_id=new_id()).save()


def test_the_way_round_needs_a_reason(house: House, hollies: House) -> None:
    with pytest.raises(ValueError, match="reason"):
        Room.objects.unscoped(reason="")
    everybody = Room.objects.unscoped(reason="this test")
    assert set(everybody.values_list("name", flat=True)) == {"Acorns", "Oaks", "Ivy"}


def test_settings_nest_and_end_even_when_something_goes_wrong() -> None:
    outer, inner = new_id(), new_id()
    with in_setting(outer):
        with pytest.raises(ZeroDivisionError), in_setting(inner):
            assert active_setting() == inner
            raise ZeroDivisionError
        assert active_setting() == outer
    with pytest.raises(NoActiveSettingError):
        active_setting()


def test_another_thread_begins_outside() -> None:
    seen: list[uuid.UUID | None] = []

    def look() -> None:
        try:
            seen.append(active_setting())
        except NoActiveSettingError:
            seen.append(None)

    with in_setting(new_id()):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert seen == [None]


def test_every_owned_table_guards_its_reads_and_most_their_writes() -> None:
    for model in OWNED:
        assert isinstance(model._default_manager, ScopedManager), model
    # The trace is written inside the acts of others, with the setting of the actor.
    assert {model for model in OWNED if not issubclass(model, SettingOwned)} == {AuditEvent, ChainHead}
