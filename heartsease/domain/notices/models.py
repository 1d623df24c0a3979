"""The outbox: who is to be told what, and what became of it."""

from django.db import models

from heartsease.domain.access.scope import ScopedManager, SettingOwned
from heartsease.domain.accounts.models import Person
from heartsease.domain.notices.rules import LONGEST_ADDRESS, LONGEST_SUBJECT, REPEATABLE, MessageKind, MessageState
from heartsease.kernel.ids import new_id
from heartsease.kernel.smtp import LONGEST_ANSWER


class Message(SettingOwned):
    """One message to one person. Its words are sealed, and erased once it was delivered or given up."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40, choices=[(kind, kind.label) for kind in MessageKind])
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=LONGEST_ADDRESS)
    """Where it goes: the person's address when the message was made."""
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    body = models.TextField(blank=True, editable=False)
    """Sealed (``kernel.sealing``): it may hold a link that lets somebody in. Empty: erased."""
    dedupe_key = models.CharField(max_length=64, editable=False)
    """A digest of kind, event, person and way: an event that is handled twice makes one message."""
    state = models.CharField(max_length=10, choices=[(state, state) for state in MessageState])
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    """Until when it is worth sending."""
    answer = models.CharField(max_length=LONGEST_ANSWER, blank=True)
    """The last words of a mail server about it, or ours."""
    created_at = models.DateTimeField()

    objects = ScopedManager["Message"]()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["setting", "dedupe_key"], name="once_for_each_event")]
        indexes = [
            models.Index(fields=["state", "next_try_at"], name="messages_due"),
            models.Index(fields=["setting", "state", "created_at"], name="messages_by_state"),
        ]

    @property
    def purpose(self) -> str:
        """What the words are sealed for: they open in this row and in no other."""
        return f"message {self.pk}"

    @property
    def is_repeatable(self) -> bool:
        """Whether it can be sent again: only while it has its words."""
        return self.state in REPEATABLE and bool(self.body)
