"""From home: what a family wrote and what became of it, and writing one. Words work without any script; photographs
are added by the script that looks for faces in them first."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor
from heartsease.domain.children import queries as children
from heartsease.domain.children.rules import Purpose, still_allows
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.models import Observation
from heartsease.domain.journal.rules import MOST_PHOTOS, WRITABLE_STATES, Source, State
from heartsease.domain.photos.faces.finding import chosen_model
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotFoundError
from heartsease.kernel.ids import new_id, parse_id
from heartsease.web import photographs
from heartsease.web.family import own as own_children
from heartsease.web.family.home_cards import HomeCard, home_card, pictures_of
from heartsease.web.family.home_form import HomeEntryForm
from heartsease.web.finding import may_find_faces
from heartsease.web.forms import add_problem
from heartsease.web.presenting import show
from heartsease.web.requests import actor_of, is_from_script, membership_of

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


@may_find_faces
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


@may_find_faces
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
    """Keep what is there so far: as it is typed, before a photograph is added, or to go on later."""
    actor = actor_of(request)
    if is_from_script(request):
        _refuse(_take_in(request, observation_id))
        return JsonResponse({"saved_at": clock.now().astimezone(actor.zone).strftime("%H:%M")})
    if _stored(actor, observation_id) is None and not request.POST.get("text", "").strip():
        return redirect("from-home")
    form = _take_in(request, observation_id)
    if form.errors:
        return _form_page(request, observation_id, form, queries.own_writable(actor, observation_id))
    messages.success(request, _("Kept. Nobody else sees it until you send it."))
    return redirect("from-home")


def photo(request: HttpRequest, observation_id: uuid.UUID, photo_id: uuid.UUID) -> HttpResponseBase:
    """Take one photograph into an own entry, or take it out again."""
    _require_own(request, observation_id)
    return photographs.photo(request, observation_id, photo_id)


def tell_faces(request: HttpRequest, observation_id: uuid.UUID, photo_id: uuid.UUID) -> HttpResponseBase:
    """Keep who is in a photograph of an own entry."""
    _require_own(request, observation_id)
    return photographs.tell_faces(request, observation_id, photo_id)


def discard(request: HttpRequest, observation_id: uuid.UUID) -> HttpResponseBase:
    """Throw a draft away."""
    _require_own(request, observation_id)
    actions.discard_draft(actor=actor_of(request), observation_id=observation_id)
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
                if is_from_script(request):
                    raise
                add_problem(form, problem)
            else:
                messages.success(request, _sentence_after(request, sent))
                return _sent(request)
    except ConflictError:
        stored = _stored(actor, observation_id)
        if stored is not None and stored.state in SENT:
            return _sent(request)
        raise
    if is_from_script(request):
        _refuse(form)
    return _form_page(request, observation_id, form, queries.own_writable(actor, observation_id))


def _sent(request: HttpRequest) -> HttpResponseBase:
    return JsonResponse({"next": reverse("from-home")}) if is_from_script(request) else redirect("from-home")


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


def _require_own(request: HttpRequest, observation_id: uuid.UUID) -> None:
    """Only the own entry, and only while some journal is open to the person."""
    own_children.open_children(request)
    if _stored(actor_of(request), observation_id) is None:
        raise _absent()


def _take_in(request: HttpRequest, observation_id: uuid.UUID) -> HomeEntryForm:
    """Store what was typed and chosen as far as that can be done. The form says what was not stored, and why."""
    actor = actor_of(request)
    form = HomeEntryForm(own_children.open_children(request), actor.zone, request.POST)
    form.is_valid()
    content = form.content(queries.own_writable(actor, observation_id))
    try:
        actions.save_draft(actor=actor, observation_id=observation_id, content=content)
    except InvalidInputError as problem:
        add_problem(form, problem)
    return form


def _refuse(form: HomeEntryForm) -> None:
    """Say to a script what was not stored, and why."""
    if form.errors:
        said = {name: " ".join(map(str, problems)) for name, problems in form.errors.items()}
        beside = {name: sentence for name, sentence in said.items() if name in form.fields}
        raise InvalidInputError(" ".join(said.values()), fields=beside)


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
    faces = own_children.faces(form.own)
    refused = {one.child.pk for one in form.own if not still_allows(one.child.photo_permissions, Purpose.OWN_JOURNAL)}
    return {
        "form": form,
        "observation_id": observation_id,
        "url": reverse("from-home-entry", args=[observation_id]),
        "photo_pattern": reverse("from-home-photo", args=[observation_id, observation_id]),
        "card": card,
        "photos": [{"id": picture.photo_id, "picture": picture} for picture in pictures],
        "most_photos": MOST_PHOTOS,
        "detector": chosen_model().name,
        "no_photos_of": [face.name for face in faces] if len(refused) == len(faces) else [],
        "faces": faces,
        "refused": refused,
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


def _absent() -> NotFoundError:
    return NotFoundError(_("This entry is not here, or not one of yours."))
