"""People, what they are at a setting, and the one-time links by which they come in."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from heartsease.domain.access.permissions import ROLE_NAMES, Role
from heartsease.domain.access.scope import ScopedManager, SettingOwned
from heartsease.domain.setting.models import Room
from heartsease.kernel.ids import new_id


class PeopleRows(BaseUserManager["Person"]):
    """People are not a setting's rows: the same person may work at one and be a parent at another."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person who signs in with ``username``, whatever its capitals."""
        return self.get(user_name__iexact=username)


class Person(AbstractBaseUser):
    """A personal account (guarantee G4). Without a usable password it is entered by a one-time link only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user_name = models.CharField(max_length=150)
    full_name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PeopleRows()

    USERNAME_FIELD = "user_name"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("user_name"), name="user_name_once")]


class Membership(SettingOwned):
    """What a person is at a setting. A session acts as exactly one membership."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(
        max_length=20, choices=[(role, ROLE_NAMES[role]) for role in Role if role is not Role.SYSTEM]
    )
    rooms = models.ManyToManyField(Room, through="RoomMembership", related_name="staff")
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager["Membership"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "setting", "role"], name="one_membership_per_role"),
        ]


class RoomMembership(SettingOwned):
    """A member of staff works in a room."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+")

    objects = ScopedManager["RoomMembership"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "room"], name="once_in_a_room")]


class SignInLink(models.Model):
    """A single-use way in for one membership. The database holds a digest, never the link itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    is_local_only = models.BooleanField(default=False)
    sets_password = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)


class SignInFailure(models.Model):
    """A wrong password: from where, for which name (as a keyed digest: a typed name may be a typed password)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name_digest = models.CharField(max_length=64)
    source = models.CharField(max_length=45)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["source", "at"], name="failures_by_source")]
