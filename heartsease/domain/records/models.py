"""Files that wait between being looked at and being imported, and lists that somebody wants to take away."""

import datetime as dt

from django.db import models
from django.db.models import Q

from heartsease.domain.access.scope import ScopedManager, SettingOwned
from heartsease.domain.accounts.models import Membership
from heartsease.domain.records.exports.rules import ExportState, state_at
from heartsease.domain.records.imports.kinds import Kind
from heartsease.domain.setting.models import Room
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


class Export(SettingOwned):
    """A list of children that one nominated member asks to take away, and another allows (clauses 3.7)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.label) for kind in Kind])
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    """The children of one room; of the whole setting where there is none."""
    child_count = models.PositiveIntegerField()
    """How many children that was when it was asked for."""
    reason = models.CharField(max_length=200)
    asked_by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    is_approved = models.BooleanField(null=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager["Export"]()

    class Meta:
        indexes = [models.Index(fields=["setting", "-asked_at"], name="exports_by_time")]

    def state_at(self, now: dt.datetime) -> ExportState:
        """Where it stands."""
        return state_at(
            now,
            asked_at=self.asked_at,
            withdrawn_at=self.withdrawn_at,
            answered_at=self.answered_at,
            is_approved=self.is_approved,
            taken_at=self.taken_at,
        )
