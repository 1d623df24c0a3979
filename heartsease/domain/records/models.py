"""Files that wait between being looked at and being imported."""

from django.db import models
from django.db.models import Q

from heartsease.domain.access.scope import ScopedManager, SettingOwned
from heartsease.domain.accounts.models import Membership
from heartsease.domain.records.imports.kinds import Kind
from heartsease.kernel.ids import new_id


class ImportFile(SettingOwned):
    """A file that somebody chose, until they have imported it and for an hour at most.

    It holds children's data, so its words are sealed with a key that is not in the database, and nobody but the one
    who chose it can come back to it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.label) for kind in Kind])
    chosen_by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    chosen_at = models.DateTimeField()
    sealed = models.TextField(blank=True)
    """Name, encoding and text, sealed; empty once the file is imported."""
    is_being_imported = models.BooleanField(default=False)
    """True inside the transaction of an import and never outside: it makes imports of a setting take turns."""
    imported_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)
    """How many lines had which fate, once the file is imported."""

    objects = ScopedManager["ImportFile"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["setting"], condition=Q(is_being_imported=True), name="one_import_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["chosen_at"], name="import_files_by_time")]
