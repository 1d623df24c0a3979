"""One adult's link to a child: where it stands, what they have seen, paused, opened again, ended (4.2, 4.10)."""

import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heartsease.domain.access.permissions import ROLE_NAMES, Role
from heartsease.domain.children import actions, queries
from heartsease.domain.children.actions.links import LONGEST_WORDS
from heartsease.domain.children.models import FamilyLink
from heartsease.domain.children.rules import LinkState, SecondReason
from heartsease.domain.journal import queries as journal
from heartsease.domain.journal.queries import Seen
from heartsease.kernel.errors import InvalidInputError, NotFoundError
from heartsease.web.forms import add_problem
from heartsease.web.limits import block, day
from heartsease.web.presenting import sent, show, show_form
from heartsease.web.requests import actor_of, membership_of
from heartsease.web.staff.children.family import what_they_see
from heartsease.web.staff.children.pages import child_context, opened_child


class PauseForm(forms.Form):
    """Why, what the adult reads instead, and when it is looked at again."""

    reason = block(gettext_lazy("Why"), LONGEST_WORDS, hint=gettext_lazy("Only nominated members read this."), rows=3)
    words = block(
        gettext_lazy("What they read instead of the journal"),
        LONGEST_WORDS,
        hint=gettext_lazy("They see these words, and whom they can ask. Nothing else."),
        rows=3,
    )
    review_on = day(
        gettext_lazy("When you look at it again"),
        missing=gettext_lazy("Choose a day within the coming year on which you look at this again."),
    )


