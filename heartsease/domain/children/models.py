"""A child's record, family, photo permissions and the daily register."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from heartsease.domain.access.scope import ScopedManager, SettingOwned
from heartsease.domain.accounts.models import Membership
from heartsease.domain.children.rules import ChildState, Purpose, state_on
from heartsease.domain.setting.models import Room
from heartsease.kernel.ids import new_id
from heartsease.kernel.text import first_name


class Sex(models.TextChoices):
    """As the Department's returns record it."""

    FEMALE = "female", _("Girl")
    MALE = "male", _("Boy")


METHODS = {"paper": _("On a paper form"), "talk": _("In conversation"), "screen": _("On screen")}
"""How an answer about photographs was given."""


class ChildRows(ScopedManager["Child"]):
    """The children of the active setting: no decoy among them, wherever they are read from."""

    def get_queryset(self) -> models.QuerySet["Child"]:
        """Real children."""
        return super().get_queryset().filter(is_decoy=False)


class Child(SettingOwned):
    """A child at the setting: what every colleague may know (EYFS 2025, 3.96 and 3.64)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    full_name = models.CharField(max_length=120)
    known_as = models.CharField(max_length=60, blank=True)
    birth_date = models.DateField()
    sex = models.CharField(max_length=10, choices=Sex.choices, blank=True)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="children")
    key_person = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="key_children")
    start_date = models.DateField()
    leaving_date = models.DateField(null=True, blank=True)
    home_languages = models.CharField(max_length=200, blank=True)
    allergies = models.TextField(blank=True)
    dietary_needs = models.TextField(blank=True)
    health_needs = models.TextField(blank=True)
    interests = models.TextField(blank=True)
    photo_permissions = models.JSONField(default=dict, editable=False)
    """Purposes that are agreed now, each with its last day or None: recomputed by ``record_photo_permission``."""
    created_at = models.DateTimeField(auto_now_add=True)
    is_decoy = models.BooleanField(default=False, editable=False)
    """No child at all: whoever asks for this record was looking through everything (``children.decoys``)."""

    objects = ChildRows()
    decoys = ScopedManager["Child"]()
    """All rows, decoys among them: for ``children.actions.decoys`` alone."""

    class Meta:
        ordering = ["full_name"]
        indexes = [
            models.Index(fields=["setting", "full_name"], name="children_by_name"),
            models.Index(fields=["room", "full_name"], name="children_in_room"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(leaving_date__isnull=True) | Q(leaving_date__gte=F("start_date")),
                name="leaves_after_starting",
            ),
        ]

    @property
    def first_name(self) -> str:
        """What the child is called."""
        return self.known_as or first_name(self.full_name)

    def state_on(self, day: dt.date) -> ChildState:
        """Joining, attending or left on ``day``: it follows from the dates, so no job has to keep it true."""
        return state_on(day, start=self.start_date, leaving=self.leaving_date)

    @property
    def has_food_or_health_alert(self) -> bool:
        """Whether the banner stands on every page of this child (EYFS 3.64 to 3.66)."""
        return bool(self.allergies or self.dietary_needs or self.health_needs)


class SensitiveFacts(SettingOwned):
    """The narrower facts, in a table of their own so that no list of children can carry them along."""

    child = models.OneToOneField(Child, primary_key=True, on_delete=models.CASCADE, related_name="+")
    send_stage = models.CharField(
        max_length=20,
        blank=True,
        choices=[("support", _("SEN support")), ("plan", _("Education, health and care plan"))],
    )
    send_notes = models.TextField(blank=True)
    has_pupil_premium = models.BooleanField(default=False)
    funded_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    is_protected = models.BooleanField(default=False)
    protection_notes = models.TextField(blank=True)

    objects = ScopedManager["SensitiveFacts"]()


class Contact(SettingOwned):
    """A parent, carer or emergency contact of one child, whether or not they have an account (EYFS 3.96)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="contacts")
    full_name = models.CharField(max_length=120)
    relation = models.CharField(max_length=60)
    address = models.TextField(blank=True)
    phone_numbers = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    has_parental_responsibility = models.BooleanField(default=False)
    child_lives_with = models.BooleanField(default=False)
    emergency_order = models.PositiveSmallIntegerField(null=True, blank=True)
    may_collect = models.BooleanField(default=False)

    objects = ScopedManager["Contact"]()

    class Meta:
        ordering = [F("emergency_order").asc(nulls_last=True), "full_name"]


class Household(SettingOwned):
    """Adults who live together. Adults of different households never learn of each other through the journal."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    label = models.CharField(max_length=120)

    objects = ScopedManager["Household"]()


class FamilyLink(SettingOwned):
    """An adult's access to one child's journal, for as long as it is not ended (guarantees G9, G10)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="family_links")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="family_links")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(max_length=60)
    linked_at = models.DateTimeField(auto_now_add=True)
    linked_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager["FamilyLink"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "membership"], condition=Q(ended_at__isnull=True), name="one_link_in_force"
            ),
        ]


class PhotoPermission(SettingOwned):
    """One answer to one question about photographs: who gave it, when, how. Never changed, only followed by another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="photo_permission_answers")
    purpose = models.CharField(max_length=20, choices=[(purpose, purpose.label) for purpose in Purpose])
    is_allowed = models.BooleanField()
    answered_by = models.CharField(max_length=120)
    """The adult who answered: two adults' answers stand side by side and the more protective one holds."""
    answered_on = models.DateField()
    method = models.CharField(max_length=20, choices=list(METHODS.items()))
    last_day = models.DateField(null=True, blank=True)
    is_decision = models.BooleanField(default=False)
    """A nominated member's decision, which holds over every answer before it."""
    recorded_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedManager["PhotoPermission"]()

    class Meta:
        ordering = ["recorded_at", "id"]
        indexes = [models.Index(fields=["child", "recorded_at"], name="permissions_of_child")]


class Attendance(SettingOwned):
    """A child was here: the daily record of names, hours and key person (EYFS 3.101)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="attendance")
    day = models.DateField()
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="+")
    key_person_name = models.CharField(max_length=120, blank=True)
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager["Attendance"]()

    class Meta:
        ordering = ["arrived_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "day"], condition=Q(left_at__isnull=True), name="here_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("arrived_at")),
                name="leaves_after_arriving",
            ),
        ]
        indexes = [
            models.Index(fields=["setting", "day"], name="register_of_day"),
            models.Index(fields=["child", "day", "-arrived_at"], name="stays_of_child"),
        ]
