"""PINs and badges: ways in on an enrolled tablet, worth nothing anywhere else."""

from django.db import models

from heartsease.domain.access.scope import ScopedManager, SettingOwned
from heartsease.domain.accounts.models.devices import Device
from heartsease.domain.accounts.models.people import Membership
from heartsease.kernel.ids import new_id


class Pin(SettingOwned):
    """What the database keeps of one person's PIN on one tablet: a keyed hash over a slow hash of the digits."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="pins")
    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="pins")
    salt = models.CharField(max_length=32)
    verifier = models.CharField(max_length=64)
    failures = models.PositiveSmallIntegerField(default=0)
    """Wrong tries in a row on this tablet; a try counts before it is judged and is taken back when it was right."""
    made_at = models.DateTimeField()

    objects = ScopedManager["Pin"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "device"], name="one_pin_on_a_device")]


class PinTry(SettingOwned):
    """A wrong try of a PIN or badge on a tablet: what the limits of the tablet itself count."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="+")
    membership = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager["PinTry"]()

    class Meta:
        indexes = [models.Index(fields=["device", "at"], name="tries_on_device")]


class Badge(SettingOwned):
    """A printed badge with a QR code: 128 bits that only an enrolled tablet takes (WCAG 2.2, 3.3.8)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="badges")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager["Badge"]()