class EndForm(forms.Form):
    """Why an access ends: it makes a difference for who has to be told."""

    why = forms.ChoiceField(
        label=gettext_lazy("Why does it end?"),
        choices=[
            ("over", gettext_lazy("They are not to read it any more")),
            ("wrong", gettext_lazy("This was the wrong child")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say why it ends.")},
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """A link on its page."""

    link: FamilyLink
    state: LinkState
    role: str
    second_reason: str


def one(request: HttpRequest, child_id: uuid.UUID, link_id: uuid.UUID) -> HttpResponseBase:
    """Where the link stands, and what can be done about it."""
    actor = actor_of(request)
    context, shown = _shown(request, child_id, link_id)
    return show(
        request,
        "staff/children/family_one.html",
        {
            **context,
            "what_they_see": what_they_see(shown.link),
            "relatives": queries.relatives_asked_for(actor, shown.link),
            "at_home": [
                other.membership.person.full_name
                for other in queries.family_links(actor, child_id)
                if other.household_id == shown.link.household_id and other.pk != shown.link.pk
            ],
        },
    )


def seen(request: HttpRequest, child_id: uuid.UUID, link_id: uuid.UUID) -> HttpResponseBase:
    """What this adult had opened or been shown, and the words to tell the right family."""
    context, shown = _shown(request, child_id, link_id)
    found = journal.seen_by(actor_of(request), shown.link)
    words = _words_for_family(shown.link, found, membership_of(request).setting.name)
    return show(request, "staff/children/family_seen.html", {**context, "seen": found, "words": words})


def pause(request: HttpRequest, child_id: uuid.UUID, link_id: uuid.UUID) -> HttpResponseBase:
    """Close the journal to an adult for a while."""
    context, shown = _shown(request, child_id, link_id, must_live=True)
    form = PauseForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.suspend_family(actor=actor_of(request), child_id=child_id, link_id=link_id, **form.cleaned_data)
        except InvalidInputError as problem:
            add_problem(form, problem)
        else:
            name = {"name": shown.link.membership.person.full_name}
            messages.success(request, _("The access of %(name)s is paused from now on.") % name)
            return redirect("family-one", child_id, link_id)
    return show_form(request, "staff/children/family_pause.html", form, context)


def reopen(request: HttpRequest, child_id: uuid.UUID, link_id: uuid.UUID) -> HttpResponseBase:
    """End a pause."""
    actions.reinstate_family(actor=actor_of(request), child_id=child_id, link_id=link_id)
    messages.success(request, _("The pause has ended."))
    return redirect("family-one", child_id, link_id)


def ask_again(request: HttpRequest, child_id: uuid.UUID, link_id: uuid.UUID) -> HttpResponseBase:
    """After two wrong answers and a talk: let the adult answer anew."""
    actions.let_answer_again(actor=actor_of(request), child_id=child_id, link_id=link_id)
    messages.success(request, _("They are asked for the date of birth again."))
    return redirect("family-one", child_id, link_id)


def end(request: HttpRequest, child_id: uuid.UUID, link_id: uuid.UUID) -> HttpResponseBase:
    """End somebody's access to this child's journal, after a page that asks and says what had been seen."""
    actor = actor_of(request)
    context, shown = _shown(request, child_id, link_id, must_live=True)
    form = EndForm(sent(request))
    if request.method == "POST" and form.is_valid():
        was_wrong_child = form.cleaned_data["why"] == "wrong"
        actions.unlink_family(actor=actor, child_id=child_id, link_id=link_id, was_wrong_child=was_wrong_child)
        name = {"name": shown.link.membership.person.full_name}
        messages.success(request, _("%(name)s no longer reads this journal.") % name)
        return redirect("family-seen", child_id, link_id) if was_wrong_child else redirect("child-record", child_id)
    context["seen"] = journal.seen_by(actor, shown.link)
    context["relatives"] = queries.relatives_asked_for(actor, shown.link)
    return show_form(request, "staff/children/family_end.html", form, context)


def _shown(
    request: HttpRequest, child_id: uuid.UUID, link_id: uuid.UUID, *, must_live: bool = False
) -> tuple[dict[str, Any], Shown]:
    child = opened_child(request, child_id, "record")
    found = queries.link(actor_of(request), child.pk, link_id)
    if must_live and found.link.ended_at is not None:
        raise NotFoundError(_("This access has ended already."))
    shown = Shown(
        link=found.link,
        state=found.state,
        role=str(ROLE_NAMES[Role(found.link.membership.role)]),
        second_reason=str(SecondReason(found.link.second_reason).label) if found.link.second_reason else "",
    )
    back_url = reverse("family-one", args=[child.pk, link_id])
    return child_context(request, child, "child-record", shown=shown, back_url=back_url), shown


def _words_for_family(link: FamilyLink, seen: Seen, setting_name: str) -> str:
    """What to say to the family whose journal it was. The other adult is not named."""
    until = link.ended_at
    facts = {"child": link.child.first_name, "setting": setting_name, "linked": _moment(link.linked_at)}
    sentences = [
        _("By mistake, an adult of another family was linked to %(child)s’s journal at %(setting)s on %(linked)s.")
        % facts
    ]
    if until is not None:
        sentences.append(_("We ended this on %(ended)s.") % {"ended": _moment(until)})
    if seen.open_since is None:
        sentences.append(_("The journal never opened to them: they saw no entry, no photograph and no name."))
        return " ".join(sentences)
    held = {
        "since": _moment(seen.open_since),
        "entries": ngettext("%(count)d entry", "%(count)d entries", seen.entries) % {"count": seen.entries},
        "pictures": ngettext("%(count)d photograph", "%(count)d photographs", seen.pictures) % {"count": seen.pictures},
    }
    sentences.append(
        _("It was open to them from %(since)s and held %(entries)s with %(pictures)s, which they may have seen.") % held
    )
    opened = len(seen.opened)
    sentences.append(
        ngettext(
            "They opened %(count)d entry on a page of its own.",
            "They opened %(count)d entries on pages of their own.",
            opened,
        )
        % {"count": opened}
        if opened
        else _("They opened no entry on a page of its own.")
    )
    if seen.saved_copies:
        words = ngettext(
            "They saved %(count)d copy of a photograph, which we cannot take back.",
            "They saved %(count)d copies of photographs, which we cannot take back.",
            seen.saved_copies,
        )
        sentences.append(words % {"count": seen.saved_copies})
    return " ".join(sentences)


def _moment(at: Any) -> str:
    return date_format(localtime(at), "j F Y, H:i")
