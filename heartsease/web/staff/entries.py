"""Entries as staff read them: own ones, one in detail, and what is done with it after publication."""

import re
import uuid
from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.children.models import Household
from heartsease.domain.frameworks import queries as frameworks
from heartsease.domain.frameworks.tree import FrameworkTree
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.content import content_of
from heartsease.domain.journal.models import Comment, Observation, ObservationChild
from heartsease.domain.journal.rules import RECALLABLE_STATES, Source, State
from heartsease.domain.photos.models import Examination
from heartsease.domain.reading import actions as reading
from heartsease.kernel.errors import DomainError, NotFoundError
from heartsease.kernel.ids import new_id, parse_id
from heartsease.web.addresses import address, portrait_url
from heartsease.web.requests import actor_of, membership_of
from heartsease.web.staff import markup
from heartsease.web.staff.capture import choices_context
from heartsease.web.staff.cards import area_labels, entry_card, pictures_of, status_of
from heartsease.web.staff.content import sent_content

_VERSION = re.compile(r"[0-9]{1,9}")


def mine(request: HttpRequest) -> HttpResponseBase:
    """The own entries: what came back first, then drafts, then the rest."""
    actor = actor_of(request)
    tree = _tree(request)
    groups: dict[str, list[Any]] = defaultdict(list)
    entries = queries.my_entries(actor)
    reading.reserve(actor=actor, children=[child_id for entry in entries for child_id in _children_in(entry)])
    for entry in entries:
        is_writable = entry.state in {State.DRAFT, State.RETURNED}
        steps = list(entry.review_steps.all())
        note = steps[-1].note if entry.state == State.RETURNED and steps else ""
        card = entry_card(
            queries.listed(entry), actor.zone, tree, "capture-draft" if is_writable else "observation", note
        )
        groups[entry.state].append(card)
    return render(
        request,
        "staff/mine.html",
        {
            "groups": [
                (heading, markup.entries(groups[state]))
                for state, heading in (
                    (State.RETURNED, _("Came back to you")),
                    (State.DRAFT, _("Drafts")),
                    (State.SUBMITTED, _("Waiting for a colleague")),
                    (State.PUBLISHED, _("In the journal")),
                    (State.WITHDRAWN, _("Withdrawn")),
                )
                if groups[state]
            ]
        },
    )


def detail(request: HttpRequest, observation_id: uuid.UUID) -> HttpResponseBase:
    """One entry with its threads, its way and its earlier versions."""
    actor = actor_of(request)
    return render(request, "staff/observation.html", detail_context(request, actor, observation_id))


def detail_context(request: HttpRequest, actor: Actor, observation_id: uuid.UUID) -> dict[str, Any]:
    """What a page that shows a whole entry needs; review uses it too."""
    entry = queries.in_detail(actor, observation_id)
    reading.reserve(actor=actor, children=_children_in(entry))
    tree = _tree(request)
    tags = [node for tag in entry.tags.all() if (node := tree.get(tag.node_id)) is not None]
    is_author = entry.author.person_id == actor.person_id
    is_pending = status_of(entry) == "pending"
    may_review = actor.may(Permission.OBSERVATION_REVIEW)
    return {
        "entry": entry,
        "status": status_of(entry),
        "pictures": pictures_of(entry),
        "held": [
            address("faces-photo", placed.photo_id)
            for placed in entry.pictures.all()
            if placed.photo.examination == Examination.HELD
        ],
        "is_any_hidden": any(placed.photo.hidden_at is not None for placed in entry.pictures.all()),
        "report_urls": [
            address("photo-report", placed.photo_id)
            for placed in entry.pictures.all()
            if placed.photo.hidden_at is None and entry.state == State.PUBLISHED
        ],
        "areas": area_labels(tree, (tag.node_id for tag in entry.tags.all())),
        "noticed": [str(node.text) for node in tags if node.kind in {"prompt", "outcome", "statement"}],
        "aspects": [str(node.text) for node in tags if node.kind in {"aspect", "characteristic", "schema"}],
        "subjects": [_subject(subject, actor) for subject in entry.subjects.all()],
        "is_author": is_author,
        "may_edit": entry.state == State.PUBLISHED and (is_author or (may_review and entry.source == Source.SETTING)),
        "may_write": is_author and entry.state in {State.DRAFT, State.RETURNED},
        "may_recall": entry.state in RECALLABLE_STATES and is_pending and (is_author or may_review),
        "may_withdraw": entry.state in RECALLABLE_STATES
        and not is_pending
        and actor.may(Permission.OBSERVATION_WITHDRAW),
        "may_comment": actor.may(Permission.COMMENT_WRITE) and entry.state == State.PUBLISHED,
        "versions": [
            _version(version.content, version.number, version.replaced_at, tree) for version in entry.versions.all()
        ],
    }


