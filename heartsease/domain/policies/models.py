"""Agreements and who accepted which version. Nothing here is ever changed: a new version follows the one before."""

from django.db import models

from heartsease.domain.access.scope import ScopedManager, SettingOwned
from heartsease.domain.accounts.models import Membership
from heartsease.domain.policies.rules import LONGEST_TITLE, Audience
from heartsease.kernel.ids import new_id


class Agreement(SettingOwned):
    """One version of what parents or staff agree to. The setting's row says which is in force."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    audience = models.CharField(max_length=10, choices=Audience.choices)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=LONGEST_TITLE)
    text = models.TextField()
    made_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()

    objects = ScopedManager["Agreement"]()

    class Meta:
        ordering = ["audience", "-version"]
        constraints = [models.UniqueConstraint(fields=["setting", "audience", "version"], name="one_of_each_version")]


class Acceptance(SettingOwned):
    """Somebody agreed to a version: who, as what, when, on which device, from where."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="acceptances")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="acceptances")
    at = models.DateTimeField()
    device_id = models.UUIDField(null=True)
    source = models.CharField(max_length=45, blank=True)

    objects = ScopedManager["Acceptance"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "membership"], name="accepted_once")]
