"""What each person of the staff has read within the last hour: only to count it; the trace says who saw whom."""

from django.db import models

from heartsease.domain.access.scope import ScopedManager, SettingOwned
from heartsease.domain.accounts.models import Person
from heartsease.domain.reading.rules import Measure
from heartsease.kernel.ids import new_id


class Reading(SettingOwned):
    """A child, a face or a photograph that was delivered to somebody. Rows that no longer count are swept by the
    person's next reading."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    measure = models.CharField(max_length=10, choices=Measure.choices)
    subject_id = models.UUIDField()
    at = models.DateTimeField()

    objects = ScopedManager["Reading"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "setting", "measure", "subject_id"], name="one_reading_of_each")
        ]
