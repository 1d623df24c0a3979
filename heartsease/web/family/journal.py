"""The journal as a family reads it: the timeline of one child, and one entry of it."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heartsease.domain.access.permissions import Permission
from heartsease.domain.children import queries as children
from heartsease.domain.children.models import Child
from heartsease.domain.children.queries import OwnChild
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.queries import FamilyComment, FamilyEntry
from heartsease.domain.setting.rules import OthersNames
from heartsease.kernel import clock
from heartsease.kernel.cursors import Cursor
from heartsease.kernel.ids import new_id
from heartsease.web.family import cards, own
from heartsease.web.family.agreements import renewal
from heartsease.web.family.markup import EntryMarkup
from heartsease.web.presenting import show
from heartsease.web.requests import actor_of, membership_of
from heartsease.web.templatetags.heartsease import hue


def last(request: HttpRequest) -> HttpResponseBase:
    """A family's first page: the journal of the child looked at last."""
    own_children = children.own_children(actor_of(request))
    if not own_children:
        return own.nothing_open(request)
    return _timeline(request, own_children, own.last_looked_at(request, own_children))


def timeline(request: HttpRequest, child_id: uuid.UUID) -> HttpResponseBase:
    """The journal of one own child; its older pages too."""
    own_children = children.own_children(actor_of(request))
    chosen = own.find(own_children, child_id)
    return own.remember(_timeline(request, own_children, chosen), own_children, chosen)


def entry(request: HttpRequest, child_id: uuid.UUID, observation_id: uuid.UUID) -> HttpResponseBase:
    """One entry, with its photographs large and the household's own talk about it."""
    actor = actor_of(request)
    chosen = own.find(children.own_children(actor), child_id)
    found, comments = queries.family_entry(actor, chosen, observation_id, others_names=naming_of(request))
    actions.record_entry_view(actor=actor, child_id=child_id, observation_id=observation_id)
    return entry_page(request, chosen, found, comments)


def entry_page(
    request: HttpRequest,
    chosen: OwnChild,
    found: FamilyEntry,
    comments: Sequence[FamilyComment],
    *,
    text: str = "",
    problem: str = "",
) -> HttpResponseBase:
    """The page of an entry; 422 with a ``problem`` of the comment ``text`` that was sent."""
    actor, child = actor_of(request), chosen.child
    trees = cards.trees_in_order(membership_of(request).setting.framework_slug)
    markup = EntryMarkup.for_reader()
    local = found.happened_at.astimezone(actor.zone)
    chosen_here = membership_of(request).setting.chosen
    may_save = bool(found.pictures) and chosen_here.parents_save_pictures and actor.may(Permission.PICTURE_SAVE)
    return show(
        request,
        "family/entry.html",
        {
            "child": own.face(child),
            "age": _age(child, local.date()),
            "entry": found,
            "author": markup.author(found.author),
            "like": markup.like_button(
                reverse("journal-entry", args=[child.pk, found.observation_id]),
                found.observation_id,
                is_liked=found.is_liked,
            ),
            "day": date_format(local, "l j F Y"),
            "time": date_format(local, "H:i"),
            "moment": local.isoformat(timespec="minutes"),
            "pictures": cards.page_pictures(
                found,
                child,
                date_format(local, "l j F"),
                cards.areas_of(found.node_ids, trees),
                savable=queries.savable_pictures(actor, found.observation_id) if may_save else (),
            ),
            "may_save": may_save,
            "report_urls": [reverse("photo-report", args=[picture.photo_id]) for picture in found.pictures],
            "shows": cards.showing(found.node_ids, trees),
            **talk(chosen, found.observation_id, comments, text=text, problem=problem),
        },
        status=422 if problem else 200,
    )


def naming_of(request: HttpRequest) -> OthersNames:
    """How this setting lets families read the names of other children."""
    return membership_of(request).setting.chosen.others_names


def talk(
    chosen: OwnChild,
    observation_id: uuid.UUID,
    comments: Sequence[FamilyComment],
    *,
    text: str = "",
    problem: str = "",
) -> dict[str, Any]:
    """What the comments under an entry need; each rendering hands out the id of the next comment."""
    return {
        "url": reverse("journal-entry", args=[chosen.child.pk, observation_id]),
        "comments": [{"comment": comment, "hue": hue(comment.author)} for comment in comments],
        "next_comment_id": new_id(),
        "text": text,
        "problem": problem,
        "has_errors": bool(problem),
    }


def _timeline(request: HttpRequest, own_children: Sequence[OwnChild], chosen: OwnChild) -> HttpResponse:
    actor = actor_of(request)
    before = Cursor.from_text(request.GET.get("before", ""))
    is_part = bool(getattr(request, "htmx", False)) and before is not None
    page = queries.family_timeline(actor, chosen, others_names=naming_of(request), before=before)
    month_before = None
    if before is not None and is_part:
        local = before.moment.astimezone(actor.zone)
        month_before = (local.year, local.month)
    context: dict[str, Any] = {
        "cards": cards.cards(
            page.entries,
            chosen.child,
            zone=actor.zone,
            framework_slug=membership_of(request).setting.framework_slug,
            month_before=month_before,
        ),
        "is_part": is_part,
        "older_url": "",
    }
    if page.following is not None:
        address = reverse("journal-child", args=[chosen.child.pk])
        context["older_url"] = f"{address}?before={page.following.to_text()}"
    if is_part:
        return show(request, "family/entries.html", context)
    return show(
        request,
        "family/timeline.html",
        {
            **context,
            "child": own.face(chosen.child),
            "age": _age(chosen.child, clock.today(actor.zone)),
            "siblings": own.faces(own_children, chosen) if len(own_children) > 1 else [],
            "is_older_page": before is not None,
            "another_asks": chosen.another_asks,
            "another_is_paused": chosen.another_is_paused,
            "next": request.get_full_path(),
            "add_url": f"{reverse('from-home-new')}?entry={new_id()}"
            if actor.may(Permission.JOURNAL_CONTRIBUTE)
            else "",
            "photographs_url": reverse("journal-photographs", args=[chosen.child.pk])
            if actor.may(Permission.PHOTO_PERMISSION_ANSWER)
            else "",
            "renewal": renewal(chosen, clock.today(actor.zone))
            if actor.may(Permission.PHOTO_PERMISSION_ANSWER)
            else "",
            "seen_url": reverse("journal-seen", args=[chosen.child.pk]) if actor.may(Permission.SEEN_READ) else "",
        },
    )


def _age(child: Child, day: dt.date) -> str:
    """How old the child was on ``day``, as people say it."""
    years, months = divmod(max(0, clock.age_in_months(child.birth_date, day)), 12)
    in_years = ngettext("%(number)d year", "%(number)d years", years) % {"number": years}
    in_months = ngettext("%(number)d month", "%(number)d months", months) % {"number": months}
    if not years:
        return in_months
    return _("%(years)s and %(months)s") % {"years": in_years, "months": in_months} if months else in_years
