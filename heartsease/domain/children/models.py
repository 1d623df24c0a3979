"""A child's record, family, photo permissions and the daily register."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from heartsease.domain.access.scope import ScopedManager, SettingOwned
from heartsease.domain.accounts.models import Membership, Person
from heartsease.domain.children.rules import ChildState, Purpose, RequestState, SecondReason, state_on
from heartsease.domain.setting.models import Room
from heartsease.kernel.ids import new_id
from heartsease.kernel.text import first_name, folded


class Sex(models.TextChoices):
    """As the Department's returns record it."""

    FEMALE = "female", _("Girl")
    MALE = "male", _("Boy")


METHODS = {"paper": _("On a paper form"), "talk": _("In conversation"), "screen": _("On screen")}
"""How an answer about photographs was given."""


class ChildRows(ScopedManager["Child"]):
    """The children of the active setting: no decoy among them, wherever they are read from."""

    def get_queryset(self) -> models.QuerySet["Child"]:
        """Real children."""
        return super().get_queryset().filter(is_decoy=False)


class Child(SettingOwned):
    """A child at the setting: what every colleague may know (EYFS 2025, 3.96 and 3.64)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    full_name = models.CharField(max_length=120)
    known_as = models.CharField(max_length=60, blank=True)
    birth_date = models.DateField()
    sex = models.CharField(max_length=10, choices=Sex.choices, blank=True)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="children")
    key_person = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="key_children")
    start_date = models.DateField()
    leaving_date = models.DateField(null=True, blank=True)
    home_languages = models.CharField(max_length=200, blank=True)
    allergies = models.TextField(blank=True)
    dietary_needs = models.TextField(blank=True)
    health_needs = models.TextField(blank=True)
    interests = models.TextField(blank=True)
    photo_permissions = models.JSONField(default=dict, editable=False)
    """Purposes that are agreed now, each with its last day or None: recomputed by ``record_photo_permission``."""
    created_at = models.DateTimeField(auto_now_add=True)
    is_decoy = models.BooleanField(default=False, editable=False)
    """No child at all: whoever asks for this record was looking through everything (``children.decoys``)."""

    objects = ChildRows()
    decoys = ScopedManager["Child"]()
    """All rows, decoys among them: for ``children.actions.decoys`` alone."""

    class Meta:
        ordering = ["full_name"]
        indexes = [
            models.Index(fields=["setting", "full_name"], name="children_by_name"),
            models.Index(fields=["room", "full_name"], name="children_in_room"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(leaving_date__isnull=True) | Q(leaving_date__gte=F("start_date")),
                name="leaves_after_starting",
            ),
        ]

    @property
    def first_name(self) -> str:
        """What the child is called."""
        return self.known_as or first_name(self.full_name)

    def state_on(self, day: dt.date) -> ChildState:
        """Joining, attending or left on ``day``: it follows from the dates, so no job has to keep it true."""
        return state_on(day, start=self.start_date, leaving=self.leaving_date)

    @property
    def has_food_or_health_alert(self) -> bool:
        """Whether the banner stands on every page of this child (EYFS 3.64 to 3.66)."""
        return bool(self.allergies or self.dietary_needs or self.health_needs)


class SensitiveFacts(SettingOwned):
    """The narrower facts, in a table of their own so that no list of children can carry them along."""

    child = models.OneToOneField(Child, primary_key=True, on_delete=models.CASCADE, related_name="+")
    send_stage = models.CharField(
        max_length=20,
        blank=True,
        choices=[("support", _("SEN support")), ("plan", _("Education, health and care plan"))],
    )
    send_notes = models.TextField(blank=True)
    has_pupil_premium = models.BooleanField(default=False)
    funded_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    is_protected = models.BooleanField(default=False)
    protection_notes = models.TextField(blank=True)

    objects = ScopedManager["SensitiveFacts"]()


class Contact(SettingOwned):
    """A parent, carer or emergency contact of one child, whether or not they have an account (EYFS 3.96)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="contacts")
    full_name = models.CharField(max_length=120)
    relation = models.CharField(max_length=60)
    address = models.TextField(blank=True)
    phone_numbers = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    has_parental_responsibility = models.BooleanField(default=False)
    child_lives_with = models.BooleanField(default=False)
    emergency_order = models.PositiveSmallIntegerField(null=True, blank=True)
    may_collect = models.BooleanField(default=False)

    objects = ScopedManager["Contact"]()

    class Meta:
        ordering = [F("emergency_order").asc(nulls_last=True), "full_name"]