def comment(request: HttpRequest, observation_id: uuid.UUID, child_id: uuid.UUID) -> HttpResponseBase:
    """Answer one child's family, or every household of the child."""
    actor = actor_of(request)
    household = request.POST.get("household", "")
    if household and parse_id(household) is None:
        # Taken as none, it would send a word for one household to all of them.
        raise NotFoundError(_("This family is not linked to the child."))
    try:
        actions.comment(
            actor=actor,
            observation_id=observation_id,
            child_id=child_id,
            comment_id=parse_id(request.POST.get("id", "")) or new_id(),
            text=request.POST.get("text", ""),
            household_id=parse_id(household),
        )
    except DomainError as problem:
        if "text" not in problem.fields:
            raise
        context = detail_context(request, actor, observation_id)
        context |= {
            "problem": problem.sentence,
            "problem_child": child_id,
            "problem_household": parse_id(household),
            "typed": request.POST.get("text", ""),
        }
        return render(request, "staff/observation.html", context, status=problem.status)
    return redirect(f"{request.path.rsplit('/children/', 1)[0]}#child-{child_id}")


def edit(request: HttpRequest, observation_id: uuid.UUID) -> HttpResponseBase:
    """Change a published entry: one form, saved as a whole; the earlier version is kept."""
    actor = actor_of(request)
    queries.observation(actor, observation_id)
    entry = queries.whole(observation_id)
    if entry.author_id != actor.membership_id:
        require(actor, Permission.OBSERVATION_REVIEW)
    if entry.state in {State.DRAFT, State.RETURNED}:
        return redirect("capture-draft", observation_id=observation_id)
    reading.reserve(actor=actor, children=_children_in(entry))
    problem: DomainError | None = None
    content, seen = content_of(entry), entry.version
    if request.method == "POST":
        seen = int(version) if _VERSION.fullmatch(version := request.POST.get("version", "")) else 0
        try:
            content = sent_content(request, actor.zone)
            changed = actions.edit_published(
                actor=actor, observation_id=observation_id, content=content, seen_version=seen
            )
        except NotFoundError:
            raise
        except DomainError as raised:
            problem = raised
        else:
            if changed.state == State.SUBMITTED:
                messages.success(request, _("Saved. Families see it again when a colleague has looked at it."))
            else:
                messages.success(request, _("Saved. The earlier version is kept."))
            return redirect("observation", observation_id=observation_id)
    context = choices_context(request, content, chosen=set())
    context |= {"entry": entry, "problem": problem, "seen_version": seen, "has_errors": problem is not None}
    return render(request, "staff/edit.html", context, status=problem.status if problem else 200)


def recall(request: HttpRequest, observation_id: uuid.UUID) -> HttpResponseBase:
    """Take an entry back before families see it."""
    entry = actions.recall(actor=actor_of(request), observation_id=observation_id)
    messages.success(request, _("Taken back. No family has seen it."))
    is_own = entry.author.person_id == actor_of(request).person_id
    return redirect("capture-draft" if is_own else "observation", observation_id=observation_id)


def withdraw(request: HttpRequest, observation_id: uuid.UUID) -> HttpResponseBase:
    """Take a published entry away from families at once."""
    actions.withdraw(actor=actor_of(request), observation_id=observation_id, note=request.POST.get("note", ""))
    messages.success(request, _("Withdrawn. Families no longer see it."))
    return redirect("observation", observation_id=observation_id)


def _children_in(entry: Observation) -> list[uuid.UUID]:
    return [subject.child_id for subject in entry.subjects.all()]


def _tree(request: HttpRequest) -> FrameworkTree:
    return frameworks.framework(membership_of(request).setting.framework_slug)


def _subject(subject: ObservationChild, actor: Actor) -> dict[str, Any]:
    """One child's part with a thread for each household; a general word of staff stands in every thread."""
    comments = list(subject.comments.all())
    households: dict[uuid.UUID | None, Household | None] = {
        one.household_id: one.household for one in comments if one.household is not None
    }
    threads = [
        {
            "household": household,
            "comments": [_comment(one, actor) for one in comments if one.household_id in {None, household_id}],
            "comment_id": new_id(),
        }
        for household_id, household in (households or {None: None}).items()
    ]
    return {
        "child": subject.child,
        "picture_url": portrait_url(subject.child),
        "line": subject.line,
        "well_being": subject.well_being,
        "involvement": subject.involvement,
        "likes": len(subject.likes.all()),
        "threads": threads,
    }


def _comment(comment: Comment, actor: Actor) -> dict[str, Any]:
    return {
        "author": comment.author.person.full_name,
        "role": comment.author.get_role_display(),
        "author_id": comment.author_id,
        "text": comment.text,
        "written_at": comment.written_at,
        "is_own": comment.author.person_id == actor.person_id,
    }


def _version(content: dict[str, Any], number: int, replaced_at: Any, tree: FrameworkTree) -> dict[str, Any]:
    tags = [tag for text in content.get("tags", []) if (tag := parse_id(text)) is not None]
    return {
        "number": number,
        "replaced_at": replaced_at,
        "text": content.get("text", ""),
        "lines": [part["line"] for part in content.get("children", []) if part.get("line")],
        "next_step": content.get("next_step", ""),
        "areas": area_labels(tree, tags),
    }
