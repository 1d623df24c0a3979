"""Second factors: passkeys, an app that shows codes, and recovery codes for the day when both are lost."""

from django.db import models

from heartsease.domain.accounts.models.people import Person
from heartsease.kernel.ids import new_id


class Passkey(models.Model):
    """A passkey (WebAuthn) of a person: the public half only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=60)
    credential_id = models.BinaryField(unique=True)
    credential = models.BinaryField()
    """The attested credential data as the authenticator gave them."""
    sign_count = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)


class CodeApp(models.Model):
    """An app that shows six-digit codes (RFC 6238). The seed is sealed with a key outside the database."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="code_app")
    sealed_seed = models.TextField()
    last_step = models.PositiveBigIntegerField(default=0)
    """The time step of the last code that was taken: none is taken twice (ASVS 6.5.1)."""
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)


class RecoveryCode(models.Model):
    """One of the codes printed when the second factor was set up; each opens once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True, blank=True)
