"""The form of an entry from home: which child, words, when. Photographs are added to it one by one."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.children.queries import OwnChild
from heartsease.domain.journal.content import ChildPart, Content
from heartsease.domain.journal.models import Observation
from heartsease.kernel import clock
from heartsease.kernel.errors import NotFoundError
from heartsease.kernel.ids import parse_id
from heartsease.web.forms import BlockField


class HomeEntryForm(forms.Form):
    """What a family writes. Nothing is required to keep a draft; sending it says what is missing."""

    children = forms.Field(label=gettext_lazy("Who is it about?"), required=False)
    text = BlockField(label=gettext_lazy("What happened?"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    happened_at = forms.CharField(
        label=gettext_lazy("When was it?"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )

    def __init__(
        self,
        own: Sequence[OwnChild],
        zone: ZoneInfo,
        posted: QueryDict | None = None,
        **more: Any,
    ) -> None:
        super().__init__(posted, **more)
        self.own, self.zone, self.posted = own, zone, posted

    def clean_happened_at(self) -> dt.datetime:
        """The moment on the setting's own clock; now where nothing was said."""
        typed = self.cleaned_data["happened_at"]
        if not typed:
            return clock.now()
        try:
            return dt.datetime.fromisoformat(typed).replace(tzinfo=self.zone).astimezone(dt.UTC)
        except (ValueError, OverflowError):
            raise forms.ValidationError(_("This is not a date and time. Choose when it happened.")) from None

    @property
    def chosen(self) -> set[uuid.UUID]:
        """The own children it is about. An only child is not asked for."""
        if self.posted is None:
            return set(self.initial.get("children", ()))
        named = {parse_id(text) for text in self.posted.getlist("children")}
        own = {one.child.pk for one in self.own}
        if not named <= own:
            raise NotFoundError(_("This child is not here, or not one of yours."))
        return {child_id for child_id in named if child_id} or (own if len(own) == 1 else set())

    def content(self, stored: Observation | None) -> Content:
        """What can be kept of it; what cannot be read stays as it is ``stored``."""
        kept_at = stored.happened_at if stored else clock.now()
        chosen = self.chosen
        return Content(
            happened_at=self.cleaned_data.get("happened_at", kept_at),
            text=self.cleaned_data.get("text", stored.text if stored else ""),
            children=tuple(ChildPart(child_id=one.child.pk) for one in self.own if one.child.pk in chosen),
        )

    @classmethod
    def blank(cls, own: Sequence[OwnChild], zone: ZoneInfo, chosen: uuid.UUID | None) -> "HomeEntryForm":
        """A new entry, about ``chosen`` or the only child, of now."""
        children = {chosen} if chosen else {one.child.pk for one in own} if len(own) == 1 else set()
        return cls(own, zone, initial={"children": children, "happened_at": local_text(clock.now(), zone)})

    @classmethod
    def of(cls, stored: Observation, own: Sequence[OwnChild], zone: ZoneInfo) -> "HomeEntryForm":
        """An entry as it is kept."""
        return cls(
            own,
            zone,
            initial={
                "children": {subject.child_id for subject in stored.subjects.all()},
                "text": stored.text,
                "happened_at": local_text(stored.happened_at, zone),
            },
        )


def local_text(moment: dt.datetime, zone: ZoneInfo) -> str:
    """``moment`` as a date-and-time input of the browser takes it."""
    return moment.astimezone(zone).replace(tzinfo=None).isoformat(timespec="minutes")
