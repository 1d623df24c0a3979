"""Writing the trace. Other packages call ``record`` inside the transaction of the act itself."""

import uuid
from collections.abc import Iterable
from typing import Any

from heartsease.domain.access.actor import Actor
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.rules import Event
from heartsease.kernel import clock


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
