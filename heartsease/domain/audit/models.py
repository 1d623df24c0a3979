"""The trace: who did what to whom, append-only (guarantee G20)."""

from django.db import models

from heartsease.domain.access.scope import ScopedManager
from heartsease.kernel.ids import new_id


class AuditEvent(models.Model):
    """One act or one view. It carries ids, never names, so that erasing a child leaves the trace whole."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    setting_id = models.UUIDField()
    at = models.DateTimeField()
    event = models.CharField(max_length=60)
    person_id = models.UUIDField(null=True)
    membership_id = models.UUIDField(null=True)
    role = models.CharField(max_length=20)
    device_id = models.UUIDField(null=True)
    source = models.CharField(max_length=45, blank=True)
    request_id = models.CharField(max_length=36, blank=True)
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)
    child_id = models.UUIDField(null=True)
    is_refused = models.BooleanField(default=False)
    details = models.JSONField(default=dict)

    objects = ScopedManager["AuditEvent"]()

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["setting_id", "at"], name="audit_by_time"),
            models.Index(fields=["person_id", "at"], name="audit_by_person"),
            models.Index(fields=["child_id", "at"], name="audit_by_child"),
        ]
