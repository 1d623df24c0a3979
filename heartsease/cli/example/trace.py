"""The trace of a year, gathered and written in bulk with the times at which things happened."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from heartsease.domain.access.permissions import Role
from heartsease.domain.accounts.models import Membership
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.rules import Event


class Trace:
    """Rows of ``AuditEvent`` as ``audit.actions.record`` writes them: one for each child, or a single one."""

    def __init__(self) -> None:
        self._rows: list[AuditEvent] = []

    def of(
        self,
        event: Event,
        member: Membership,
        at: dt.datetime,
        subject_type: str = "",
        subject_id: uuid.UUID | None = None,
        *,
        child_ids: Iterable[uuid.UUID] = (),
        details: dict[str, Any] | None = None,
    ) -> None:
        """Note that ``member`` did something."""
        concerned: list[uuid.UUID | None] = [*child_ids] or [None]
        self._rows += [
            AuditEvent(
                setting_id=member.setting_id,
                at=at,
                event=event,
                person_id=member.person_id,
                membership_id=member.pk,
                role=Role(member.role),
                subject_type=subject_type,
                subject_id=subject_id,
                child_id=child_id,
                details=details or {},
            )
            for child_id in concerned
        ]

    def write(self) -> None:
        """Store every row, oldest first."""
        AuditEvent.objects.bulk_create(sorted(self._rows, key=lambda row: row.at))
        self._rows.clear()
