"""Files and rows together: both or neither, and gone when they should be."""

import logging
import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from heartsease.domain.access.actor import system_actor
from heartsease.domain.access.scope import NoActiveSettingError, in_setting
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.rules import Event
from heartsease.domain.photos import actions, storage
from heartsease.domain.photos.intake import Upload, develop, receive
from heartsease.domain.photos.models import Examination, Photo, Portrait
from heartsease.domain.photos.rules import PIPELINE_VERSION, Size
from heartsease.domain.photos.tasks import sweep_photos
from heartsease.kernel.errors import ConflictError, NotAllowedError, NotFoundError
from heartsease.kernel.hashing import sha256_hex
from heartsease.kernel.ids import new_id
from tests import pictures
from tests.cast import House

DAY = 24 * 60 * 60


@contextmanager
def sent(data: bytes | None = None) -> Iterator[Upload]:
    with receive([data or pictures.jpeg(pictures.quarters())]) as upload:
        yield upload


def store(house: House, photo_id: uuid.UUID | None = None, data: bytes | None = None) -> Photo:
    with sent(data) as upload:
        return actions.store_photo(actor=house.actor("Priya"), photo_id=photo_id or new_id(), upload=upload)


def master(photo_id: uuid.UUID) -> bytes | None:
    opened = storage.open_rendition(photo_id, Size.MASTER)
    if opened is None:
        return None
    with opened:
        return opened.read()


def grow_old(photo_folder: Path, photo_id: uuid.UUID) -> None:
    folder = (photo_folder / storage.rendition_path(photo_id, Size.SMALL)).parent
    os.utime(folder, (time.time() - 2 * DAY,) * 2)


def test_row_says_what_the_files_are(house: House, photo_folder: Path) -> None:
    data = pictures.jpeg(pictures.turned(6))
    photo = store(house, data=data)
    photo.refresh_from_db()
    assert photo.upload_hash == sha256_hex(data)
    assert (photo.width, photo.height) == (480, 320)
    assert photo.pipeline_version == PIPELINE_VERSION
    assert photo.examination == Examination.UNEXAMINED
    assert photo.setting_id == house.setting.pk
    folder = (photo_folder / storage.rendition_path(photo.pk, Size.SMALL)).parent
    assert photo.stored_bytes == sum(file.stat().st_size for file in folder.iterdir())


def test_taken_id_is_refused_and_its_files_stay(house: House) -> None:
    photo = store(house)
    before = master(photo.pk)
    with pytest.raises(ConflictError):
        store(house, photo.pk, pictures.png(pictures.scene()))
    assert master(photo.pk) == before
    assert Photo.objects.get(pk=photo.pk).upload_hash == photo.upload_hash


def test_id_of_another_setting_is_taken_too(house: House, hollies: House) -> None:
    photo = store(house)
    before = master(photo.pk)
    with in_setting(hollies.setting.pk), sent(pictures.png(pictures.scene())) as upload, pytest.raises(ConflictError):
        actions.store_photo(actor=hollies.actor("Hazel"), photo_id=photo.pk, upload=upload)
    assert master(photo.pk) == before


def test_files_that_a_power_cut_left_do_not_stop_the_next_try(house: House) -> None:
    photo_id = new_id()
    with sent() as upload:
        storage.place(develop(upload), photo_id)
    left = master(photo_id)
    store(house, photo_id, pictures.png(pictures.scene()))
    assert master(photo_id) not in {left, None}


def test_no_row_where_the_files_cannot_be_stored(house: House, photo_folder: Path) -> None:
    photo_id = new_id()
    with sent() as upload:
        develop(upload)
        (photo_folder / storage.MARKER).unlink()
        with pytest.raises(storage.PhotosUnavailableError):
            actions.store_photo(actor=house.actor("Priya"), photo_id=photo_id, upload=upload)
    assert not Photo.objects.filter(pk=photo_id).exists()


@pytest.mark.django_db(transaction=True)
def test_no_files_where_the_row_cannot_be_committed() -> None:
    nowhere = system_actor(new_id(), ZoneInfo("Europe/London"))
    photo_id = new_id()
    with in_setting(nowhere.setting_id), sent() as upload, pytest.raises(IntegrityError):
        actions.store_photo(actor=nowhere, photo_id=photo_id, upload=upload)
    assert master(photo_id) is None
    assert not list(storage.stored_photos())


def test_nothing_is_written_outside_a_setting(house: House) -> None:
    actor = house.actor("Priya")
    with in_setting(new_id()), sent() as upload, pytest.raises(NoActiveSettingError):
        actions.store_photo(actor=actor, photo_id=new_id(), upload=upload)
    assert not list(storage.stored_photos())


