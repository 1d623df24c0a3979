"""Relatives: on a parent's request and the setting's approval (clauses 4.4 to 4.6)."""

import uuid

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission, Role
from heartsease.domain.accounts import actions as accounts
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.children import queries
from heartsease.domain.children.actions.family import link_family
from heartsease.domain.children.actions.linking import LONGEST_RELATION
from heartsease.domain.children.actions.links import check_words, end_link
from heartsease.domain.children.events import RelativeAsked, RelativeDecided
from heartsease.domain.children.models import FamilyLink, RelativeRequest
from heartsease.domain.children.rules import RequestState
from heartsease.domain.setting import queries as setting
from heartsease.domain.setting.rules import Relatives
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError
from heartsease.kernel.events import publish
from heartsease.kernel.text import clean_line

MOST_WAITING = 5


@transaction.atomic
def ask_for_relative(
    *, actor: Actor, child_id: uuid.UUID, full_name: str, email: str, relation: str
) -> RelativeRequest:
    """A parent asks that a relative may read the child's journal; only the nominated members hear of it."""
    require(actor, Permission.RELATIVE_ASK)
    if setting.current_setting(actor).chosen.relatives is Relatives.NONE:
        raise NotAllowedError(_("This setting gives access to parents and carers only."))
    child = queries.child(actor, child_id)
    full_name, email, relation = clean_line(full_name), clean_line(email).casefold(), clean_line(relation)
    _check(full_name, email, relation)
    waiting = RelativeRequest.objects.filter(child=child, asked_by_id=actor.member, state=RequestState.WAITING)
    if waiting.count() >= MOST_WAITING:
        raise InvalidInputError(_("Several of your requests wait already. Please wait until they are decided."))
    try:
        with transaction.atomic():
            asked = RelativeRequest.objects.create(
                child=child,
                asked_by_id=actor.member,
                full_name=full_name,
                email=email,
                relation=relation,
                asked_at=clock.now(),
            )
    except IntegrityError:
        sentence = _("You have asked for this relative already.")
        raise ConflictError(sentence, fields={"email": sentence}) from None
    publish(RelativeAsked(setting_id=actor.setting_id, request_id=asked.pk))
    _trace(actor, Event.RELATIVE_ASKED, asked)
    return asked


@transaction.atomic
def approve_relative(
    *, actor: Actor, request_id: uuid.UUID, full_name: str, user_name: str, relation: str
) -> FamilyLink:
    """Admit the relative and link them; they too confirm it by an answer of their own before they see anything."""
    require(actor, Permission.FAMILY_LINK)
    asked = _decide(actor, request_id, RequestState.APPROVED)
    parents = FamilyLink.objects.filter(queries.in_force(), child_id=asked.child_id, membership_id=asked.asked_by_id)
    if not parents.exists():
        raise InvalidInputError(_("The parent who asked does not read this journal any more."))
    membership = accounts.admit_person(actor=actor, full_name=full_name, user_name=user_name, role=Role.RELATIVE)
    link = link_family(actor=actor, child_id=asked.child_id, membership=membership, relation=relation)
    RelativeRequest.objects.filter(pk=asked.pk).update(link=link)
    _trace(actor, Event.RELATIVE_APPROVED, asked)
    return link


@transaction.atomic
def decline_relative(*, actor: Actor, request_id: uuid.UUID, words: str) -> None:
    """Say no to a parent's request, with a word to the parent."""
    require(actor, Permission.FAMILY_LINK)
    [words] = check_words(words=(words, _("Write a word to the parent.")))
    asked = _decide(actor, request_id, RequestState.DECLINED, words)
    _trace(actor, Event.RELATIVE_DECLINED, asked)


@transaction.atomic
def take_back_relative(*, actor: Actor, request_id: uuid.UUID) -> None:
    """A parent takes a request back, or the access of a relative who came in by it (clauses 4.5)."""
    require(actor, Permission.RELATIVE_ASK)
    asked = queries.own_request(actor, request_id)
    live = RelativeRequest.objects.filter(pk=asked.pk, state=asked.state)
    if not live.update(state=RequestState.TAKEN_BACK, decided_at=clock.now()):
        raise ConflictError(_("The setting has just decided about this. Look at it again."))
    if asked.link is not None:
        end_link(actor, asked.link)
    _trace(actor, Event.RELATIVE_TAKEN_BACK, asked)


def _decide(actor: Actor, request_id: uuid.UUID, state: RequestState, words: str = "") -> RelativeRequest:
    asked = queries.relative_request(actor, request_id)
    waiting = RelativeRequest.objects.filter(pk=asked.pk, state=RequestState.WAITING)
    if not waiting.update(state=state, words=words, decided_at=clock.now(), decided_by_id=actor.membership_id):
        raise ConflictError(_("Somebody else has just decided about this request."))
    publish(RelativeDecided(setting_id=actor.setting_id, request_id=asked.pk))
    return asked


def _check(full_name: str, email: str, relation: str) -> None:
    fields = {}
    if not full_name or len(full_name) > 120:
        fields["full_name"] = _("Write the full name.")
    if not relation or len(relation) > LONGEST_RELATION:
        fields["relation"] = _("Say what they are to the child, for example grandmother.")
    try:
        validate_email(email)
    except ValidationError:
        fields["email"] = _("This is no e-mail address. It looks like name@example.org.")
    if len(email) > 150:
        fields["email"] = _("This e-mail address is too long.")
    if fields:
        raise InvalidInputError(" ".join(fields.values()), fields=fields)


def _trace(actor: Actor, event: Event, asked: RelativeRequest) -> None:
    audit.record(actor, event, subject_type="relative_request", subject_id=asked.pk, child_ids=[asked.child_id])
