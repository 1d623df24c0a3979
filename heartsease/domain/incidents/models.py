"""Incidents: what a nominated member has to look at, from the moment it happened to the note that closes it."""

from django.db import models

from heartsease.domain.access.scope import ScopedManager, SettingOwned
from heartsease.domain.accounts.models import Device, Membership
from heartsease.domain.incidents.rules import IncidentKind
from heartsease.kernel.ids import new_id


class Incident(SettingOwned):
    """One incident. ``happening`` names what led to it, so that an event handled twice opens one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=IncidentKind.choices)
    happening = models.CharField(max_length=80)
    membership = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    """Whose account it is about."""
    device = models.ForeignKey(Device, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    note = models.TextField(blank=True)

    objects = ScopedManager["Incident"]()

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["setting", "kind", "happening"], name="one_incident_each")]
        indexes = [models.Index(fields=["setting", "-opened_at"], name="incidents_by_time")]
