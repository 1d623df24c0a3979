"""From home: what a family wrote and what became of it, and writing one. It works without any script."""

import dataclasses
import hashlib
import uuid
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor
from heartsease.domain.children import queries as children
from heartsease.domain.children.rules import Purpose, still_allows
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.models import Observation
from heartsease.domain.journal.rules import MOST_PHOTOS, WRITABLE_STATES, Source, State
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, DomainError, InvalidInputError, NotFoundError
from heartsease.kernel.ids import new_id, parse_id
from heartsease.kernel.text import clean_line
from heartsease.web.family import own as own_children
from heartsease.web.family.home_cards import HomeCard, home_card, pictures_of
from heartsease.web.family.home_form import HomeEntryForm
from heartsease.web.forms import add_problem
from heartsease.web.presenting import show
from heartsease.web.requests import actor_of, membership_of

LONGEST_FILE_NAME = 60
SENT = frozenset({State.SUBMITTED, State.PUBLISHED})


def entries(request: HttpRequest) -> HttpResponseBase:
    """What the person wrote at home, what came back first."""
    actor = actor_of(request)
    own = children.own_children(actor)
    if not own:
        return own_children.nothing_open(request)
    made = [home_card(entry, own, actor.zone) for entry in queries.home_entries(actor)]
    cards = [card for card in made if card is not None]
    return show(
        request,
        "family/home_entries.html",
        {
            "cards": sorted(cards, key=_is_not_returned),
            "add_url": f"{reverse('from-home-new')}?entry={new_id()}",
            "waits": _waits(request),
        },
    )


def new(request: HttpRequest) -> HttpResponseBase:
    """A blank entry under a fresh id, which stands in the address: after a reload what was kept meanwhile is there.

    Nothing is stored before something is typed or chosen.
    """
    actor = actor_of(request)
    own = children.own_children(actor)
    if not own:
        return own_children.nothing_open(request)
    wanted = request.GET.get("child")
    chosen = own_children.find(own, parse_id(wanted)) if wanted else own_children.last_looked_at(request, own)
    observation_id = parse_id(request.GET.get("entry", "")) or new_id()
    stored = _stored(actor, observation_id)
    if stored is not None and stored.state in WRITABLE_STATES:
        return redirect("from-home-entry", observation_id=observation_id)
    if stored is not None:
        observation_id = new_id()
    return _form_page(request, observation_id, HomeEntryForm.blank(own, actor.zone, chosen.child.pk), None)


def entry(request: HttpRequest, observation_id: uuid.UUID) -> HttpResponseBase:
    """An own entry: to go on with while it can be written, else to look at. POST sends it."""
    if request.method == "POST":
        return _send(request, observation_id)
    actor = actor_of(request)
    stored = _stored(actor, observation_id)
    if stored is None:
        raise _absent()
    own = own_children.open_children(request)
    if stored.state in WRITABLE_STATES:
        return _form_page(request, observation_id, HomeEntryForm.of(stored, own, actor.zone), stored)
    card = home_card(stored, own, actor.zone)
    if card is None:
        raise _absent()
    return show(request, "family/home_entry.html", {"card": card, "pictures": pictures_of(stored, card.names)})


def save(request: HttpRequest, observation_id: uuid.UUID) -> HttpResponseBase:
    """Keep what is there so far: as it is typed, when photographs were chosen, or to go on later."""
    actor = actor_of(request)
    if _stored(actor, observation_id) is None and not (request.FILES or request.POST.get("text", "").strip()):
        return HttpResponse(status=204) if _is_part(request) else redirect("from-home")
    form = _take_in(request, observation_id)
    if not form.errors and not _is_part(request):
        messages.success(request, _("Kept. Nobody else sees it until you send it."))
        return redirect("from-home")
    return _answer(request, observation_id, form)


def remove_photo(request: HttpRequest, observation_id: uuid.UUID, photo_id: uuid.UUID) -> HttpResponseBase:
    """Take a photograph out again; what was typed meanwhile is kept."""
    actor = actor_of(request)
    if _stored(actor, observation_id) is None:
        raise _absent()
    form = _take_in(request, observation_id)
    actions.remove_photo(actor=actor, observation_id=observation_id, photo_id=photo_id)
    if not form.errors and not _is_part(request):
        return redirect("from-home-entry", observation_id=observation_id)
    return _answer(request, observation_id, form)


def discard(request: HttpRequest, observation_id: uuid.UUID) -> HttpResponseBase:
    """Throw a draft away."""
    actor = actor_of(request)
    own_children.open_children(request)
    if _stored(actor, observation_id) is None:
        raise _absent()
    actions.discard_draft(actor=actor, observation_id=observation_id)
    messages.success(request, _("Thrown away."))
    return redirect("from-home")


def _send(request: HttpRequest, observation_id: uuid.UUID) -> HttpResponseBase:
    """Keep, then send. The second of two taps finds it sent, and that is a success."""
    actor = actor_of(request)
    _stored(actor, observation_id)
    try:
        form = _take_in(request, observation_id)
        if not form.errors:
            try:
                sent = actions.submit(actor=actor, observation_id=observation_id, content=form.content(None))
            except InvalidInputError as problem:
                add_problem(form, problem)
            else:
                messages.success(request, _sentence_after(request, sent))
                return redirect("from-home")
    except ConflictError:
        stored = _stored(actor, observation_id)
        if stored is not None and stored.state in SENT:
            return redirect("from-home")
        raise
    return _answer(request, observation_id, form)


