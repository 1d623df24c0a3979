"""The trace: who did what, newest first, in plain words. Opening it stands in it too (clauses 16.1)."""

import datetime as dt
import itertools
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from heartsease.domain.audit import actions, queries
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.queries import Narrowing
from heartsease.domain.photos.marking import as_code
from heartsease.kernel.clock import day_bounds
from heartsease.kernel.cursors import Cursor
from heartsease.web.limits import day
from heartsease.web.manage.trace_words import Choices, Names
from heartsease.web.presenting import show, show_form
from heartsease.web.requests import actor_of


class NarrowingForm(forms.Form):
    """Which lines are wanted. Nothing chosen: all of them."""

    person = forms.ChoiceField(
        label=_("Person"), required=False, error_messages={"invalid_choice": _("Choose a person from the list.")}
    )
    child = forms.ChoiceField(
        label=_("Child"), required=False, error_messages={"invalid_choice": _("Choose a child from the list.")}
    )
    day = day(_("Day"))
    refusals = forms.BooleanField(label=_("Refusals only"), required=False)
    code = forms.CharField(
        label=_("Code on a saved picture"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    device = forms.UUIDField(
        required=False, widget=forms.HiddenInput, error_messages={"invalid": _("There is no such device.")}
    )

    def __init__(self, names: Names, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("person", _("Everybody"), names.people_in_groups)
        self._offer("child", _("Every child"), names.children_in_groups)

    def _offer(self, name: str, everything: object, choices: Choices) -> None:
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(name)
        field.choices = [("", str(everything)), *choices]

    def clean_day(self) -> dt.date | None:
        """A day that has a beginning and an end in every zone."""
        wanted: dt.date | None = self.cleaned_data["day"]
        if wanted is not None and not dt.date.min.year < wanted.year < dt.date.max.year:
            raise forms.ValidationError(_("“Day”: there is no trace from so far away."))
        return wanted

    def clean_code(self) -> str:
        """The code as it was written, whatever was typed for its hyphen and its letters."""
        typed = self.cleaned_data["code"].strip()
        code = as_code(typed) if typed else ""
        if code is None:
            raise forms.ValidationError(_("A code has ten letters and figures, such as K7MQ2-RXD4T."))
        return code

    def chosen(self) -> dict[str, str]:
        """What was chosen, as it stands in an address and in the trace."""
        return {name: str(value) for name, value in self.cleaned_data.items() if value}

    def narrowing(self, zone: ZoneInfo) -> Narrowing:
        """The same for the query."""
        filled = self.cleaned_data
        return Narrowing(
            person_id=uuid.UUID(filled["person"]) if filled["person"] else None,
            child_id=uuid.UUID(filled["child"]) if filled["child"] else None,
            device_id=filled["device"],
            day=day_bounds(filled["day"], zone) if filled["day"] else None,
            is_refusals_only=filled["refusals"],
            code=filled["code"] or None,
        )


@dataclass(frozen=True, slots=True)
class Line:
    """What happened, when, and from where."""

    sentence: str
    time: str
    moment: str
    is_refused: bool
    device: str
    device_url: str
    source: str


@dataclass(frozen=True, slots=True)
class Day:
    """Lines of one day. Without a title where the page goes on with the day before it."""

    title: str
    lines: list[Line]


def trace(request: HttpRequest) -> HttpResponse:
    """A page of the trace, or of what it is narrowed to: read first, recorded then, so that it never holds itself."""
    actor = actor_of(request)
    names = Names.at_setting(actor)
    form = NarrowingForm(names, request.GET)
    if not form.is_valid():
        return show_form(request, "manage/trace.html", form)
    narrowing, chosen = form.narrowing(actor.zone), form.chosen()
    before = Cursor.from_text(request.GET.get("before", ""))
    is_part = bool(getattr(request, "htmx", False)) and before is not None
    lines, following = queries.trace(actor, narrowing, before=before)
    names.look_up_rooms(actor, lines)
    actions.record_reading(actor=actor, child_id=narrowing.child_id, narrowed=chosen)
    begun = before.moment.astimezone(actor.zone).date() if before and is_part else None
    context = {
        "days": _days(lines, names, actor.zone, begun),
        "older_url": _address({**chosen, "before": following.to_text()}) if following else "",
        "is_older_page": before is not None,
        "newest_url": _address(chosen),
        "is_narrowed": bool(chosen),
        "device": _code(narrowing.device_id),
    }
    if is_part:
        return show(request, "manage/trace_lines.html", context)
    return show(request, "manage/trace.html", {**context, "form": form})


def _days(lines: Sequence[AuditEvent], names: Names, zone: ZoneInfo, begun: dt.date | None) -> list[Day]:
    def day_of(line: AuditEvent) -> dt.date:
        return line.at.astimezone(zone).date()

    return [
        Day(
            "" if day == begun else date_format(day, "l j F Y"),
            [_line(list(rows), names, zone) for _act, rows in itertools.groupby(of_day, _act_of)],
        )
        for day, of_day in itertools.groupby(lines, day_of)
    ]


def _act_of(line: AuditEvent) -> tuple[object, ...]:
    """What the rows of one act have in common: it left one for each child that it concerns."""
    return line.at, line.request_id, line.membership_id, line.event, line.subject_id, not line.child_id


def _line(rows: Sequence[AuditEvent], names: Names, zone: ZoneInfo) -> Line:
    line = rows[0]
    local = line.at.astimezone(zone)
    return Line(
        sentence=names.tell(line, [row.child_id for row in rows if row.child_id]),
        time=date_format(local, "H:i"),
        moment=local.isoformat(timespec="seconds"),
        is_refused=line.is_refused,
        device=_code(line.device_id),
        device_url=_address({"device": str(line.device_id)}) if line.device_id else "",
        source=line.source,
    )


def _code(device_id: uuid.UUID | None) -> str:
    """What a device is called where it has no name: enough to tell one from another."""
    return device_id.hex[-4:] if device_id else ""


def _address(parameters: dict[str, str]) -> str:
    address = reverse("manage-trace")
    return f"{address}?{urlencode(parameters)}" if parameters else address
