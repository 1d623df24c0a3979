"""What a family does with an entry: a heart, a word, and taking that word back."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor
from heartsease.domain.children import queries as children
from heartsease.domain.children.queries import OwnChild
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.queries import FamilyComment, FamilyEntry
from heartsease.kernel.errors import InvalidInputError, NotFoundError
from heartsease.kernel.ids import new_id, parse_id
from heartsease.kernel.text import clean_block
from heartsease.web.family import own
from heartsease.web.family.journal import entry_page, naming_of, talk
from heartsease.web.family.markup import EntryMarkup
from heartsease.web.presenting import show
from heartsease.web.requests import actor_of


def like(request: HttpRequest, child_id: uuid.UUID, observation_id: uuid.UUID) -> HttpResponseBase:
    """Give or take back a heart. The button says which it was, so that a second tap of the same button is no other."""
    actor = actor_of(request)
    _chosen, found, _comments = _readable(request, child_id, observation_id)
    is_wanted = {"yes": True, "no": False}.get(request.POST.get("liked", ""), not found.is_liked)
    act = actions.like if is_wanted else actions.take_back_like
    act(actor=actor, observation_id=observation_id, child_id=child_id)
    url = reverse("journal-entry", args=[child_id, observation_id])
    if getattr(request, "htmx", False):
        return HttpResponse(EntryMarkup.for_reader().like_button(url, observation_id, is_liked=is_wanted))
    return redirect(f"{_came_from(request) or url}#entry-{observation_id}")


def comment(request: HttpRequest, child_id: uuid.UUID, observation_id: uuid.UUID) -> HttpResponseBase:
    """Write to the setting under an entry. The page hands out the comment's id, so that sending it twice is once."""
    actor = actor_of(request)
    chosen, found, comments = _readable(request, child_id, observation_id)
    text = request.POST.get("text", "")
    try:
        _write(actor, child_id, observation_id, parse_id(request.POST.get("comment", "")), text)
    except InvalidInputError as problem:
        if getattr(request, "htmx", False):
            context = talk(chosen, observation_id, comments, text=text, problem=problem.sentence)
            return show(request, "family/comments.html", context, status=422)
        return entry_page(request, chosen, found, comments, text=text, problem=problem.sentence)
    return _after(request, chosen, observation_id, _("Your comment is there."))


def withdraw(
    request: HttpRequest, child_id: uuid.UUID, observation_id: uuid.UUID, comment_id: uuid.UUID
) -> HttpResponseBase:
    """Take an own comment back."""
    actor = actor_of(request)
    chosen, _found, comments = _readable(request, child_id, observation_id)
    if not any(one.comment_id == comment_id for one in comments):
        raise NotFoundError(_("This comment is not here any more."))
    actions.withdraw_comment(actor=actor, comment_id=comment_id)
    return _after(request, chosen, observation_id, _("Your comment was taken back."))


def _readable(
    request: HttpRequest, child_id: uuid.UUID, observation_id: uuid.UUID
) -> tuple[OwnChild, FamilyEntry, list[FamilyComment]]:
    """The own child and the entry as the family sees it: nothing else can be answered."""
    actor = actor_of(request)
    chosen = own.find(children.own_children(actor), child_id)
    return chosen, *queries.family_entry(actor, chosen, observation_id, others_names=naming_of(request))


def _write(
    actor: Actor, child_id: uuid.UUID, observation_id: uuid.UUID, comment_id: uuid.UUID | None, text: str
) -> None:
    written = actions.comment(
        actor=actor,
        observation_id=observation_id,
        child_id=child_id,
        comment_id=comment_id or new_id(),
        text=text,
    )
    if written.withdrawn_at is not None or written.text != clean_block(text):
        # A page out of the browser's memory still held the id of an earlier comment: these are other words.
        actions.comment(actor=actor, observation_id=observation_id, child_id=child_id, comment_id=new_id(), text=text)


def _after(request: HttpRequest, chosen: OwnChild, observation_id: uuid.UUID, sentence: str) -> HttpResponseBase:
    if getattr(request, "htmx", False):
        _entry, comments = queries.family_entry(
            actor_of(request), chosen, observation_id, others_names=naming_of(request)
        )
        context = talk(chosen, observation_id, comments)
        return show(request, "family/comments.html", {**context, "sentence": sentence})
    messages.success(request, sentence)
    return redirect(reverse("journal-entry", args=[chosen.child.pk, observation_id]) + "#comments")


def _came_from(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""
