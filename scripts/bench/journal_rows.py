"""Rows of a large setting for the benchmarks: written in bulk, shaped as the journal's actions shape them."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, models

from heartsease.domain.access.actor import system_actor
from heartsease.domain.access.permissions import Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions as accounts
from heartsease.domain.accounts.models import Membership
from heartsease.domain.children import actions as children
from heartsease.domain.children.models import Child
from heartsease.domain.children.rules import Purpose
from heartsease.domain.frameworks.models import Node
from heartsease.domain.journal.models import (
    Comment,
    Like,
    Observation,
    ObservationChild,
    ObservationPhoto,
    ObservationTag,
)
from heartsease.domain.photos.models import Examination, Photo
from heartsease.domain.setting import actions as setting_actions
from heartsease.domain.setting.models import Room, Setting
from heartsease.kernel import clock
from heartsease.kernel.ids import new_id
from heartsease.kernel.statistics import refresh_statistics

ROOMS = 5
BATCH = 2_000
PHOTOS_PER_OBSERVATION = 25_000 / 15_000


@dataclass(frozen=True, slots=True)
class LargeSetting:
    """Whom to sign in and what to open."""

    setting: Setting
    practitioner: Membership
    parent: Membership
    room: Room
    child: Child


@dataclass(frozen=True, slots=True)
class _Plan:
    observations: int
    child_count: int
    years: int
    chance: random.Random


@dataclass(frozen=True, slots=True)
class _Cast:
    setting_id: uuid.UUID
    roll: list[Child]
    staff: list[Membership]
    parent: Membership


def large_setting(*, observations: int, child_count: int = 120, years: int = 3, seed: int = 1) -> LargeSetting:
    """A setting of ``child_count`` children with ``observations`` published entries over ``years``."""
    setting = setting_actions.found_setting(name=f"Bench {observations}")
    plan = _Plan(observations, child_count, years, random.Random(seed))  # noqa: S311
    with in_setting(setting.pk):
        return _fill(setting, plan)


def _fill(setting: Setting, plan: _Plan) -> LargeSetting:
    chance, system = plan.chance, system_actor(setting.pk, setting.zone)
    today = clock.today(setting.zone)
    rooms = [setting_actions.save_room(actor=system, name=f"Room {number}") for number in range(ROOMS)]
    staff = [
        accounts.admit_person(
            actor=system,
            full_name=f"Colleague {number}",
            user_name=f"colleague.{number}.{setting.pk.hex}",
            role=Role.PRACTITIONER,
            rooms=rooms,
        )
        for number in range(10)
    ]
    for one in staff:
        checks = accounts.Checks(checks_seen_on=today, checks_seen_by="Somebody")
        accounts.record_checks(actor=system, membership_id=one.pk, checks=checks)
    roll = []
    for number in range(plan.child_count):
        child = children.save_child(
            actor=system,
            details=children.ChildDetails(
                full_name=f"Child {number} Example",
                birth_date=today - dt.timedelta(days=chance.randint(500, 1700)),
                room=rooms[number % ROOMS],
                start_date=today - dt.timedelta(days=400),
                key_person=staff[number % len(staff)],
            ),
        )
        roll.append(
            children.record_photo_permission(
                actor=system,
                child_id=child.pk,
                answers=dict.fromkeys(Purpose, True),
                answered_by="A parent",
                answered_on=today,
                method="paper",
            )
        )
    parent = accounts.admit_person(
        actor=system, full_name="Parent Example", user_name=f"parent.{setting.pk.hex}", role=Role.PARENT
    )
    for child in roll[:2]:
        children.link_family(actor=system, child_id=child.pk, membership=parent, relation="mother", is_confirmed=True)
    _write_entries(_Cast(setting.pk, roll, staff, parent), plan)
    refresh_statistics()  # as the worker does
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as autovacuum does, a little later
    return LargeSetting(setting, staff[0], parent, rooms[0], roll[0])


def _write_entries(cast: _Cast, plan: _Plan) -> None:
    for start in range(0, plan.observations, BATCH):
        batch: dict[type[models.Model], list[models.Model]] = {}
        for row in _entries(cast, plan, min(BATCH, plan.observations - start)):
            batch.setdefault(type(row), []).append(row)
        for model in (Observation, ObservationChild, Photo, ObservationPhoto, ObservationTag, Comment, Like):
            model._default_manager.bulk_create(batch.get(model, []), batch_size=500)  # type: ignore[arg-type]


def _entries(cast: _Cast, plan: _Plan, count: int) -> Iterator[models.Model]:
    nodes = list(Node.objects.filter(is_taggable=True, framework__slug="eyfs").values_list("pk", flat=True))
    chance, now, span = plan.chance, clock.now(), plan.years * 365 * 24 * 3600
    setting_id, roll, staff, parent = cast.setting_id, cast.roll, cast.staff, cast.parent
    for _number in range(count):
        moment = now - dt.timedelta(seconds=chance.randint(3600, span))
        chosen = chance.sample(roll, 3) if chance.random() < 0.1 else [chance.choice(roll)]
        observation = Observation(
            id=new_id(),
            setting_id=setting_id,
            source="setting",
            state="published",
            author=chance.choice(staff),
            room_id=chosen[0].room_id,
            text="Spent a long time at the water tray, filling, tipping and telling a friend what would float. " * 2,
            happened_at=moment,
            created_at=moment,
            changed_at=moment,
            submitted_at=moment,
            published_at=moment,
            visible_from=moment,
        )
        yield observation
        for position, child in enumerate(chosen):
            subject = ObservationChild(
                setting_id=setting_id,
                observation=observation,
                child=child,
                position=position,
                happened_at=moment,
                visible_from=moment,
            )
            yield subject
            if position == 0 and chance.random() < 0.3:
                yield Like(setting_id=setting_id, subject=subject, membership=parent)
            if position == 0 and chance.random() < 0.15:
                yield Comment(
                    id=new_id(),
                    setting_id=setting_id,
                    subject=subject,
                    author=parent,
                    text="Lovely!",
                    written_at=moment,
                )
        for position in range(int(PHOTOS_PER_OBSERVATION) + (chance.random() < PHOTOS_PER_OBSERVATION % 1)):
            photo = Photo(
                id=new_id(),
                setting_id=setting_id,
                upload_hash=uuid.uuid4().hex * 2,
                width=1280,
                height=960,
                stored_bytes=400_000,
                pipeline_version=1,
                examination=Examination.CLEAR,
                created_at=moment,
            )
            yield photo
            yield ObservationPhoto(
                setting_id=setting_id,
                observation=observation,
                photo=photo,
                upload_hash=photo.upload_hash,
                position=position,
            )
        for node in chance.sample(nodes, 3):
            yield ObservationTag(setting_id=setting_id, observation=observation, node_id=node)
