"""The trace: who did what to whom, append-only (guarantee G20)."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q

from heartsease.domain.access.scope import ScopedManager
from heartsease.domain.audit.rules import Event
from heartsease.kernel.ids import new_id


class TraceIsKeptError(TypeError):
    """Something tried to change or remove a line of the trace: a fault of ours, never of a person."""

    def __init__(self) -> None:
        super().__init__("Lines of the trace are written once, then neither changed nor removed.")


class KeptRows(models.QuerySet["AuditEvent"]):
    """Rows to read and to add to. Only ``audit.actions`` touches one again, to seal it, and only once."""

    def _refuse(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TraceIsKeptError

    update = delete = bulk_update = update_or_create = _refuse


class KeptManager(ScopedManager["AuditEvent"]):
    """The active setting's lines, without a way to change them."""

    _queryset_class = KeptRows


class AuditEvent(models.Model):
    """One act or one view. It carries ids, never names, so that erasing a child leaves the trace whole.

    ``number``, ``sealed_at`` and ``hash`` are its place in the setting's chain, given by the worker shortly after; a
    trigger of the database refuses to change or remove a row that has one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    setting_id = models.UUIDField()
    at = models.DateTimeField()
    event = models.CharField(max_length=60)
    person_id = models.UUIDField(null=True)
    membership_id = models.UUIDField(null=True)
    role = models.CharField(max_length=20)
    device_id = models.UUIDField(null=True)
    session_id = models.UUIDField(null=True)
    source = models.CharField(max_length=45, blank=True)
    request_id = models.CharField(max_length=36, blank=True)
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)
    child_id = models.UUIDField(null=True)
    is_refused = models.BooleanField(default=False)
    details = models.JSONField(default=dict)
    number = models.PositiveBigIntegerField(null=True, editable=False)
    sealed_at = models.DateTimeField(null=True, editable=False)
    hash = models.CharField(max_length=64, blank=True, editable=False)

    objects = KeptManager()

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["setting_id", "at"], name="audit_by_time"),
            models.Index(fields=["person_id", "at"], name="audit_by_person"),
            models.Index(fields=["child_id", "at"], name="audit_by_child"),
            models.Index(fields=["device_id", "at"], condition=Q(device_id__isnull=False), name="audit_by_device"),
            models.Index(fields=["setting_id", "at"], condition=Q(is_refused=True), name="audit_refusals"),
            models.Index(fields=["setting_id", "at", "id"], condition=Q(number__isnull=True), name="audit_to_seal"),
            models.Index(
                fields=["setting_id", "at"], condition=Q(event=Event.PICTURE_SAVED.value), name="audit_saved_copies"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["setting_id", "number"], condition=Q(number__isnull=False), name="number_once_in_chain"
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new line."""
        if not self._state.adding:
            raise TraceIsKeptError
        super().save(*args, force_insert=True, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Lines stay."""
        raise TraceIsKeptError


class ChainHead(models.Model):
    """Where a setting's chain ends now. Whoever moves it on from where they found it has sealed; nobody else has."""

    setting_id = models.UUIDField(primary_key=True)
    number = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    objects = ScopedManager["ChainHead"]()
