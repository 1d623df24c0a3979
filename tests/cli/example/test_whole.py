"""The example is there as a whole or not at all, and a visitor can be anybody in it."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from pytest_django import Settings

from heartsease.cli.example import build_example, people_to_meet
from heartsease.cli.example.founding import user_name
from heartsease.cli.example.prints import Picture, Print, sweep_unfinished
from heartsease.domain.access.permissions import FAMILY_ROLES, Role
from heartsease.domain.accounts.models import Person
from heartsease.domain.accounts.queries import actor_of
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.children import queries as children
from heartsease.domain.children.models import Child, Contact, SensitiveFacts
from heartsease.domain.journal import queries as journal
from heartsease.domain.journal.models import Observation
from heartsease.domain.photos import storage
from heartsease.domain.photos.darkroom import Developed
from heartsease.domain.photos.models import Photo, Portrait
from heartsease.domain.photos.rules import Size, rendition_name
from heartsease.domain.setting.models import Room, Setting
from heartsease.kernel import clock
from heartsease.kernel.ids import new_id
from tests.cli.example.conftest import LONDON

UNFINISHED = "example-unfinished.txt"


def test_one_person_of_each_kind_can_be_met(example: Setting) -> None:
    people = people_to_meet(example)
    roles = [Role(membership.role) for _label, membership in people]
    assert set(roles) >= {
        Role.NOMINATED_MEMBER,
        Role.SENIOR,
        Role.PRACTITIONER,
        Role.STUDENT,
        Role.PARENT,
        Role.RELATIVE,
    }
    assert len({label for label, _membership in people}) == len(people) == 9
    for label, membership in people:
        assert membership.person.full_name in label
        actor = actor_of(membership)
        if actor.role in FAMILY_ROLES:
            own = children.own_children(actor)
            assert len(own) == (2 if actor.role is Role.PARENT else 1)
            assert any(journal.family_timeline(actor, child).entries for child in own)
        else:
            assert journal.visible_observations(actor).count() > 10


def test_the_place_is_as_promised(example: Setting) -> None:
    assert (example.name, example.is_example) == ("Heartsease Nursery", True)
    assert list(Room.objects.values_list("name", flat=True)) == ["Seedlings", "Saplings", "After-school club"]
    assert Person.objects.filter(memberships__role=Role.PARENT).filter(memberships__role=Role.PRACTITIONER).count() == 1
    assert not any(person.has_usable_password() for person in Person.objects.all())
    assert all(
        name.endswith("@example.org") and name.isascii() for name in Person.objects.values_list("user_name", flat=True)
    )
    assert user_name("Gráinne Ní Bhriain") == "grainne.bhriain@example.org"
    assert SensitiveFacts.objects.filter(is_protected=True).count() == 1
    assert SensitiveFacts.objects.exclude(send_stage="").count() >= 2
    assert Child.objects.exclude(allergies="").count() >= 4
    for child in Child.objects.all():
        contacts = list(Contact.objects.filter(child=child))
        assert sum(bool(contact.phone_numbers) for contact in contacts) >= 2
        assert any(contact.has_parental_responsibility and contact.child_lives_with for contact in contacts)
    numbers = [
        number for text in Contact.objects.values_list("phone_numbers", flat=True) for number in text.split(", ")
    ]
    assert all(number.startswith("07700 900") for number in numbers)
    assert AuditEvent.objects.count() > Observation.objects.count() * 3


def test_every_photograph_has_files_of_its_own(example: Setting) -> None:
    photos = list(Photo.objects.all())
    assert Portrait.objects.count() == 44
    inodes = set()
    for photo in photos:
        size = 0
        for rendition in Size:
            file = storage.open_rendition(photo.pk, rendition)
            assert file is not None
            with file:
                size += len(file.read())
            path = django_settings.PHOTO_FOLDER / storage.rendition_path(photo.pk, rendition)
            inodes.add(path.stat().st_ino)
            assert path.stat().st_mode & 0o777 == 0o640
        assert size == photo.stored_bytes
    assert len(inodes) == 3 * len(photos)


@pytest.mark.usefixtures("eyfs")
def test_an_example_that_fails_leaves_nothing(settings: Settings, tmp_path: Path) -> None:
    settings.PHOTO_FOLDER = tmp_path / "photos"
    storage.ensure_marker()

    def fail(words: str) -> None:
        if words.startswith("Writing"):
            assert dict(storage.stored_photos())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_example(seed=1, progress=fail, today=clock.today(LONDON), scale=0.004)
    assert not dict(storage.stored_photos())
    assert not Setting.objects.exists()
    assert not Photo.objects.unscoped(reason="nothing may be left in any setting").exists()
    assert not (django_settings.DATA / UNFINISHED).exists()


@pytest.mark.django_db
def test_what_a_killed_start_left_goes_at_the_next(settings: Settings) -> None:
    one = Print(new_id(), Picture("books", 0))
    with storage.incoming_folder() as folder:
        made = folder / "made"
        made.mkdir()
        for size in Size:
            (made / rendition_name(size)).write_bytes(b"pixels")
        storage.place(Developed(folder=made, width=4, height=3, stored_bytes=18), one.photo_id)
    listed = [one.photo_id, new_id()]
    (settings.DATA / UNFINISHED).write_text("\n".join(map(str, listed)), encoding="utf-8")
    sweep_unfinished()
    assert storage.open_rendition(one.photo_id, Size.SMALL) is None
    assert not (settings.DATA / UNFINISHED).exists()
    sweep_unfinished()
