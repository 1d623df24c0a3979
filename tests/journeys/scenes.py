"""What the stagehand can write: settings with their people, entries, answers, the passing of time.

Everything goes through the same builders and actions as in the other tests.
"""

import datetime as dt
import functools
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.contrib.auth.hashers import make_password

from heartsease.domain.access.permissions import Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts.models import Person, Session
from heartsease.domain.children import actions as children
from heartsease.domain.children.models import FamilyLink
from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal import actions
from heartsease.domain.journal.content import ChildPart
from heartsease.domain.journal.models import Observation
from heartsease.domain.photos.models import Examination, Photo, Region, Resolution
from heartsease.domain.reading import actions as reading
from heartsease.domain.reading.rules import Measure, ReadingPausedError, budget
from heartsease.kernel import clock
from heartsease.kernel.ids import new_id
from tests import entries
from tests.cast import PASSWORD, House, add_child, add_family, add_staff, build_hollies, build_sunflower
from tests.pictures import PHOTOGRAPHS

STAGES: dict[str, Callable[..., Observation]] = {
    "drafted": entries.drafted,
    "submitted": entries.submitted,
    "approved": entries.approved,
    "published": entries.published,
}
_houses: dict[str, House] = {}


def _open(build: Callable[[], House], choices: dict[str, Any]) -> dict[str, Any]:
    house = build()
    key = str(house.setting.pk)
    _houses[key] = house
    with in_setting(house.setting.pk):
        house.choose(**choices)
    everybody = {**house.staff, **house.family}
    Person.objects.filter(pk__in=[one.person_id for one in everybody.values()]).update(password=_password())
    return {
        "key": key,
        "name": house.setting.name,
        "tablet_secret": house.tablet_secret,
        "user_names": {name: one.person.user_name for name, one in everybody.items()},
        "children": {name: str(child.pk) for name, child in house.children.items()},
        "rooms": {name: str(room.pk) for name, room in house.rooms.items()},
    }


@functools.cache
def _password() -> str:
    return make_password(PASSWORD)


def sunflower(*, choices: dict[str, Any]) -> dict[str, Any]:
    """A Sunflower of its own, everybody's password set."""
    return _open(build_sunflower, choices)


def hollies(*, choices: dict[str, Any]) -> dict[str, Any]:
    """A Hollies of its own."""
    return _open(build_hollies, choices)


def choose(*, key: str, choices: dict[str, Any]) -> None:
    """Change the setting's choices."""
    house = _houses[key]
    with in_setting(house.setting.pk):
        house.choose(**choices)


def allow(*, key: str, child: str, purposes: list[str]) -> None:
    """Let a child's family say yes to these purposes of photographs and no to the others."""
    house = _houses[key]
    with in_setting(house.setting.pk):
        house.permit(child, {purpose: purpose in purposes for purpose in Purpose})


def arrive(*, key: str, names: list[str]) -> None:
    """Mark children as here today."""
    house = _houses[key]
    with in_setting(house.setting.pk):
        for name in names:
            children.mark_arrived(actor=house.system, child_id=house.children[name].pk)


def entry(
    *,
    key: str,
    stage: str,
    author: str,
    about: list[str],
    text: str,
    lines: dict[str, str],
    photos: int,
    hours_ago: float,
) -> dict[str, Any]:
    """An entry that is ``drafted``, ``submitted``, ``approved`` or ``published``."""
    house = _houses[key]
    with in_setting(house.setting.pk):
        made = STAGES[stage](
            house,
            author,
            *about,
            photos=photos,
            text=text,
            children=tuple(ChildPart(child_id=house.children[name].pk, line=lines.get(name, "")) for name in about),
            happened_at=clock.now() - dt.timedelta(hours=hours_ago),
        )
        return {"id": str(made.pk), "photos": [str(one) for one in entries.photo_ids(made)]}


def show_photograph(*, key: str, author: str, about: list[str], file: str, text: str) -> dict[str, Any]:
    """A published entry with a photograph from beside the checkout, of which nobody said who is in it."""
    house = _houses[key]
    with in_setting(house.setting.pk):
        draft = entries.drafted(house, author, *about, text=text)
        data = (PHOTOGRAPHS / file).read_bytes()
        actor = house.actor(author)
        actions.add_photo(actor=actor, observation_id=draft.pk, photo_id=new_id(), chunks=entries.in_pieces(data))
        actions.submit(actor=actor, observation_id=draft.pk)
        actions.approve(actor=house.actor("Sen"), observation_id=draft.pk)
        entries.publish_now(draft)
        return {"id": str(draft.pk), "photos": [str(one) for one in entries.photo_ids(draft)]}


