"""Children, parents and staff from a file, in three calm steps: choose it, look at what it would do, done."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heartsease.domain.access.permissions import Permission
from heartsease.domain.children.actions import record_view
from heartsease.domain.reading import actions as reading
from heartsease.domain.records import actions, queries
from heartsease.domain.records.imports.kinds import COLUMNS, Kind, template
from heartsease.domain.records.imports.plan import Fate, Line, Plan
from heartsease.domain.records.imports.reading import MOST_BYTES, SEPARATORS, Encoding
from heartsease.domain.records.models import ImportFile
from heartsease.kernel.errors import ConflictError, DomainError, NotFoundError
from heartsease.web.forms import add_problem
from heartsease.web.presenting import sent, show, show_form
from heartsease.web.requests import actor_of

LINES_ON_A_PAGE = 50
"""Few enough that a page shows no more of children's records than one person may read at a time."""
PILLS = {Fate.ADD: "published", Fate.CHANGE: "waiting", Fate.SAME: "draft", Fate.REFUSE: "returned"}


class FileForm(forms.Form):
    """The file to read."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy("At most 2 MB and 10,000 lines. In a spreadsheet: Save as, then CSV."),
        allow_empty_file=True,
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "missing": gettext_lazy("Choose a file."),
            "invalid": gettext_lazy("The journal could not read that. Choose the file again."),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv,text/plain"}),
    )


@dataclass(frozen=True, slots=True)
class Filter:
    """Some of the lines: those of one fate, or those with a warning."""

    key: str
    label: str
    lines: list[Line]
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A line and the look of its fate."""

    line: Line
    pill: str


def choose_kind(request: HttpRequest) -> HttpResponse:
    """What can be imported, in the order in which one builds on the other."""
    texts = {
        Kind.STAFF: (_("Names, roles and rooms of your colleagues, each with an account. Needs your rooms."), "people"),
        Kind.CHILDREN: (
            _("The roll: names, dates, rooms, key persons. Needs your rooms; better after staff."),
            "children",
        ),
        Kind.PARENTS: (_("Who belongs to whom, and who is to read which journal. Needs the children."), "home"),
    }
    doors = [
        (kind.label, text, reverse("manage-import-kind", args=[kind]), icon) for kind, (text, icon) in texts.items()
    ]
    return show(
        request,
        "manage/import.html",
        {"doors": doors, "may_manage_rooms": actor_of(request).may(Permission.ROOM_MANAGE)},
    )


def choose_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """First step: the file, and what its columns mean."""
    chosen = _kind(kind)
    form = FileForm(sent(request), request.FILES if request.method == "POST" else None)
    context = {"kind": chosen, "columns": COLUMNS[chosen]}
    if request.method != "POST" or not form.is_valid():
        return show_form(request, "manage/import_file.html", form, context)
    upload = form.cleaned_data["file"]
    try:
        file = actions.keep_file(
            actor=actor_of(request), kind=chosen, name=upload.name, data=upload.read(MOST_BYTES + 1)
        )
    except DomainError as problem:
        add_problem(form, problem)
        return show(request, "manage/import_file.html", {"form": form, **context}, status=problem.status)
    return redirect("manage-import-look", file.pk)


