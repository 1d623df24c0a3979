"""People, and what they are at a setting."""

import datetime as dt

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from heartsease.domain.access.permissions import ROLE_NAMES, STAFF_ROLES, Role, Scope
from heartsease.domain.access.scope import ScopedManager, SettingOwned
from heartsease.domain.setting.models import Room
from heartsease.kernel.ids import new_id


class PeopleRows(BaseUserManager["Person"]):
    """People are not a setting's rows: the same person may work at one and be a parent at another."""

    def called(self, user_name: str) -> "models.QuerySet[Person]":
        """Whoever signs in with ``user_name``, whatever its capitals, found by the index of ``user_name_once``."""
        return self.alias(small=Lower("user_name")).filter(small=Lower(models.Value(user_name)))

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person who signs in with ``username``, whatever its capitals."""
        return self.get(user_name__iexact=username)


class Person(AbstractBaseUser):
    """A personal account (guarantee G4). Without a usable password it is entered by a one-time link only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user_name = models.CharField(max_length=150)
    full_name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    """Only ever a verified address: a new one waits as an ``AddressProof`` until its owner has answered (G7)."""
    is_active = models.BooleanField(default=True)
    must_set_password = models.BooleanField(default=False)
    """Somebody may know the present password: it opens nothing but the page that replaces it."""
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PeopleRows()

    USERNAME_FIELD = "user_name"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("user_name"), name="user_name_once"),
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="email_once"),
        ]


class Membership(SettingOwned):
    """What a person is at a setting. A session acts as exactly one membership."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(
        max_length=20, choices=[(role, ROLE_NAMES[role]) for role in Role if role is not Role.SYSTEM]
    )
    rooms = models.ManyToManyField(Room, through="RoomMembership", related_name="staff")
    scope = models.CharField(max_length=20, blank=True, choices=[(scope, scope) for scope in Scope])
    """Whose journals this person works with, where it differs from what the setting chose."""
    has_offsite_right = models.BooleanField(default=False)
    """May sign in away from the setting, on an own device that a nominated member has approved (clauses 2.6)."""
    is_pin_only = models.BooleanField(default=False)
    """Has no password at all: comes in on a tablet that a senior has opened that day (clauses 2.7)."""
    checks_seen_on = models.DateField(null=True, blank=True)
    checks_seen_by = models.CharField(max_length=120, blank=True)
    trained_on = models.DateField(null=True, blank=True)
    trained_by = models.CharField(max_length=120, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    came_in_at = models.DateTimeField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    """Access ends by itself after this day (clauses 1.10, 3.5)."""
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspension_reason = models.CharField(max_length=500, blank=True)
    suspension_words = models.CharField(max_length=500, blank=True)
    """What the suspended person reads; the reason is for nominated members."""
    review_on = models.DateField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    """When the last access review confirmed it (clauses 3.4)."""
    agreed_to = models.UUIDField(null=True, blank=True)
    """The version of the agreement that this person accepted last."""
    ended_at = models.DateTimeField(null=True, blank=True)
    reading_paused_at = models.DateTimeField(null=True, blank=True)
    """Has opened more than work explains, and reads nothing more until somebody has proved who it is."""
    reading_begun_at = models.DateTimeField(null=True, blank=True)
    """When the present budget of reading began, where it did not begin by itself."""

    objects = ScopedManager["Membership"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "setting", "role"], name="one_membership_per_role"),
        ]

    @property
    def is_staff(self) -> bool:
        """Whether this is somebody of the staff."""
        return self.role in STAFF_ROLES

    def is_in_force(self, day: dt.date) -> bool:
        """Whether the person may act in this membership on ``day`` of the setting."""
        is_over = self.ended_at is not None or (self.last_day is not None and self.last_day < day)
        return not is_over and self.suspended_at is None


class RoomMembership(SettingOwned):
    """A member of staff works in a room."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+")

    objects = ScopedManager["RoomMembership"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "room"], name="once_in_a_room")]
