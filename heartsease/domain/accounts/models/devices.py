"""The register of devices: the setting's tablets, and people's own that a nominated member has approved (G6)."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from heartsease.domain.access.scope import ScopedManager, SettingOwned
from heartsease.domain.accounts.models.people import Membership, Person
from heartsease.domain.setting.models import Room
from heartsease.kernel.ids import new_id


class DeviceKind(models.TextChoices):
    """Whose device it is."""

    TABLET = "tablet", _("The setting's tablet")
    OWN = "own", _("A person's own device")


class DeviceState(models.TextChoices):
    """Where a device stands; only an active one lets anybody in."""

    WAITING = "waiting", _("waits for approval")
    ACTIVE = "active", _("in use")
    LOCKED = "locked", _("locked after wrong PINs")
    RETIRED = "retired", _("retired")
    LOST = "lost", _("lost or stolen")
    ENDED = "ended", _("its enrolment ended after too many wrong PINs")
    REFUSED = "refused", _("refused")


class Device(SettingOwned):
    """A browser on a device. Its secret, 256 bits in a cookie, is here as a digest and dies with the state."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=DeviceKind.choices)
    state = models.CharField(max_length=10, choices=DeviceState.choices)
    name = models.CharField(max_length=60)
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="own_devices")
    secret_digest = models.CharField(max_length=64, unique=True)
    compare_code = models.CharField(max_length=4, blank=True)
    """Four digits that stand on the waiting device and beside the request, so that the right one is approved."""
    browser = models.CharField(max_length=200, blank=True)
    app_version = models.CharField(max_length=20, blank=True)
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    """Hours, on the setting's clock, in which the device lets people in; none: always (clauses 2.2)."""
    opened_on = models.DateField(null=True, blank=True)
    """The last day on which a senior or nominated member signed in here (clauses 2.7)."""
    decided_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    last_try_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager["Device"]()

    class Meta:
        ordering = ["name", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=DeviceKind.TABLET, owner__isnull=True)
                | models.Q(kind=DeviceKind.OWN, owner__isnull=False),
                name="own_devices_have_owners",
            )
        ]

    @property
    def is_tablet(self) -> bool:
        """Whether it is one of the setting's shared tablets."""
        return self.kind == DeviceKind.TABLET

    def is_open_at(self, time: dt.time) -> bool:
        """Whether ``time`` on the setting's clock is within the device's hours, which may pass midnight."""
        if self.opens_at is None or self.closes_at is None:
            return True
        if self.opens_at <= self.closes_at:
            return self.opens_at <= time < self.closes_at
        return time >= self.opens_at or time < self.closes_at


class EnrolmentCode(SettingOwned):
    """A one-time code by which a tablet becomes one of the setting's: typed or scanned on the tablet, minutes long."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=60)
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = ScopedManager["EnrolmentCode"]()