class Household(SettingOwned):
    """Adults who live together. Adults of different households never learn of each other through the journal."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    label = models.CharField(max_length=120)

    objects = ScopedManager["Household"]()


class FamilyLink(SettingOwned):
    """An adult's access to one child's journal (guarantees G9, G10).

    It has a life: made by a nominated member, confirmed by the adult's own answer, where needed by a second nominated
    member too, in force, perhaps suspended, ended. ``queries.in_force`` alone says whether it opens anything.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="family_links")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="family_links")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(max_length=60)
    has_parental_responsibility = models.BooleanField(default=False)
    linked_at = models.DateTimeField(auto_now_add=True)
    linked_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    begins_at = models.DateTimeField(null=True, blank=True)
    """Of a relative: nothing that happened before is theirs to read (clauses 4.6)."""
    confirmed_at = models.DateTimeField(null=True, blank=True)
    wrong_answers = models.PositiveSmallIntegerField(default=0)
    frozen_at = models.DateTimeField(null=True, blank=True)
    second_reason = models.CharField(
        max_length=20, blank=True, choices=[(reason, reason.label) for reason in SecondReason]
    )
    """Why a second nominated member has to confirm; empty where none has to."""
    second_confirmed_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    second_confirmed_at = models.DateTimeField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspended_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    suspension_reason = models.TextField(blank=True)
    """For nominated members only."""
    suspension_words = models.TextField(blank=True)
    """What the adult reads instead of the journal."""
    review_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager["FamilyLink"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "membership"], condition=Q(ended_at__isnull=True), name="one_link_in_force"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(frozen_at__isnull=True), name="confirmed_or_frozen"
            ),
            models.CheckConstraint(
                condition=Q(second_confirmed_by__isnull=True) | ~Q(second_confirmed_by=F("linked_by")),
                name="seconded_by_somebody_else",
            ),
        ]


class AccessRestriction(SettingOwned):
    """An order or a concern that keeps a named adult from a child's journal until two members lift it (clauses 4.9)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="access_restrictions")
    full_name = models.CharField(max_length=120)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    """Where the adult has an account; otherwise the name alone bars the way."""
    reason = models.TextField()
    made_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    lift_asked_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    lift_asked_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    objects = ScopedManager["AccessRestriction"]()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "person"], condition=Q(lifted_at__isnull=True), name="one_restriction_each"
            ),
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True) | ~Q(lifted_by=F("lift_asked_by")),
                name="lifted_by_somebody_else",
            ),
        ]

    def keeps_away(self, person_id: uuid.UUID | None, full_name: str) -> bool:
        """Whether it is about this adult: about the account, or about anybody of the name."""
        return (person_id is not None and self.person_id == person_id) or folded(self.full_name) == folded(full_name)


class RelativeRequest(SettingOwned):
    """A parent asks that a relative may read along; a nominated member decides (clauses 4.5)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="relative_requests")
    asked_by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    full_name = models.CharField(max_length=120)
    email = models.EmailField()
    relation = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    state = models.CharField(
        max_length=12, choices=[(state, state) for state in RequestState], default=RequestState.WAITING
    )
    words = models.TextField(blank=True)
    """Why it was declined, for the parent."""
    decided_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    link = models.ForeignKey(FamilyLink, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScopedManager["RelativeRequest"]()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "asked_by", "email"], condition=Q(state="waiting"), name="asked_once_at_a_time"
            ),
        ]


class PhotoPermission(SettingOwned):
    """One answer to one question about photographs: who gave it, when, how. Never changed, only followed by another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="photo_permission_answers")
    purpose = models.CharField(max_length=20, choices=[(purpose, purpose.label) for purpose in Purpose])
    is_allowed = models.BooleanField()
    answered_by = models.CharField(max_length=120)
    """The adult who answered: two adults' answers stand side by side and the more protective one holds."""
    answered_on = models.DateField()
    method = models.CharField(max_length=20, choices=list(METHODS.items()))
    last_day = models.DateField(null=True, blank=True)
    is_decision = models.BooleanField(default=False)
    """A nominated member's decision, which holds over every answer before it."""
    recorded_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedManager["PhotoPermission"]()

    class Meta:
        ordering = ["recorded_at", "id"]
        indexes = [models.Index(fields=["child", "recorded_at"], name="permissions_of_child")]


class PhotoWithdrawal(SettingOwned):
    """A use of photographs of a child that was agreed and is not any more, until it is agreed again.

    What follows from it is done by the journal itself and, on walls and leaflets, by staff. It says nothing of why.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="photo_withdrawals")
    purpose = models.CharField(max_length=20, choices=[(purpose, purpose.label) for purpose in Purpose])
    withdrawn_at = models.DateTimeField()
    agreed_again_at = models.DateTimeField(null=True)
    burnt_at = models.DateTimeField(null=True)
    """When the child was painted out of photographs for good: of the child's own journal alone."""
    handled_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScopedManager["PhotoWithdrawal"]()

    class Meta:
        ordering = ["-withdrawn_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "purpose"], condition=Q(agreed_again_at__isnull=True), name="withdrawn_once_at_a_time"
            ),
        ]
        indexes = [
            models.Index(
                fields=["setting", "-withdrawn_at"],
                condition=Q(agreed_again_at__isnull=True),
                name="photo_withdrawals",
            ),
        ]


class Attendance(SettingOwned):
    """A child was here: the daily record of names, hours and key person (EYFS 3.101)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="attendance")
    day = models.DateField()
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="+")
    key_person_name = models.CharField(max_length=120, blank=True)
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager["Attendance"]()

    class Meta:
        ordering = ["arrived_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "day"], condition=Q(left_at__isnull=True), name="here_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("arrived_at")),
                name="leaves_after_arriving",
            ),
        ]
        indexes = [
            models.Index(fields=["setting", "day"], name="register_of_day"),
            models.Index(fields=["child", "day", "-arrived_at"], name="stays_of_child"),
        ]
