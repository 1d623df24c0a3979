"""Observations, who is in them, what they show, how they were checked, and what families answer."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from heartsease.domain.access.scope import ScopedManager, SettingOwned
from heartsease.domain.accounts.models import Membership
from heartsease.domain.children.models import Child, Household
from heartsease.domain.journal.rules import Source, State
from heartsease.domain.photos.models import Photo
from heartsease.domain.setting.models import Room
from heartsease.kernel.ids import new_id

_LEUVEN = [MinValueValidator(1), MaxValueValidator(5)]


class Observation(SettingOwned):
    """One entry: what was seen, when, by whom, and where it stands between draft and published."""

    id = models.UUIDField(primary_key=True, default=new_id)
    source = models.CharField(max_length=10, choices=[(source, source.label) for source in Source])
    state = models.CharField(max_length=10, choices=[(state, state.label) for state in State], default=State.DRAFT)
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey(Room, null=True, on_delete=models.SET_NULL, related_name="+")
    household = models.ForeignKey(Household, null=True, on_delete=models.PROTECT, related_name="+")
    """Of an entry from home: only this household and staff see it."""
    text = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    next_step_is_for_home = models.BooleanField(default=False)
    happened_at = models.DateTimeField()
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    visible_from = models.DateTimeField(null=True)
    """When families begin to see it; None whenever it is not published."""
    edited_at = models.DateTimeField(null=True)
    """When it was last changed after publication."""
    version = models.PositiveIntegerField(default=1)
    destroyed_pictures = models.PositiveSmallIntegerField(default=0)
    """How many of its photographs a senior has destroyed: the line that says so."""

    objects = ScopedManager["Observation"]()

    class Meta:
        indexes = [
            models.Index(fields=["room", "-happened_at", "-id"], condition=Q(state="published"), name="recent_in_room"),
            models.Index(fields=["setting", "state", "submitted_at"], name="observations_by_state"),
            models.Index(fields=["author", "state", "-changed_at"], name="observations_by_author"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(visible_from__isnull=True) | Q(state="published"),
                name="only_published_is_visible",
            ),
        ]


class ObservationChild(SettingOwned):
    """A subject: a child whose journal the entry stands in. ``happened_at`` and ``visible_from`` repeat the
    observation's, so that a child's timeline is one walk along one index."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="subjects")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="observed")
    line = models.TextField(blank=True)
    well_being = models.PositiveSmallIntegerField(null=True, blank=True, validators=_LEUVEN)
    involvement = models.PositiveSmallIntegerField(null=True, blank=True, validators=_LEUVEN)
    position = models.PositiveSmallIntegerField(default=0)
    happened_at = models.DateTimeField()
    visible_from = models.DateTimeField(null=True)

    objects = ScopedManager["ObservationChild"]()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["observation", "child"], name="child_once_in_entry")]
        indexes = [
            models.Index(
                fields=["child", "-happened_at", "-id"],
                condition=Q(visible_from__isnull=False),
                name="timeline_of_child",
            ),
        ]


class ObservationPhoto(SettingOwned):
    """A photo stands in one entry. The same bytes twice in one entry are one photo."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="pictures")
    photo = models.OneToOneField(Photo, on_delete=models.CASCADE, related_name="placed")
    upload_hash = models.CharField(max_length=64)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager["ObservationPhoto"]()

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["observation", "upload_hash"], name="bytes_once_in_entry")]


class ObservationTag(SettingOwned):
    """The entry shows something of the framework: an area, aspect, prompt, characteristic or schema."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="tags")
    node = models.ForeignKey("frameworks.Node", on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager["ObservationTag"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["observation", "node"], name="tag_once_in_entry")]


class ObservationVersion(SettingOwned):
    """What the entry said before a later edit (clauses 16.3)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    written_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField()

    objects = ScopedManager["ObservationVersion"]()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["observation", "number"], name="version_once")]


class ReviewStep(SettingOwned):
    """One step on the way to families: submitted, returned with a note, published, recalled, withdrawn."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="review_steps")
    state = models.CharField(max_length=10, choices=[(state, state.label) for state in State])
    note = models.TextField(blank=True)
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager["ReviewStep"]()

    class Meta:
        ordering = ["at", "id"]


class NextStep(SettingOwned):
    """What adults will offer a child next, from one observation, until another answers it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="next_steps")
    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="next_steps")
    text = models.TextField()
    is_for_home = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    objects = ScopedManager["NextStep"]()

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["child", "observation"], name="next_step_once")]
        indexes = [
            models.Index(
                fields=["child", "-created_at"], condition=Q(answered_at__isnull=True), name="open_next_steps"
            ),
        ]


class Comment(SettingOwned):
    """A word between one household and the setting under one child's part of an entry (clauses 7.4).

    Staff write to one household, or to every adult linked to the child where ``household`` is empty."""

    id = models.UUIDField(primary_key=True, default=new_id)
    subject = models.ForeignKey(ObservationChild, on_delete=models.CASCADE, related_name="comments")
    household = models.ForeignKey(Household, null=True, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = ScopedManager["Comment"]()

    class Meta:
        ordering = ["written_at", "id"]
        indexes = [models.Index(fields=["setting", "-written_at"], name="comments_by_time")]


class Like(SettingOwned):
    """A reader's heart under one child's part of an entry."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.ForeignKey(ObservationChild, on_delete=models.CASCADE, related_name="likes")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")

    objects = ScopedManager["Like"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "membership"], name="one_heart_each")]
