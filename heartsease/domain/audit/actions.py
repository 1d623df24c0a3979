"""Writing the trace. Other packages call ``record`` inside the transaction of the act itself; the worker seals."""

import datetime as dt
import logging
import uuid
from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.access.scope import in_setting
from heartsease.domain.audit import heads
from heartsease.domain.audit.chain import BEFORE_THE_FIRST, WRITTEN, as_stored, as_text, link
from heartsease.domain.audit.heads import Mark
from heartsease.domain.audit.models import AuditEvent, ChainHead
from heartsease.domain.audit.rules import Event
from heartsease.kernel import clock

SEALED_AT_ONCE = 1000

logger = logging.getLogger(__name__)


def record(
    actor: Actor,
    event: Event,
    *,
    subject_type: str = "",
    subject_id: uuid.UUID | None = None,
    child_ids: Iterable[uuid.UUID] = (),
    is_refused: bool = False,
    details: dict[str, Any] | None = None,
) -> None:
    """Append ``event``: one row for each child it concerns, or a single row where it concerns none."""
    at = clock.now()
    concerned: list[uuid.UUID | None] = list(child_ids) or [None]
    AuditEvent.objects.bulk_create(
        AuditEvent(
            setting_id=actor.setting_id,
            at=at,
            event=event,
            person_id=actor.person_id,
            membership_id=actor.membership_id,
            role=actor.role,
            device_id=actor.device_id,
            session_id=actor.session_id,
            source=actor.source,
            request_id=actor.request_id,
            subject_type=subject_type,
            subject_id=subject_id,
            child_id=child_id,
            is_refused=is_refused,
            details=details or {},
        )
        for child_id in concerned
    )


def record_reading(*, actor: Actor, child_id: uuid.UUID | None = None, narrowed: dict[str, str] | None = None) -> None:
    """Trace that a page of the trace itself was opened, ``narrowed`` to what."""
    require(actor, Permission.TRACE_READ)
    record(actor, Event.TRACE_VIEWED, child_ids=[child_id] if child_id else [], details=narrowed)


def settings_to_seal() -> list[uuid.UUID]:
    """Settings in which lines wait for their place in the chain."""
    waiting = AuditEvent.objects.unscoped(reason="the worker seals the trace of every setting").order_by()
    return list(waiting.filter(number__isnull=True).values_list("setting_id", flat=True).distinct())


def seal(*, setting_id: uuid.UUID, limit: int = SEALED_AT_ONCE) -> int:
    """Give up to ``limit`` waiting lines their place at the end of the chain; how many. None when another worker was
    quicker: it moved the head on, and that is the one thing which two cannot both do.

    A line whose transaction ended late, after younger ones were sealed, gets the next number: the chain holds the order
    in which lines became visible, each line the time of its act.
    """
    with in_setting(setting_id):
        head = ChainHead.objects.first()
        before = head or ChainHead(setting_id=setting_id, number=0, hash=BEFORE_THE_FIRST)
        waiting = AuditEvent.objects.filter(number__isnull=True).order_by("at", "id")
        lines = list(waiting.values_list(*as_stored(WRITTEN))[:limit])
        if not lines:
            return 0
        sealed_at = clock.now()
        number, digest, places = before.number, before.hash, []
        for line in lines:
            number += 1
            digest = link(digest, (*line, as_text(sealed_at), number))
            places.append((number, digest, line[0]))
        with transaction.atomic():
            if not _moves_on(head, ChainHead(setting_id=setting_id, number=number, hash=digest)):
                return 0
            _place(places, sealed_at)
    return len(lines)


def write_heads(*, broken: Collection[str] = ()) -> list[str]:
    """Write where each chain ends into the files outside the database, once a day, but not of ``broken`` chains (by
    setting, 32 hexadecimal digits); gives a sentence for each file that cannot be written."""
    today = clock.now().date().isoformat()
    ends = ChainHead.objects.unscoped(reason="the heads of every setting stand in one file").order_by("setting_id")
    marks = [Mark(today, end.setting_id.hex, end.number, end.hash) for end in ends]
    problems = []
    for path in settings.AUDIT_HEADS:
        try:
            done = {mark.setting for mark in heads.read(path)[0] if mark.day == today}
            heads.append(path, [mark for mark in marks if mark.setting not in {*done, *broken}])
        except OSError as problem:
            problems.append(_("%(path)s cannot be written: %(why)s.") % {"path": path, "why": problem.strerror})
    for sentence in problems:
        logger.error(sentence)
    return problems


def _moves_on(head: ChainHead | None, then: ChainHead) -> bool:
    """Whether the head stood where it was found, and stands where ``then`` says now."""
    if head is not None:
        found = ChainHead.objects.filter(number=head.number, hash=head.hash)
        return bool(found.update(number=then.number, hash=then.hash))
    try:
        with transaction.atomic():
            then.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _place(places: list[tuple[int, str, str]], sealed_at: dt.datetime) -> None:
    """Write numbers and hashes into lines, each of them still without: a thousand statements at once."""
    moment = AuditEvent._meta.get_field("sealed_at").get_db_prep_save(sealed_at, connection)
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE audit_auditevent SET number = %s, hash = %s, sealed_at = %s WHERE id = %s AND number IS NULL",
            [(number, digest, moment, row_id) for number, digest, row_id in places],
        )
        if cursor.rowcount != len(places):
            raise RuntimeError("A line of the trace was gone before it was sealed.")
