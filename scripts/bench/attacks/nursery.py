"""A nursery to attack: each child has words in its record and its entry, and a picture, that are found nowhere else."""

import datetime as dt
import hashlib
import uuid
from dataclasses import dataclass, field

import pyvips
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.test import Client

from heartsease.domain.access.actor import Actor, system_actor
from heartsease.domain.access.permissions import Role, Scope
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions as accounts
from heartsease.domain.accounts.models import Device, Membership, Session, Way
from heartsease.domain.accounts.sessions import SessionStore
from heartsease.domain.children import actions as children
from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal.models import Observation, ObservationChild, ObservationPhoto
from heartsease.domain.photos import storage
from heartsease.domain.photos.actions import set_portrait
from heartsease.domain.photos.intake import receive
from heartsease.domain.photos.rules import Size
from heartsease.domain.setting import actions as setting_actions
from heartsease.domain.setting.models import Room, Setting
from heartsease.kernel import clock
from heartsease.kernel.ids import new_id

PASSWORD = "nine grey herons wade slowly"  # noqa: S105 - of people who exist in this run only
COLOURS = 256


@dataclass
class Nursery:
    """The setting, what belongs to each child, and which picture is whose."""

    setting: Setting
    system: Actor
    rooms: list[Room]
    staff: list[Membership]
    """The practitioner whom the thief has robbed first, then colleagues, a nominated member last."""
    tablet: Device
    tablet_secret: str
    things: list[dict[str, uuid.UUID]] = field(default_factory=list)
    """Of each child: the ids that stand in addresses. A thief who knows them all has the most that can be known."""
    pixels: dict[str, int] = field(default_factory=dict)
    thinning: int = 1
    """Of what is asked to find what was planted, or a second time, only one in so many, where a run has to be short."""

    @property
    def robbed(self) -> Membership:
        """Whose password or session the thief has: a practitioner in the first room."""
        return self.staff[0]

    def in_own_room(self) -> set[int]:
        """The children of the robbed practitioner's room."""
        return {number for number, one in enumerate(self.things) if one["room_id"] == self.rooms[0].pk}

    def choose_scope(self, scope: Scope) -> None:
        """Let practitioners work with their rooms, or with everybody."""
        self.setting.choices = {**self.setting.choices, "staff_scope": scope.value}
        self.setting.save(update_fields=["choices"])

    def unlocked_tablet(self) -> Client:
        """The enrolled tablet, on which the practitioner has come in with the PIN and looked away."""
        now, store = clock.now(), SessionStore()
        store.begin(
            Session(
                person=self.robbed.person,
                membership=self.robbed,
                device=self.tablet,
                way=Way.PIN,
                started_at=now,
                # No minute of the ten is lost to the lock: the thief keeps tapping.
                seen_at=now + dt.timedelta(days=1),
            )
        )
        store[HASH_SESSION_KEY] = self.robbed.person.get_session_auth_hash()
        store.save()
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = str(store.session_key)
        client.cookies[settings.DEVICE_COOKIE_NAME] = self.tablet_secret
        return client


def build(*, child_count: int, room_count: int, colleagues: int = 6) -> Nursery:
    """A setting with so many children in so many rooms, ready to be robbed."""
    setting = setting_actions.found_setting(name="Attacked")
    system = system_actor(setting.pk, setting.zone)
    with in_setting(setting.pk):
        rooms = [setting_actions.save_room(actor=system, name=f"Room {number}") for number in range(room_count)]
        staff = [_colleague(system, number, rooms[:1]) for number in range(colleagues)]
        staff.append(_colleague(system, colleagues, [], Role.NOMINATED_MEMBER))
        code = accounts.make_enrolment_code(actor=system, name="Hall tablet")
        enrolled = accounts.enrol_tablet(code=code, browser="", source="")
        nursery = Nursery(setting, system, rooms, staff, enrolled.device, enrolled.secret)
        for number in range(child_count):
            _add_child(nursery, number)
    return nursery


def word_of(number: int) -> str:
    """What stands in the record and the entry of one child only."""
    return f"canary{number:04}x"


def _colleague(system: Actor, number: int, rooms: list[Room], role: Role = Role.PRACTITIONER) -> Membership:
    name = f"colleague.{number}.{system.setting_id.hex}"
    made = accounts.admit_person(actor=system, full_name=f"Colleague {number}", user_name=name, role=role, rooms=rooms)
    made.person.set_password(PASSWORD)
    made.person.save(update_fields=["password"])
    return made


def _add_child(nursery: Nursery, number: int) -> None:
    system, word, now = nursery.system, word_of(number), clock.now()
    room = nursery.rooms[number % len(nursery.rooms)]
    today = clock.today(nursery.setting.zone)
    child = children.save_child(
        actor=system,
        details=children.ChildDetails(
            full_name=f"Child{number} Example",
            birth_date=today - dt.timedelta(days=1200),
            room=room,
            start_date=today - dt.timedelta(days=200),
            interests=word,
        ),
    )
    children.record_photo_permission(
        actor=system,
        child_id=child.pk,
        answers=dict.fromkeys(Purpose, True),
        answered_by=word,
        answered_on=today,
        method="paper",
    )
    contact = children.save_contact(
        actor=system, child_id=child.pk, details=children.ContactDetails(full_name=f"Aunt {word}", relation="aunt")
    )
    photo_id = new_id()
    with receive([_picture(number)]) as upload:
        set_portrait(actor=system, child=child, photo_id=photo_id, upload=upload)
    entry = Observation.objects.create(
        author=nursery.staff[1],
        room=room,
        text=f"Found a snail. {word}",
        state="published",
        source="setting",
        **dict.fromkeys(("happened_at", "created_at", "changed_at", "submitted_at", "published_at"), now),
        visible_from=now,
    )
    ObservationChild.objects.create(observation=entry, child=child, position=0, happened_at=now, visible_from=now)
    ObservationPhoto.objects.create(observation=entry, photo_id=photo_id, position=0, upload_hash="0" * 64)
    for size in Size:
        opened = storage.open_rendition(photo_id, size, frozenset())
        if opened is None:
            raise RuntimeError("A picture of the nursery was not stored.")
        with opened:
            nursery.pixels[digest(opened.read())] = number
    nursery.things.append(
        {
            "child_id": child.pk,
            "room_id": room.pk,
            "observation_id": entry.pk,
            "photo_id": photo_id,
            "contact_id": contact.pk,
            "membership_id": nursery.staff[number % len(nursery.staff)].pk,
        }
    )


def digest(data: bytes) -> str:
    """What picture it is."""
    return hashlib.sha256(data).hexdigest()


def _picture(number: int) -> bytes:
    """A JPEG of a colour that no other child has."""
    colour = [number % COLOURS, number // COLOURS * 40, (number * 37) % COLOURS]
    image = (pyvips.Image.black(64, 48, bands=3) + colour).cast("uchar").copy(interpretation="srgb")
    return bytes(image.jpegsave_buffer())
