"""A child's journal and development, for staff."""

import datetime as dt
import uuid
from collections import Counter
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import Permission
from heartsease.domain.children import queries as children
from heartsease.domain.children.models import Child
from heartsease.domain.children.rules import ChildState
from heartsease.domain.frameworks import queries as frameworks
from heartsease.domain.frameworks.tree import FrameworkTree, TreeNode
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.models import NextStep
from heartsease.domain.reading import actions as reading
from heartsease.kernel import clock
from heartsease.kernel.cursors import Cursor
from heartsease.web.presenting import show
from heartsease.web.requests import Request, actor_of, membership_of
from heartsease.web.staff.children.entries import months_of
from heartsease.web.staff.children.pages import child_context, opened_child
from heartsease.web.templatetags.heartsease import area_number

MONTHS = 12
MONTHS_ON_PHONES = 6
MOST_STEPS_BESIDE = 4


@dataclass(frozen=True, slots=True)
class Step:
    """A next step as the page shows it."""

    step_id: uuid.UUID
    text: str
    detail: str
    entry_url: str
    done_url: str


@dataclass(frozen=True, slots=True)
class Patch:
    """A month of an area: how often it was touched, and how strong its colour is, 0 to 4."""

    level: int
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """An area over the months."""

    label: str
    number: int
    cells: list[Patch]


def timeline(request: Request, child_id: uuid.UUID) -> HttpResponse:
    """The child's published entries, newest first; ``before`` says where an older page begins."""
    actor = actor_of(request)
    before = Cursor.from_text(request.GET.get("before", ""))
    is_continued = before is not None and bool(request.htmx)
    child = children.child(actor, child_id) if is_continued else opened_child(request, child_id, "journal")
    entries, following = queries.child_timeline(actor, child, before=before)
    others = {subject.child_id for entry in entries for subject in entry.subjects.all()}
    begun = before.moment.astimezone(actor.zone).date().replace(day=1) if before and is_continued else None
    context = {
        "months": months_of(entries, child, _tree(request), actor.zone, begun=begun),
        "is_first_page": before is None,
        "older_url": f"{reverse('child', args=[child.pk])}?before={following.to_text()}" if following else "",
    }
    if is_continued:
        reading.reserve(actor=actor, children=[child.pk, *others])
        return show(request, "staff/children/_entries.html", context)
    steps = queries.open_next_steps(actor, child)
    can_write = actor.may(Permission.OBSERVATION_WRITE) and child.state_on(clock.today(actor.zone)) is ChildState.ACTIVE
    return show(
        request,
        "staff/children/journal.html",
        child_context(
            request,
            child,
            "child",
            others=others,
            **context,
            steps=[_step(actor, step) for step in steps[:MOST_STEPS_BESIDE]],
            more_steps=max(0, len(steps) - MOST_STEPS_BESIDE),
            capture_url=f"{reverse('capture')}?child={child.pk}" if can_write else "",
        ),
    )


def development(request: HttpRequest, child_id: uuid.UUID) -> HttpResponse:
    """Which areas the child's entries touched in the last twelve months, and the next steps that wait."""
    actor = actor_of(request)
    child = opened_child(request, child_id, "development")
    months = _last_months(clock.today(actor.zone))
    tree = _tree(request)
    rows = _rows(actor, child, tree, months) if tree else []
    return show(
        request,
        "staff/children/development.html",
        child_context(
            request,
            child,
            "child-development",
            periods=[date_format(month, "M") for month in months],
            rows=rows,
            recent_periods=[date_format(month, "M") for month in months[-MONTHS_ON_PHONES:]],
            recent_rows=[replace(row, cells=row.cells[-MONTHS_ON_PHONES:]) for row in rows],
            has_entries=any(cell.count for row in rows for cell in row.cells),
            untouched=[row.label for row in rows if not any(cell.count for cell in row.cells)],
            since=months[0],
            steps=[_step(actor, step) for step in queries.open_next_steps(actor, child)],
        ),
    )


def next_step_done(request: Request, child_id: uuid.UUID, next_step_id: uuid.UUID) -> HttpResponseBase:
    """The child has shown it: the next step is answered."""
    actor = actor_of(request)
    child = children.child(actor, child_id)
    steps = [step for step in queries.open_next_steps(actor, child) if step.pk == next_step_id]
    actions.answer_next_step(actor=actor, next_step_id=next_step_id)
    if not request.htmx:
        return redirect("child-development", child.pk)
    if not steps:
        return HttpResponse(headers={"HX-Refresh": "true"})
    reading.reserve(actor=actor, children=[child.pk])
    return show(request, "staff/children/_next_step.html", {"step": _step(actor, steps[0]), "is_done": True})


def _tree(request: HttpRequest) -> FrameworkTree | None:
    """The setting's framework; None while none is loaded, which costs the page its colours only."""
    return frameworks.frameworks().get(membership_of(request).setting.framework_slug)


def _step(actor: Actor, step: NextStep) -> Step:
    day = date_format(step.created_at.astimezone(actor.zone), "j M")
    return Step(
        step_id=step.pk,
        text=step.text,
        detail=_("For home, %(day)s") % {"day": day} if step.is_for_home else day,
        entry_url=reverse("observation", args=[step.observation_id]),
        done_url=reverse("next-step-done", args=[step.child_id, step.pk])
        if actor.may(Permission.OBSERVATION_WRITE)
        else "",
    )


def _last_months(today: dt.date) -> list[dt.date]:
    """The first days of the last twelve months, this one included, oldest first."""
    count = today.year * 12 + today.month - 1
    return [dt.date(number // 12, number % 12 + 1, 1) for number in range(count - MONTHS + 1, count + 1)]


def _rows(actor: Actor, child: Child, tree: FrameworkTree, months: list[dt.date]) -> list[Row]:
    touched = queries.areas_by_month(actor, child, dict(tree.area_by_node), months)

    def row(area: TreeNode) -> Row:
        counts = touched.get(area.id, Counter())
        cells = [Patch(_level(counts[month]), counts[month]) for month in months]
        return Row(str(area.text), area_number(tree.area_number(area.id)), cells)

    return [row(area) for area in tree.areas]


def _level(count: int) -> int:
    """Five strengths that tell one entry from two and a few from many."""
    return count if count <= 2 else 3 if count <= 4 else 4
