"""Agreements: made, brought into force, accepted. A new version asks everybody again from their next request on."""

import uuid

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.accounts.models import Membership
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.policies import queries
from heartsease.domain.policies.models import Acceptance, Agreement
from heartsease.domain.policies.rules import LONGEST_TEXT, LONGEST_TITLE, Audience
from heartsease.domain.setting.models import Setting
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError
from heartsease.kernel.text import clean_block, clean_line


@transaction.atomic
def make_agreement(*, actor: Actor, audience: Audience, title: str, text: str) -> Agreement:
    """Write a version and bring it into force."""
    require(actor, Permission.AGREEMENT_MANAGE)
    title, text = clean_line(title), clean_block(text)
    fields = {}
    if not title or len(title) > LONGEST_TITLE:
        fields["title"] = _("Write a title of at most %(most)d characters.") % {"most": LONGEST_TITLE}
    if not text or len(text) > LONGEST_TEXT:
        fields["text"] = _("Write a text of at most %(most)d characters.") % {"most": LONGEST_TEXT}
    if fields:
        raise InvalidInputError(" ".join(fields.values()), fields=fields)
    last = Agreement.objects.filter(audience=audience).aggregate(last=Max("version"))["last"] or 0
    made = Agreement(
        audience=audience,
        version=last + 1,
        title=title,
        text=text,
        made_by_id=actor.membership_id,
        made_at=clock.now(),
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise ConflictError(_("Somebody else has just made a new version. Please look at it first.")) from None
    _bring_into_force(actor, audience, made.pk)
    audit.record(
        actor, Event.AGREEMENT_MADE, subject_type="agreement", subject_id=made.pk, details={"audience": audience.value}
    )
    return made


@transaction.atomic
def ask_for_none(*, actor: Actor, audience: Audience) -> None:
    """From now on nobody of ``audience`` is asked to agree; what was accepted stays on record."""
    require(actor, Permission.AGREEMENT_MANAGE)
    _bring_into_force(actor, audience, None)
    audit.record(actor, Event.AGREEMENT_ENDED, details={"audience": audience.value})


@transaction.atomic
def accept_agreement(*, actor: Actor, agreement_id: uuid.UUID) -> None:
    """Agree to the version that was read. Where another has come into force meanwhile, that one is asked for next."""
    require(actor, Permission.ACCOUNT_USE)
    if queries.own_agreement(actor).pk != agreement_id:
        raise ConflictError(_("There is a newer version. Please read it first."))
    Acceptance.objects.get_or_create(
        agreement_id=agreement_id,
        membership_id=actor.member,
        defaults={"at": clock.now(), "device_id": actor.device_id, "source": actor.source},
    )
    Membership.objects.filter(pk=actor.member).update(agreed_to=agreement_id)
    audit.record(actor, Event.AGREEMENT_ACCEPTED, subject_type="agreement", subject_id=agreement_id)


def _bring_into_force(actor: Actor, audience: Audience, agreement_id: uuid.UUID | None) -> None:
    setting = Setting.objects.filter(pk=actor.setting_id)
    if audience is Audience.PARENTS:
        setting.update(parent_agreement=agreement_id)
    else:
        setting.update(staff_agreement=agreement_id)
