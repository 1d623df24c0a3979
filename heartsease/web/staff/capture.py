"""Capture: photograph, children, save. Everything else is optional, and kept as it is typed."""

import uuid
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heartsease.domain.children import queries as children
from heartsease.domain.children.models import Child
from heartsease.domain.frameworks import queries as frameworks
from heartsease.domain.frameworks.suggesting import suggest
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.content import Content, content_of
from heartsease.domain.journal.models import Observation
from heartsease.domain.journal.rules import MOST_PHOTOS, State
from heartsease.domain.photos.faces.finding import chosen_model
from heartsease.domain.reading import actions as reading
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, InvalidInputError
from heartsease.kernel.ids import new_id, parse_id
from heartsease.web.finding import may_find_faces
from heartsease.web.requests import actor_of, is_from_script, membership_of
from heartsease.web.staff import families
from heartsease.web.staff.cards import child_tile, pictures_of
from heartsease.web.staff.content import LEVELS, area_choices, parse_content, sent_content, suggestion_chips
from heartsease.web.staff.today import usual_room


@may_find_faces
def start(request: HttpRequest) -> HttpResponseBase:
    """A new entry. The page brings its id; nothing is stored before something is chosen or typed."""
    wanted = request.GET.getlist("child")
    content = Content(happened_at=clock.now())
    return _page(request, new_id(), content, None, chosen=set(wanted))


@may_find_faces
def write(request: HttpRequest, observation_id: uuid.UUID) -> HttpResponseBase:
    """An own draft or returned entry, as it was left."""
    draft = queries.own_writable(actor_of(request), observation_id)
    if draft is None:
        queries.observation(actor_of(request), observation_id)
        return redirect("observation", observation_id=observation_id)
    return _page(request, draft.pk, content_of(draft), draft, chosen=set())


def save(request: HttpRequest, observation_id: uuid.UUID) -> HttpResponseBase:
    """Keep what the form holds now; called while it is typed."""
    actor = actor_of(request)
    actions.save_draft(actor=actor, observation_id=observation_id, content=sent_content(request, actor.zone))
    return JsonResponse({"saved_at": clock.now().astimezone(actor.zone).strftime("%H:%M")})


def send(request: HttpRequest, observation_id: uuid.UUID) -> HttpResponseBase:
    """Save and send on, in one request that may be repeated."""
    actor = actor_of(request)
    content = sent_content(request, actor.zone)
    # Kept first: it stays where it cannot be sent yet. Sent already? Then the answer to the first sending was lost.
    with suppress(ConflictError):
        actions.save_draft(actor=actor, observation_id=observation_id, content=content)
    draft = queries.own_writable(actor, observation_id)
    left_out = children.visible_children(actor).filter(pk__in=[*map(parse_id, request.POST.getlist("left_out"))])
    if draft is not None and families.is_looked_at_first(request, draft):
        actions.check_sendable(actor=actor, observation_id=observation_id)
        _offer_own_entries(request, left_out)
        return _go_on(request, reverse("capture-families", args=[observation_id]))
    _tell_sent(request, actions.submit(actor=actor, observation_id=observation_id, content=content))
    _offer_own_entries(request, left_out)
    return _go_on(request, reverse("today"))


def share(request: HttpRequest, observation_id: uuid.UUID) -> HttpResponseBase:
    """Send the own entry on after a look at what each family would see."""
    try:
        sent = actions.submit(actor=actor_of(request), observation_id=observation_id)
    except InvalidInputError as problem:
        return families.page(request, observation_id, problem=problem)
    _tell_sent(request, sent)
    return redirect("today")


def _go_on(request: HttpRequest, following: str) -> HttpResponseBase:
    return JsonResponse({"next": following}) if is_from_script(request) else redirect(following)


def _offer_own_entries(request: HttpRequest, left_out: Iterable[Child]) -> None:
    """Who was hidden because others are in the entry is offered one of their own."""
    for child in left_out:
        name = {"name": child.first_name}
        messages.info(
            request,
            format_html(
                '{} <a href="{}?child={}">{}</a>',
                _("%(name)s was hidden, because others are in it.") % name,
                reverse("capture"),
                child.pk,
                _("Begin an entry of %(name)s’s own") % name,
            ),
        )


def _tell_sent(request: HttpRequest, sent: Observation) -> None:
    minutes = membership_of(request).setting.chosen.publish_delay_minutes
    if sent.state == State.SUBMITTED:
        messages.success(request, _("Saved. A colleague will look at it before families see it."))
    elif minutes:
        messages.success(
            request,
            ngettext(
                "Saved. Families see it in %(minutes)d minute.",
                "Saved. Families see it in %(minutes)d minutes.",
                minutes,
            )
            % {"minutes": minutes},
        )
    else:
        messages.success(request, _("Saved. It is in the journal."))


def discard(request: HttpRequest, observation_id: uuid.UUID) -> HttpResponseBase:
    """Throw an own draft away."""
    actions.discard_draft(actor=actor_of(request), observation_id=observation_id)
    messages.success(request, _("The draft is thrown away."))
    return redirect("my-entries")


