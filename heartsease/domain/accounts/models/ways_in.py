"""One-time links, proofs of an address, and wrong tries."""

from django.db import models

from heartsease.domain.accounts.models.people import Membership, Person
from heartsease.kernel.ids import new_id


class SignInLink(models.Model):
    """A single-use way in for one membership. The database holds a digest, never the link itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    """Where it was sent: whoever opens the link has proved that the address is theirs."""
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    is_local_only = models.BooleanField(default=False)
    sets_password = models.BooleanField(default=False)
    approves_device = models.BooleanField(default=False)
    """Made at the machine itself: the browser that opens it becomes a device of the person's own, approved."""
    created_at = models.DateTimeField(auto_now_add=True)


class AddressProof(models.Model):
    """A new e-mail address that waits for its owner to follow the link sent to it (guarantee G7)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField()
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()


class SignInFailure(models.Model):
    """A wrong password: from where, for which name (as a keyed digest: a typed name may be a typed password)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name_digest = models.CharField(max_length=64)
    source = models.CharField(max_length=45)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["source", "at"], name="failures_by_source")]
