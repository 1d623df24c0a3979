"""What was changed about people's access, and the reviews in which everybody was looked at (clauses 3.1, 3.4)."""

from django.db import models

from heartsease.domain.access.scope import ScopedManager, SettingOwned
from heartsease.domain.accounts.models.people import Membership
from heartsease.domain.setting.rules import LONGEST_REASON
from heartsease.kernel.ids import new_id


class AccessChange(SettingOwned):
    """A change of somebody's access: before, after and why. The trace holds no words, so the reason stands here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="access_changes")
    changed_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    before = models.JSONField()
    after = models.JSONField()
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)

    objects = ScopedManager["AccessChange"]()

    class Meta:
        ordering = ["-at", "-id"]


class AccessReview(SettingOwned):
    """A look at everybody's access: begun, and signed once everybody is confirmed or removed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    started_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField()
    signed_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager["AccessReview"]()

    class Meta:
        ordering = ["-started_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["setting"], condition=models.Q(signed_at__isnull=True), name="one_open_review"
            ),
        ]


class AccessReviewAnswer(SettingOwned):
    """What was decided about one person in a review, and which rights were looked at."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    review = models.ForeignKey(AccessReview, on_delete=models.CASCADE, related_name="answers")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    is_confirmed = models.BooleanField()
    rights = models.JSONField()
    answered_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField()

    objects = ScopedManager["AccessReviewAnswer"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "membership"], name="one_answer_in_a_review"),
        ]