def download_template(_request: HttpRequest, kind: str) -> HttpResponse:
    """An empty file to fill in. It begins with the mark by which spreadsheets know UTF-8."""
    chosen = _kind(kind)
    response = HttpResponse("\ufeff" + template(chosen), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="heartsease-{chosen}.csv"'
    return response


def look(request: HttpRequest, file_id: uuid.UUID) -> HttpResponseBase:
    """Second step: every line's fate, before anything is written; and then, on the button, the writing."""
    actor = actor_of(request)
    file = queries.import_file(actor, file_id)
    if request.method == "POST":
        try:
            actions.import_file(actor=actor, file_id=file.pk, seen=request.POST.get("seen", ""))
        except ConflictError as problem:
            return _look_page(request, queries.import_file(actor, file_id), problem=problem.sentence)
        return redirect("manage-import-done", file.pk)
    if file.imported_at is not None:
        return redirect("manage-import-done", file.pk)
    return _look_page(request, file)


def forget(request: HttpRequest, file_id: uuid.UUID) -> HttpResponseBase:
    """Throw the file away."""
    file = queries.import_file(actor_of(request), file_id)
    actions.forget_file(actor=actor_of(request), file_id=file.pk)
    messages.info(request, _("The file is forgotten and nothing was imported."))
    return redirect("manage-import-kind", file.kind)


def done(request: HttpRequest, file_id: uuid.UUID) -> HttpResponseBase:
    """Third step: what was done, and what is left to do by hand."""
    actor = actor_of(request)
    file = queries.import_file(actor, file_id)
    if file.imported_at is None:
        return redirect("manage-import-look", file.pk)
    kind = Kind(file.kind)
    counts = [(fate.label_afterwards, file.counts.get(fate.value, 0)) for fate in Fate]
    waiting = queries.without_way_in(actor, kind) if kind is not Kind.CHILDREN else 0
    return show(
        request,
        "manage/import_done.html",
        {
            "kind": kind,
            "counts": [(label, count) for label, count in counts if count],
            "left_out": file.counts.get(Fate.REFUSE.value, 0),
            "without_way_in": waiting,
            "people_url": f"{reverse('manage-people')}?show={'staff' if kind is Kind.STAFF else 'families'}",
        },
    )


def _kind(text: str) -> Kind:
    if text not in set(Kind):
        raise NotFoundError(_("Only children, parents and staff can be imported."))
    return Kind(text)


def _look_page(request: HttpRequest, file: ImportFile, *, problem: str = "") -> HttpResponse:
    actor = actor_of(request)
    found = queries.look(actor, file)
    filters = _filters(request, found.plan)
    current = next(one for one in filters if one.is_current)
    begin = _place(request, len(current.lines))
    lines = current.lines[begin : begin + LINES_ON_A_PAGE]
    # What is written of a child now stands on this page: that is a look into the record, counted and traced as one.
    looked_into = {line.child_id for line in lines if line.changes and line.child_id is not None}
    reading.reserve(actor=actor, children=looked_into)
    with transaction.atomic():
        for child_id in looked_into:
            record_view(actor=actor, child_id=child_id, part="import")
    end = begin + len(lines)
    return show(
        request,
        "manage/import_look.html",
        {
            "file": file,
            "kind": Kind(file.kind),
            "file_name": found.kept.name,
            "encoding": found.kept.encoding.label,
            "is_guessed": found.kept.encoding is Encoding.WINDOWS,
            "separator": SEPARATORS[found.sheet.separator],
            "ignored": found.sheet.heading.ignored,
            "filters": filters,
            "counts": [(PILLS[fate], fate.label, count) for fate, count in found.plan.counts.items()],
            "left_out": found.plan.counts[Fate.REFUSE],
            "lines": [Shown(line, PILLS[line.fate]) for line in lines],
            "total": len(current.lines),
            "begin": begin + 1,
            "end": end,
            "before_url": _page_url(request, current, begin - LINES_ON_A_PAGE) if begin else "",
            "after_url": _page_url(request, current, end) if end < len(current.lines) else "",
            "seen": found.plan.fingerprint,
            "button": _button(found.plan),
            "problem": problem,
        },
        status=409 if problem else 200,
    )


def _filters(request: HttpRequest, plan: Plan) -> list[Filter]:
    tests: dict[str, tuple[str, Callable[[Line], bool]]] = {
        "all": (_("All"), bool),
        "refuse": (_("Cannot be taken"), lambda line: line.fate is Fate.REFUSE),
        "warned": (_("To look at"), lambda line: bool(line.warnings)),
        "change": (_("Changed"), lambda line: line.fate is Fate.CHANGE),
        "add": (_("Added"), lambda line: line.fate is Fate.ADD),
        "same": (_("Unchanged"), lambda line: line.fate is Fate.SAME),
    }
    wanted = request.GET.get("show", "all")
    found = {key: (label, [line for line in plan.lines if test(line)]) for key, (label, test) in tests.items()}
    shown = {key: one for key, one in found.items() if one[1] or key == "all"}
    current = wanted if wanted in shown else "all"
    return [
        Filter(key, label, lines, f"{request.path}?{urlencode({'show': key})}", key == current)
        for key, (label, lines) in shown.items()
    ]


def _place(request: HttpRequest, count: int) -> int:
    """The first line of the page that is asked for; whatever makes no sense is the first page."""
    text = request.GET.get("from", "")
    place = int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
    return place - place % LINES_ON_A_PAGE if place < count else 0


def _page_url(request: HttpRequest, current: Filter, begin: int) -> str:
    return f"{request.path}?{urlencode({'show': current.key, 'from': begin})}"


def _button(plan: Plan) -> str:
    """What the button says: how much would be written. Empty where nothing would."""
    count = len(plan.to_write)
    if not count:
        return ""
    words = {
        Kind.CHILDREN: ngettext("Import %(count)d child", "Import %(count)d children", count),
        Kind.PARENTS: ngettext("Import %(count)d line", "Import %(count)d lines", count),
        Kind.STAFF: ngettext("Import %(count)d colleague", "Import %(count)d colleagues", count),
    }
    return words[plan.kind] % {"count": count}
