"""The fixed cast of every test: two settings, their rooms, staff and families.

Sunflower has two rooms. In the Acorns: Amara (mother Grace, with father Tunde in the same home), her brother Kofi
in the Oaks, and Ben, whose parents Rosa and Omar live apart. Leo has left; Mia has not started. The Hollies is
another setting.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import HASH_SESSION_KEY
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from heartsease.domain.access.actor import Actor, system_actor
from heartsease.domain.access.permissions import Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions as accounts
from heartsease.domain.accounts import queries as account_queries
from heartsease.domain.accounts.models import Device, Membership, Session, Way
from heartsease.domain.accounts.sessions import SessionStore
from heartsease.domain.children import actions as children
from heartsease.domain.children.models import Child, FamilyLink
from heartsease.domain.children.rules import Purpose
from heartsease.domain.frameworks import queries as frameworks
from heartsease.domain.frameworks.actions import load_pack
from heartsease.domain.frameworks.models import Framework
from heartsease.domain.frameworks.pack import read_pack
from heartsease.domain.setting import actions as setting_actions
from heartsease.domain.setting.models import Room, Setting
from heartsease.kernel import clock
from tests.shelf import Shelf

PASSWORD = "seven purple pansies dance"
ALL_PURPOSES = dict.fromkeys(Purpose, True)


@dataclass
class House:
    """One setting with everybody in it, by first name."""

    setting: Setting
    system: Actor
    tablet: Device
    tablet_secret: str
    rooms: dict[str, Room] = field(default_factory=dict)
    staff: dict[str, Membership] = field(default_factory=dict)
    children: dict[str, Child] = field(default_factory=dict)
    family: dict[str, Membership] = field(default_factory=dict)
    links: dict[tuple[str, str], FamilyLink] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """The actor of a member of staff or of a family."""
        membership = self.staff.get(name) or self.family[name]
        fresh = account_queries.membership_in_force(str(membership.pk))
        assert fresh is not None
        return account_queries.actor_of(fresh)

    def choose(self, **changes: object) -> None:
        """Change the setting's choices."""
        fresh = Setting.objects.get(pk=self.setting.pk)
        fresh.choices = {**fresh.choices, **changes}
        fresh.save(update_fields=["choices"])

    def permit(self, child: str, answers: dict[Purpose, bool], *, by: str = "A parent") -> None:
        """Record a family's answers about photographs."""
        children.record_photo_permission(
            actor=self.system,
            child_id=self.children[child].pk,
            answers=answers,
            answered_by=by,
            answered_on=clock.today(self.system.zone),
            method="paper",
        )

    def signed_in(self, name: str) -> Actor:
        """The actor of somebody who is signed in, staff on the setting's tablet."""
        row = self._session(name, proved=True).row
        assert row is not None
        assert row.membership is not None
        return account_queries.actor_of(row.membership, session=row)

    def client(self, name: str, *, proved: bool = True) -> Client:
        """A browser in which ``name`` is signed in: staff on the setting's tablet, families on their own device."""
        client = Client()
        store = self._session(name, proved=proved)
        client.cookies[django_settings.SESSION_COOKIE_NAME] = str(store.session_key)
        return self.at_tablet(client) if name in self.staff else client

    def _session(self, name: str, *, proved: bool) -> SessionStore:
        membership = self.staff.get(name) or self.family[name]
        now = clock.now()
        store = SessionStore()
        store.begin(
            Session(
                person=membership.person,
                membership=membership,
                device=self.tablet if membership.is_staff else None,
                way=Way.PASSWORD,
                started_at=now,
                seen_at=now,
                proved_at=now if proved else None,
            )
        )
        store[HASH_SESSION_KEY] = membership.person.get_session_auth_hash()
        store.save()
        return store

    def at_tablet(self, client: Client) -> Client:
        """``client``, standing at the setting's tablet."""
        client.cookies[django_settings.DEVICE_COOKIE_NAME] = self.tablet_secret
        return client


def found_house(name: str) -> House:
    """A new setting with its system actor; enter it with ``in_setting(house.setting.pk)``."""
    setting = setting_actions.found_setting(name=name)
    system = system_actor(setting.pk, setting.zone)
    with in_setting(setting.pk):
        code = accounts.make_enrolment_code(actor=system, name="Hall tablet")
    enrolled = accounts.enrol_tablet(code=code, browser="", source="")
    return House(setting, system, enrolled.device, enrolled.secret)


def add_staff(house: House, name: str, role: Role, *rooms: str) -> None:
    """Admit a member of staff, who has come in since; the user name is the first name in small letters."""
    house.staff[name] = accounts.admit_person(
        actor=house.system,
        full_name=f"{name} {house.setting.name}",
        user_name=f"{name.lower()}.{house.setting.pk.hex[-6:]}",
        role=role,
        rooms=[house.rooms[room] for room in rooms],
    )
    house.staff[name].came_in_at = clock.now()
    house.staff[name].save(update_fields=["came_in_at"])