def test_removed_photo_is_destroyed_by_the_sweep_and_no_other(house: House) -> None:
    photo, other = store(house), store(house)
    actions.mark_removed(actor=house.system, photo_id=photo.pk)
    first = Photo.objects.get(pk=photo.pk).removed_at
    actions.mark_removed(actor=house.system, photo_id=photo.pk)
    assert Photo.objects.get(pk=photo.pk).removed_at == first
    assert master(photo.pk) is not None
    sweep_photos.call()
    assert master(photo.pk) is None
    assert list(Photo.objects.all()) == [other]
    assert master(other.pk) is not None


def test_photo_of_another_setting_cannot_be_removed(house: House, hollies: House) -> None:
    photo = store(house)
    with pytest.raises(NotFoundError):
        actions.mark_removed(actor=house.system, photo_id=new_id())
    with in_setting(hollies.setting.pk), pytest.raises(NotFoundError):
        actions.mark_removed(actor=hollies.system, photo_id=photo.pk)
    assert Photo.objects.get(pk=photo.pk).removed_at is None


def test_row_stays_until_the_files_are_gone(house: House, photo_folder: Path) -> None:
    photo = store(house)
    actions.mark_removed(actor=house.system, photo_id=photo.pk)
    (photo_folder / storage.MARKER).unlink()
    with pytest.raises(storage.PhotosUnavailableError):
        actions.destroy_removed(limit=10)
    assert Photo.objects.filter(pk=photo.pk).exists()
    storage.ensure_marker()
    assert actions.destroy_removed(limit=10) == 1


def test_destroying_goes_on_where_it_stopped(house: House) -> None:
    photos = [store(house) for _ in range(3)]
    for photo in photos:
        actions.mark_removed(actor=house.system, photo_id=photo.pk)
    assert [actions.destroy_removed(limit=2) for _ in range(3)] == [2, 1, 0]
    assert not list(storage.stored_photos())


def test_old_folders_without_a_row_are_swept(house: House, photo_folder: Path) -> None:
    kept, old, young = store(house).pk, new_id(), new_id()
    for photo_id in (old, young):
        with sent() as upload:
            storage.place(develop(upload), photo_id)
    for photo_id in (kept, old):
        grow_old(photo_folder, photo_id)
    assert actions.destroy_leftovers() == 1
    assert {found for found, _since in storage.stored_photos()} == {kept, young}


def test_folder_of_another_database_is_left_alone(
    house: House, photo_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(30):
        photo_id = new_id()
        path = photo_folder / storage.rendition_path(photo_id, Size.SMALL)
        path.parent.mkdir(parents=True)
        path.write_bytes(b"pixels")
        grow_old(photo_folder, photo_id)
    with caplog.at_level(logging.ERROR):
        assert actions.destroy_leftovers() == 0
    assert "30 of 30" in caplog.text
    assert len(list(storage.stored_photos())) == 30


def test_portrait_follows_portrait(house: House) -> None:
    child, maggie = house.children["Amara"], house.actor("Maggie")
    first, second = new_id(), new_id()
    for photo_id in (first, second, second):
        with sent() as upload:
            portrait = actions.set_portrait(actor=maggie, child=child, photo_id=photo_id, upload=upload)
        assert portrait.photo_id == photo_id
    assert Portrait.objects.get(child=child).photo_id == second
    assert Photo.objects.get(pk=first).removed_at is not None
    assert Photo.objects.get(pk=second).removed_at is None
    traced = AuditEvent.objects.filter(event=Event.PORTRAIT_CHANGED).order_by("id")
    assert [(row.child_id, row.subject_id) for row in traced] == [(child.pk, first), (child.pk, second)]
    sweep_photos.call()
    assert Portrait.objects.get(child=child).photo_id == second
    assert (master(first), master(second) is not None) == (None, True)


@pytest.mark.parametrize("name", ["Stu", "Grace"])
def test_portrait_needs_the_right_to_change_records(house: House, name: str) -> None:
    with sent() as upload, pytest.raises(NotAllowedError):
        actions.set_portrait(actor=house.actor(name), child=house.children["Amara"], photo_id=new_id(), upload=upload)
    assert not Photo.objects.exists()


def test_portrait_of_a_child_of_another_setting(house: House, hollies: House) -> None:
    with sent() as upload, pytest.raises(NotFoundError):
        actions.set_portrait(
            actor=house.actor("Maggie"), child=hollies.children["Zed"], photo_id=new_id(), upload=upload
        )
    assert not list(storage.stored_photos())


def test_portrait_under_a_taken_id(house: House) -> None:
    photo = store(house)
    with sent() as upload, pytest.raises(ConflictError), transaction.atomic():
        actions.set_portrait(actor=house.actor("Maggie"), child=house.children["Ben"], photo_id=photo.pk, upload=upload)
    assert master(photo.pk) is not None
    assert not Portrait.objects.exists()
