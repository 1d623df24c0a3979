"""The one rule for list and detail: which observations an actor may see."""

import uuid

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Mode, Permission, Scope
from heartsease.domain.children import queries as children
from heartsease.domain.journal.models import Observation, ObservationChild
from heartsease.domain.journal.rules import WRITABLE_STATES, State
from heartsease.domain.photos.models import Examination
from heartsease.kernel import clock
from heartsease.kernel.errors import NotFoundError


def visible_observations(actor: Actor) -> QuerySet[Observation]:
    """Observations of whom the actor may read: own ones in any state, and

    * staff: published and withdrawn ones of children they work with; those who review, also what waits or was returned;
    * family: what is published and past its waiting time in a journal they are linked to, of their own household
      where it came from a home.
    """
    own = Q(author_id=actor.membership_id)
    if actor.mode is Mode.FAMILY:
        links = children.links_in_force(actor)
        subjects = ObservationChild.objects.filter(observation=OuterRef("pk"))
        shown = subjects.filter(_open_to_family(actor), visible_from__lte=clock.now())
        of_own_home = Q(household__isnull=True) | Q(household_id__in=links.values("household_id"))
        still_linked = Exists(subjects.filter(child_id__in=links.values("child_id")))
        return Observation.objects.filter((Exists(shown) & of_own_home) | (own & (still_linked | ~Exists(subjects))))
    return Observation.objects.filter(_of_the_setting(actor) | own)


def _open_to_family(actor: Actor) -> Q:
    """The condition of a child's part of an entry that happened within a family member's reach."""
    reaching = children.links_in_force(actor).filter(
        Q(begins_at__isnull=True) | Q(begins_at__lte=OuterRef("happened_at")), child_id=OuterRef("child_id")
    )
    return Q(Exists(reaching))


def observations_worked_with(actor: Actor) -> QuerySet[Observation]:
    """Those of ``visible_observations`` that staff see for the children in them, not for having written them.

    Lists use it: PostgreSQL answers the "or" of the wider rule by reading every entry of the setting.
    """
    return Observation.objects.filter(_of_the_setting(actor))


def _of_the_setting(actor: Actor) -> Q:
    require(actor, Permission.OBSERVATION_READ)
    shown = [State.PUBLISHED, State.WITHDRAWN]
    if actor.may(Permission.OBSERVATION_REVIEW):
        shown += [State.SUBMITTED, State.RETURNED]
    elsewhere = Q(state__in=shown)
    if actor.scope is not Scope.ALL:
        worked_with = ObservationChild.objects.filter(children.works_with(actor, "child__"), observation=OuterRef("pk"))
        elsewhere &= Q(Exists(worked_with))
    return elsewhere


def require_looking(actor: Actor, entry: Observation) -> None:
    """Only its author, and who reviews, look at an entry as families would."""
    require(
        actor,
        Permission.OBSERVATION_WRITE if entry.author_id == actor.membership_id else Permission.OBSERVATION_REVIEW,
    )


def pictures_shown(actor: Actor) -> Q:
    """The condition of a photograph that the actor may get of an entry they see (guarantee G12).

    One in which somebody is not accounted for, or that was not looked at yet, is for its author and for who reviews;
    one that was reported is for who reviews alone.
    """
    if actor.mode is not Mode.FAMILY and actor.may(Permission.OBSERVATION_REVIEW):
        return Q()
    is_accounted_for = Q(photo__examination=Examination.CLEAR) | Q(observation__author_id=actor.membership_id)
    return is_accounted_for & Q(photo__hidden_at__isnull=True)


def observation(actor: Actor, observation_id: uuid.UUID) -> Observation:
    """One of ``visible_observations``; "not yours" and "not there" are the same."""
    found = visible_observations(actor).filter(pk=observation_id).first()
    if found is None:
        raise NotFoundError(_("This entry is not here, or not one you can see."))
    return found


def subject(actor: Actor, observation_id: uuid.UUID, child_id: uuid.UUID) -> ObservationChild:
    """A child's part of an observation the actor may see, where the child is one of theirs too."""
    observation(actor, observation_id)
    theirs = _open_to_family(actor) if actor.mode is Mode.FAMILY else Q(child__in=children.visible_children(actor))
    found = (
        ObservationChild.objects.select_related("observation")
        .filter(theirs, observation_id=observation_id, child_id=child_id)
        .first()
    )
    if found is None:
        raise NotFoundError(_("This entry is not here, or not one you can see."))
    return found


def whole(observation_id: uuid.UUID) -> Observation:
    """An observation with all that belongs to it, for actions that have checked the actor themselves."""
    return (
        Observation.objects.select_related("author__person")
        .prefetch_related("subjects__child", "pictures__photo", "tags")
        .get(pk=observation_id)
    )


def own_writable(actor: Actor, observation_id: uuid.UUID) -> Observation | None:
    """The actor's own entry while it can still be written, whole; None where there is none."""
    mine = Observation.objects.filter(pk=observation_id, author_id=actor.membership_id, state__in=WRITABLE_STATES)
    return whole(observation_id) if mine.exists() else None