def add_child(
    house: House,
    name: str,
    room: str,
    *,
    months: int = 40,
    key_person: str | None = None,
    start: dt.date | None = None,
    leaving: dt.date | None = None,
) -> None:
    """Put a child on the roll, with every photo permission given."""
    today = clock.today(house.system.zone)
    house.children[name] = children.save_child(
        actor=house.system,
        details=children.ChildDetails(
            full_name=f"{name} Example",
            birth_date=today - dt.timedelta(days=months * 30),
            room=house.rooms[room],
            start_date=start or today - dt.timedelta(days=200),
            leaving_date=leaving,
            key_person=house.staff[key_person] if key_person else None,
        ),
    )
    house.permit(name, ALL_PURPOSES)
    house.children[name].refresh_from_db()


def add_family(
    house: House, name: str, *links: tuple[str, str], lives_with: str | None = None, role: Role = Role.PARENT
) -> None:
    """Admit a parent or relative and link them, as if they had confirmed it: ``links`` are (child, relation)."""
    if name not in house.family:
        house.family[name] = accounts.admit_person(
            actor=house.system,
            full_name=f"{name} Example",
            user_name=f"{name.lower()}.{house.setting.pk.hex[-6:]}",
            role=role,
        )
    for child, relation in links:
        neighbour = house.links[lives_with, child].pk if lives_with else None
        house.links[name, child] = children.link_family(
            actor=house.system,
            child_id=house.children[child].pk,
            membership=house.family[name],
            relation=relation,
            shares_home_with=neighbour,
            begins_at=clock.now() - dt.timedelta(days=365),
            is_confirmed=True,
        )


def build_sunflower() -> House:
    """The setting in which most tests happen."""
    sunflower = found_house("Sunflower")
    with in_setting(sunflower.setting.pk):
        for room in ("Acorns", "Oaks"):
            sunflower.rooms[room] = setting_actions.save_room(actor=sunflower.system, name=room)
        add_staff(sunflower, "Maggie", Role.NOMINATED_MEMBER)
        add_staff(sunflower, "Sen", Role.SENIOR)
        add_staff(sunflower, "Priya", Role.PRACTITIONER, "Acorns")
        add_staff(sunflower, "Owen", Role.PRACTITIONER, "Oaks")
        add_staff(sunflower, "Stu", Role.STUDENT, "Acorns")
        today = clock.today(sunflower.system.zone)
        add_child(sunflower, "Amara", "Acorns", key_person="Priya")
        add_child(sunflower, "Ben", "Acorns", months=41, key_person="Priya")
        add_child(sunflower, "Kofi", "Oaks", months=52, key_person="Owen")
        add_child(sunflower, "Leo", "Acorns", months=44, leaving=today - dt.timedelta(days=3))
        add_child(sunflower, "Mia", "Acorns", months=37, start=today + dt.timedelta(days=7))
        add_family(sunflower, "Grace", ("Amara", "mother"), ("Kofi", "mother"))
        add_family(sunflower, "Tunde", ("Amara", "father"), lives_with="Grace")
        add_family(sunflower, "Rosa", ("Ben", "mother"))
        add_family(sunflower, "Omar", ("Ben", "father"))
        add_family(sunflower, "Nana", ("Amara", "grandmother"), role=Role.RELATIVE)
    return sunflower


def build_hollies() -> House:
    """Another setting, with one child and one of each side."""
    other = found_house("Hollies")
    with in_setting(other.setting.pk):
        other.rooms["Ivy"] = setting_actions.save_room(actor=other.system, name="Ivy")
        add_staff(other, "Hazel", Role.NOMINATED_MEMBER)
        add_child(other, "Zed", "Ivy", key_person="Hazel")
        add_family(other, "Petra", ("Zed", "mother"))
    return other


@dataclass(frozen=True)
class Shelves:
    """The EYFS and both settings, ready to be taken."""

    eyfs: Shelf[Framework]
    sunflower: Shelf[House]
    hollies: Shelf[House]


@pytest.fixture(scope="session")
def shelves(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Shelves:
    """What is made once for a run."""
    with django_db_blocker.unblock():
        return Shelves(
            eyfs=Shelf("eyfs", lambda: load_pack(pack=read_pack(django_settings.PACKS / "eyfs"))),
            sunflower=Shelf("sunflower", build_sunflower),
            hollies=Shelf("hollies", build_hollies),
        )


@pytest.fixture
def eyfs(db: None, shelves: Shelves) -> Framework:
    """The EYFS, loaded: pages about entries need it."""
    framework = shelves.eyfs.take()
    frameworks.frameworks(check=True)
    return framework


@pytest.fixture
def house(eyfs: Framework, shelves: Shelves) -> Iterator[House]:
    """Sunflower, active for the test."""
    sunflower = shelves.sunflower.take()
    with in_setting(sunflower.setting.pk):
        yield sunflower


@pytest.fixture
def hollies(db: None, shelves: Shelves) -> House:
    """Another setting, beside."""
    return shelves.hollies.take()


@pytest.fixture
def nobody() -> Client:
    """A browser that is not signed in."""
    return Client()