def questions(*, key: str, entry_id: str) -> int | None:
    """How many faces in an entry's photographs somebody has to account for; None before the worker has looked."""
    with in_setting(_houses[key].setting.pk):
        placed = Photo.objects.filter(placed__observation=uuid.UUID(entry_id))
        if placed.filter(examination=Examination.UNEXAMINED).exists():
            return None
        return Region.objects.filter(photo__in=placed, resolution=Resolution.OPEN).count()


def pass_waiting_time(*, key: str, entry_id: str) -> None:
    """Let the time go by that a published entry waits before families see it."""
    with in_setting(_houses[key].setting.pk):
        entries.publish_now(Observation.objects.get(pk=entry_id))


def entries_of(*, key: str, author: str) -> list[dict[str, Any]]:
    """What the database holds of somebody's entries, the newest first."""
    house = _houses[key]
    with in_setting(house.setting.pk):
        membership = house.staff.get(author) or house.family[author]
        found = Observation.objects.filter(author=membership).order_by("-created_at")
        return [
            {
                "id": str(one.pk),
                "state": one.state,
                "text": one.text,
                "photos": [str(photo_id) for photo_id in entries.photo_ids(one)],
                "children": [subject.child.first_name for subject in one.subjects.select_related("child")],
            }
            for one in found
        ]


def end_sessions(*, key: str, name: str) -> int:
    """Let the sessions of somebody run out; how many there were."""
    house = _houses[key]
    membership = house.staff.get(name) or house.family[name]
    theirs = Session.objects.filter(membership=membership)
    return theirs.update(expire_date=clock.now() - dt.timedelta(seconds=1))


def end_family(*, key: str, name: str, child: str) -> None:
    """End somebody's reading of a child's journal."""
    house = _houses[key]
    with in_setting(house.setting.pk):
        children.unlink_family(
            actor=house.system, child_id=house.children[child].pk, link_id=house.links[name, child].pk
        )


def nominate(*, key: str, name: str) -> str:
    """Another nominated member, password set; the user name."""
    house = _houses[key]
    with in_setting(house.setting.pk):
        add_staff(house, name, Role.NOMINATED_MEMBER)
    person = house.staff[name].person
    Person.objects.filter(pk=person.pk).update(password=_password())
    return person.user_name


def born(*, key: str, child: str) -> str:
    """A child's date of birth, as a date field takes it."""
    return str(_houses[key].children[child].birth_date)


def read_much(*, key: str, name: str) -> None:
    """Let somebody of the staff have read as many children within the hour as the budget holds."""
    house = _houses[key]
    with in_setting(house.setting.pk):
        actor = house.actor(name)
        # One by one: some of the budget may be used up already.
        with suppress(ReadingPausedError):
            for _number in range(budget(actor.role)[Measure.CHILD]):
                reading.reserve(actor=actor, children=[new_id()])


def be_responsible(*, key: str, name: str) -> None:
    """Somebody has parental responsibility for whoever they are linked to."""
    house = _houses[key]
    with in_setting(house.setting.pk):
        FamilyLink.objects.filter(membership=house.family[name]).update(has_parental_responsibility=True)


def join(*, key: str, child: str, parent: str) -> dict[str, str]:
    """A child in the Acorns with one parent, password set: the child's id and the parent's user name."""
    house = _houses[key]
    with in_setting(house.setting.pk):
        add_child(house, child, "Acorns")
        add_family(house, parent, (child, "mother"))
    person = house.family[parent].person
    Person.objects.filter(pk=person.pk).update(password=_password())
    return {"child": str(house.children[child].pk), "user_name": person.user_name}


SCENES: dict[str, Callable[..., Any]] = {
    scene.__name__: scene
    for scene in (
        sunflower,
        hollies,
        choose,
        allow,
        arrive,
        entry,
        show_photograph,
        questions,
        pass_waiting_time,
        entries_of,
        end_sessions,
        end_family,
        nominate,
        join,
        born,
        read_much,
        be_responsible,
    )
}
