"""Single-use links: how somebody comes in for the first time, or after a forgotten password (clauses 1.7)."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import FAMILY_ROLES, Permission, Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import queries
from heartsease.domain.accounts.actions.passwords import store_new_password
from heartsease.domain.accounts.actions.sessions import end_sessions_of
from heartsease.domain.accounts.models import Membership, Person, SignInLink
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.kernel import clock
from heartsease.kernel.errors import NotAllowedError, NotFoundError
from heartsease.kernel.hashing import keyed_digest, new_secret


def make_sign_in_link(
    *,
    actor: Actor,
    membership: Membership,
    lifetime: dt.timedelta,
    is_local_only: bool = False,
    approves_device: bool = False,
    email: str = "",
) -> str:
    """The secret of a new single-use link for ``membership``; earlier unused links of it stop working.

    Its person sets a password with it, unless that would open another setting too (``open_sign_in_link``).
    ``is_local_only`` links work from this machine alone and set none. ``approves_device`` is for the command line: the
    browser in which the link is opened becomes an approved device. ``email`` is where the link is sent.

    An invitation is the setting's, and stays good when its maker leaves: it was made for somebody else, opens that one
    membership and stands under People, where the others see and cancel it. A tablet's code is its maker's alone.
    """
    require(actor, Permission.FAMILY_LINK if membership.role in FAMILY_ROLES else Permission.PERSON_MANAGE)
    if membership.setting_id != actor.setting_id:
        raise NotFoundError(_("This is not at your setting."))
    if approves_device and actor.role is not Role.SYSTEM:
        raise NotAllowedError(_("Only the command line makes such links."))
    if not (is_local_only or approves_device) and queries.awaits_checks(membership):
        raise NotAllowedError(
            _("Nobody has recorded yet that their checks were seen. Do that first; then the link can be made.")
        )
    secret = new_secret()
    with transaction.atomic():
        SignInLink.objects.filter(membership=membership, used_at__isnull=True).delete()
        SignInLink.objects.create(
            membership=membership,
            digest=keyed_digest(settings.SECRET_KEY, secret),
            email=email,
            expires_at=clock.now() + lifetime,
            is_local_only=is_local_only,
            sets_password=not is_local_only and not membership.is_pin_only,
            approves_device=approves_device,
        )
        audit.record(actor, Event.SIGN_IN_LINK_MADE, subject_type="membership", subject_id=membership.pk)
    return secret


@transaction.atomic
def cancel_sign_in_links(*, actor: Actor, membership: Membership) -> None:
    """Take back an invitation that was not used yet (clauses 1.7)."""
    require(actor, Permission.PERSON_MANAGE)
    if membership.setting_id != actor.setting_id:
        raise NotFoundError(_("This is not at your setting."))
    SignInLink.objects.filter(membership=membership, used_at__isnull=True).delete()
    audit.record(actor, Event.SIGN_IN_LINK_CANCELLED, subject_type="membership", subject_id=membership.pk)


def open_sign_in_link(*, secret: str, is_local: bool) -> SignInLink:
    """The link behind ``secret`` if it may still be used; looking does not use it up. Used, cancelled, expired and
    mistyped links all look alike."""
    link = (
        SignInLink.objects.select_related("membership__person", "membership__setting")
        .filter(
            digest=keyed_digest(settings.SECRET_KEY, secret),
            used_at__isnull=True,
            expires_at__gt=clock.now(),
            membership__person__is_active=True,
        )
        .first()
    )
    if (
        link is None
        or (link.is_local_only and not is_local)
        or not link.membership.is_in_force(clock.today(link.membership.setting.zone))
    ):
        raise NotAllowedError(
            _("This link was used already, or its time is over. Ask the person who sent it for a new one.")
        )
    # A setting lets people in to itself. A password opens every setting of a person, so none of them chooses it alone.
    if any(one.setting_id != link.membership.setting_id for one in queries.memberships_of(link.membership.person)):
        link.sets_password = False
    return link


def use_sign_in_link(*, secret: str, is_local: bool, password: str = "") -> SignInLink:
    """Use up the link, once even when it is opened twice at the same moment, and set the password it asks for."""
    link = open_sign_in_link(secret=secret, is_local=is_local)
    person = link.membership.person
    with transaction.atomic():
        if not SignInLink.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=clock.now()):
            raise NotAllowedError(_("This link was used already. Ask the person who sent it for a new one."))
        if link.sets_password:
            store_new_password(person, password)
            end_sessions_of(person)
            with in_setting(link.membership.setting_id):
                audit.record(queries.actor_of(link.membership), Event.PASSWORD_SET)
        if link.email and not person.email and not Person.objects.filter(email__iexact=link.email).exists():
            person.email = link.email
            person.save(update_fields=["email"])
    return link
