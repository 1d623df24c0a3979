"""Sessions: who is signed in where, and since when."""

from typing import Any

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from heartsease.domain.accounts.models.devices import Device
from heartsease.domain.accounts.models.people import Membership, Person
from heartsease.kernel.ids import new_id


class Way(models.TextChoices):
    """How somebody came in. docs/ways-in.md compares them (ASVS 6.1.3)."""

    PASSWORD = "password", _("password")
    PASSKEY = "passkey", _("passkey")
    PIN = "pin", _("PIN")
    BADGE = "badge", _("badge")
    LINK = "link", _("one-time link")


class Session(AbstractBaseSession):
    """One sign-in on one browser. Its key is a digest: whoever reads the database cannot become anybody."""

    session_key = models.CharField(max_length=64, primary_key=True)
    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="sessions")
    membership = models.ForeignKey(Membership, null=True, on_delete=models.CASCADE, related_name="+")
    device = models.ForeignKey(Device, null=True, on_delete=models.CASCADE, related_name="+")
    way = models.CharField(max_length=10, choices=Way.choices, blank=True)
    has_second_factor = models.BooleanField(default=False)
    is_on_shared_computer = models.BooleanField(default=False)
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    proved_at = models.DateTimeField(null=True)
    """When the password or a passkey was last given: what needs a fresh sign-in looks here."""
    source = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["expire_date"], name="sessions_by_end")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the session; one that is there keeps what other requests have written beside its data."""
        if kwargs.get("force_update"):
            kwargs = {**kwargs, "force_update": False, "update_fields": ["session_data", "expire_date"]}
        super().save(*args, **kwargs)

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Where sessions of this table are opened."""
        from heartsease.domain.accounts.sessions import SessionStore  # noqa: PLC0415 - needs this module

        return SessionStore