def prompts(request: HttpRequest) -> HttpResponseBase:
    """Aspects and prompts of the areas that are chosen, for the ages of the children that are."""
    actor = actor_of(request)
    content = parse_content(request.GET, actor.zone)
    tree = frameworks.framework(membership_of(request).setting.framework_slug)
    today = clock.today(actor.zone)
    chosen = children.visible_children(actor).filter(pk__in=[part.child_id for part in content.children])
    ages = [clock.age_in_months(birth_date, today) for birth_date in chosen.values_list("birth_date", flat=True)]
    return render(
        request,
        "staff/capture/prompts.html",
        {"areas": area_choices(tree, content.tags, ages), "tags": content.tags, "has_children": bool(ages)},
    )


def suggestions(request: HttpRequest) -> HttpResponseBase:
    """What the note may be about, to be added with one tap. Worked out here and now: nothing of the note is kept."""
    actor = actor_of(request)
    content = parse_content(request.POST, actor.zone)
    tree = frameworks.framework(membership_of(request).setting.framework_slug)
    today = clock.today(actor.zone)
    chosen = {part.child_id for part in content.children}
    people = list(children.visible_children(actor).values_list("pk", "full_name", "known_as", "birth_date"))
    likely = suggest(
        tree,
        content.text,
        ages=[
            clock.age_in_months(birth_date, today)
            for child_id, _full, _known, birth_date in people
            if child_id in chosen
        ],
        names=[name for child_id, *names, _birth_date in people if child_id in chosen for name in names],
        other_names=[name for child_id, *names, _birth_date in people if child_id not in chosen for name in names],
    )
    return render(request, "staff/capture/suggestions.html", {"chips": suggestion_chips(tree, likely, content.tags)})


def _page(
    request: HttpRequest,
    observation_id: uuid.UUID,
    content: Content,
    draft: Observation | None,
    *,
    chosen: set[str],
) -> HttpResponseBase:
    context = choices_context(request, content, chosen=chosen)
    note = ""
    if draft is not None:
        reading.reserve(actor=actor_of(request), children=[part.child_id for part in content.children])
    if draft is not None and draft.state == State.RETURNED:
        last_step = draft.review_steps.order_by("-at").first()
        note = last_step.note if last_step else ""
    return render(
        request,
        "staff/capture/capture.html",
        {
            **context,
            "observation_id": observation_id,
            "is_stored": draft is not None,
            "state": draft.state if draft else State.DRAFT,
            "note": note,
            "photos": [
                {"id": placed.photo_id, "picture": picture}
                for placed, picture in zip(draft.pictures.all(), pictures_of(draft), strict=True)
            ]
            if draft
            else [],
            "most_photos": MOST_PHOTOS,
            "detector": chosen_model().name,
        },
    )


def choices_context(request: HttpRequest, content: Content, *, chosen: set[str]) -> dict[str, Any]:
    """What the fields of an entry offer: children by room with those here first, areas, characteristics."""
    actor = actor_of(request)
    today = clock.today(actor.zone)
    tree = frameworks.framework(membership_of(request).setting.framework_slug)
    room = usual_room(request, actor)
    parts = {part.child_id: part for part in content.children}
    roll = children.on_roll(actor)
    rows = children.roll_tiles(roll)
    # A child of the entry may have left since: it stays in the form, or saving would take it out.
    absent = set(parts) - {child.child_id for child in rows}
    rows += children.roll_tiles(children.whoever(actor, absent)) if absent else []
    tiles: list[dict[str, Any]] = [
        {
            "tile": child_tile(child, today),
            "part": parts.get(child.child_id),
            "is_chosen": child.child_id in parts or str(child.child_id) in chosen,
            "is_near": room is not None and child.room_id == room.pk,
        }
        for child in rows
    ]
    here = [one for one in tiles if one["is_near"] and one["tile"].is_here]
    rest = [one for one in tiles if one["is_near"] and not one["tile"].is_here]
    others = [one for one in tiles if not one["is_near"]]
    ages = [one["tile"].months for one in tiles if one["is_chosen"]]
    return {
        "content": content,
        "missing_permission": membership_of(request).setting.chosen.missing_permission,
        "room": room,
        "groups": [
            {"heading": _("Here today"), "tiles": here, "is_open": True},
            {
                "heading": _("Not here today") if here else getattr(room, "name", ""),
                "tiles": rest,
                "is_open": True,
            },
            {
                "heading": _("Other rooms"),
                "tiles": others,
                "is_open": any(one["is_chosen"] for one in others) or not (here or rest),
            },
        ],
        "tiles": tiles,
        "blank": {"tile": {"child_id": "CHILD", "name": "NAME"}, "part": None},
        "areas": area_choices(tree, content.tags, ages),
        "characteristics": [(node, tree.children(node.id)) for node in tree.characteristics],
        "schemas": tree.schemas,
        "tags": content.tags,
        "has_children": bool(ages),
        "levels": LEVELS,
        "happened_at": content.happened_at.astimezone(actor.zone).replace(tzinfo=None).isoformat(timespec="minutes"),
        "latest": clock.now().astimezone(actor.zone).strftime("%Y-%m-%dT23:59"),
    }