def _stored(actor: Actor, observation_id: uuid.UUID) -> Observation | None:
    """The person's own entry from home, whole; None where nothing of that id is theirs, as before the first save."""
    try:
        found = queries.observation(actor, observation_id)
    except NotFoundError:
        if queries.own_writable(actor, observation_id) is None:
            return None
        # Either another tap has just saved it for the first time, and a second look finds it, or it is gone too:
        # about a child whose journal is closed to them now.
        found = queries.observation(actor, observation_id)
    if found.author_id != actor.membership_id or found.source != Source.HOME:
        raise _absent()
    return queries.whole(observation_id)


def _take_in(request: HttpRequest, observation_id: uuid.UUID) -> HomeEntryForm:
    """Store what was typed and chosen as far as that can be done. The form says what was not stored, and why."""
    actor = actor_of(request)
    form = HomeEntryForm(own_children.open_children(request), actor.zone, request.POST, request.FILES)
    form.is_valid()
    stored = queries.own_writable(actor, observation_id)
    content = form.content(stored)
    try:
        actions.save_draft(actor=actor, observation_id=observation_id, content=content)
    except InvalidInputError as problem:
        add_problem(form, problem)
        # The words stay on the page; the photographs sent with them need an entry to stand in.
        kept = dataclasses.replace(content, text=stored.text if stored else "")
        actions.save_draft(actor=actor, observation_id=observation_id, content=kept)
    # Ids follow from the page and the bytes: the same page sent twice brings the same photographs once.
    page_id = parse_id(request.POST.get("page", "")) or observation_id
    for file in request.FILES.getlist("photos"):
        try:
            actions.add_photo(
                actor=actor,
                observation_id=observation_id,
                photo_id=uuid.uuid5(page_id, _sha256(file)),
                chunks=file.chunks(),
            )
        except DomainError as problem:
            if isinstance(problem, ConflictError) and queries.own_writable(actor, observation_id) is None:
                raise
            name = clean_line(file.name or "")[:LONGEST_FILE_NAME]
            form.add_error("photos", _("%(file)s: %(problem)s") % {"file": name, "problem": problem.sentence})
    return form


def _answer(request: HttpRequest, observation_id: uuid.UUID, form: HomeEntryForm) -> HttpResponseBase:
    """The page again, or the part of it that a script asked for, with what is wrong beside what it is about."""
    stored = queries.own_writable(actor_of(request), observation_id)
    if not _is_part(request):
        return _form_page(request, observation_id, form, stored)
    template = "family/home_photos.html" if _part(request) == "home-photos" else "family/home_state.html"
    return show(
        request,
        template,
        {**_form_context(request, observation_id, form, stored), "is_part": True, "now": clock.now()},
        status=422 if form.errors else 200,
    )


def _form_page(
    request: HttpRequest, observation_id: uuid.UUID, form: HomeEntryForm, stored: Observation | None
) -> HttpResponseBase:
    context = _form_context(request, observation_id, form, stored)
    return show(request, "family/home_write.html", context, status=422 if form.errors else 200)


def _form_context(
    request: HttpRequest, observation_id: uuid.UUID, form: HomeEntryForm, stored: Observation | None
) -> dict[str, Any]:
    actor = actor_of(request)
    card = home_card(stored, form.own, actor.zone) if stored else None
    pictures = pictures_of(stored, card.names if card else "") if stored else []
    only = form.own[0].child if len(form.own) == 1 else None
    return {
        "form": form,
        "observation_id": observation_id,
        "url": reverse("from-home-entry", args=[observation_id]),
        "page_id": new_id(),
        "card": card,
        "pictures": pictures,
        "has_room": len(pictures) < MOST_PHOTOS,
        "most_photos": MOST_PHOTOS,
        "no_photos_of": only.first_name
        if only and not still_allows(only.photo_permissions, Purpose.OWN_JOURNAL)
        else "",
        "faces": own_children.faces(form.own) if len(form.own) > 1 else [],
        "chosen": form.chosen,
        "latest": clock.now().astimezone(actor.zone).strftime("%Y-%m-%dT23:59"),
        "is_stored": stored is not None,
        "is_draft": stored is not None and stored.state == State.DRAFT,
        "waits": _waits(request),
    }


def _sentence_after(request: HttpRequest, sent: Observation) -> str:
    if sent.state == State.SUBMITTED:
        return _("Sent. %(setting)s reads it before it joins the journal.") % {
            "setting": membership_of(request).setting.name
        }
    if sent.visible_from is not None and sent.visible_from > clock.now():
        return _("Sent. It will be in the journal in a few minutes.")
    return _("Sent. It is in the journal now.")


def _waits(request: HttpRequest) -> bool:
    return membership_of(request).setting.chosen.home_entries_wait


def _is_not_returned(card: HomeCard) -> bool:
    return card.state != "returned"


def _sha256(file: "UploadedFile[bytes]") -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def _is_part(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _part(request: HttpRequest) -> str:
    return request.headers.get("HX-Target", "")


def _absent() -> NotFoundError:
    return NotFoundError(_("This entry is not here, or not one of yours."))
