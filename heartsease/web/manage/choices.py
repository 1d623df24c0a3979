"""What a setting chooses for itself: the safe answer is marked, and a change is looked at before it is saved."""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heartsease.domain.access.permissions import ROLE_NAMES, Role, Scope
from heartsease.domain.setting.actions import change_choices
from heartsease.domain.setting.rules import Choices, Relatives, relaxable_roles
from heartsease.kernel.hashing import sha256_hex
from heartsease.web.limits import number
from heartsease.web.presenting import sent, show, show_form
from heartsease.web.requests import actor_of, membership_of

SAFE = Choices()
WORDS: Mapping[str, Mapping[str, Promise]] = {
    "review_required": {
        "yes": gettext_lazy("Yes, before families see it"),
        "no": gettext_lazy("No, it goes to families unchecked"),
    },
    "home_entries_wait": {
        "yes": gettext_lazy("Yes, until staff have seen them"),
        "no": gettext_lazy("No, they stand in the journal at once"),
    },
    "staff_scope": {
        Scope.KEY_CHILDREN.value: gettext_lazy("Their key children only"),
        Scope.ROOMS.value: gettext_lazy("Their key children and the children of their rooms"),
        Scope.ALL.value: gettext_lazy("Every child of the setting"),
    },
    "relatives": {
        Relatives.NONE.value: gettext_lazy("No, parents and carers only"),
        Relatives.ON_REQUEST.value: gettext_lazy("Yes, when a parent asks and you approve"),
    },
}


class ChoicesForm(forms.Form):
    """The choices, named as in ``Choices``."""

    review_required = forms.ChoiceField(
        label=gettext_lazy("Does a colleague check every observation?"),
        help_text=gettext_lazy("A second pair of eyes finds the wrong child in a picture before a family does."),
        widget=forms.RadioSelect,
    )
    roles_without_review = forms.MultipleChoiceField(
        label=gettext_lazy("Who publishes without that check?"),
        help_text=gettext_lazy("Students and supply staff never do. The safe answer is nobody."),
        choices=[(role, ROLE_NAMES[role]) for role in relaxable_roles()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    publish_delay_minutes = number(
        gettext_lazy("How many minutes pass before families see a published entry?"),
        0,
        1440,
        missing=gettext_lazy("Write a number of minutes; 0 is at once."),
        hint=format_lazy(
            gettext_lazy("Until then it is taken back with one tap. The safe answer is {safe}."),
            safe=SAFE.publish_delay_minutes,
        ),
    )
    home_entries_wait = forms.ChoiceField(
        label=gettext_lazy("Do entries from home wait?"),
        help_text=gettext_lazy("Families' pictures may show children whose families did not agree to it."),
        widget=forms.RadioSelect,
    )
    staff_scope = forms.ChoiceField(
        label=gettext_lazy("With whose journals do practitioners and students work?"),
        help_text=gettext_lazy(
            "Nobody sees more children than their work needs. Seniors and nominated members see all."
        ),
        widget=forms.RadioSelect,
    )
    quiet_after_days = number(
        gettext_lazy("After how many days without an entry is a child listed as quiet?"),
        3,
        90,
        missing=gettext_lazy("Write a number of days."),
        hint=format_lazy(
            gettext_lazy("On the room page, so that nobody is overlooked. The safe answer is {safe}."),
            safe=SAFE.quiet_after_days,
        ),
    )

    relatives = forms.ChoiceField(
        label=gettext_lazy("May relatives read along?"),
        help_text=gettext_lazy(
            "They see what happens from their first day on. A change ends no access that was given already."
        ),
        widget=forms.RadioSelect,
    )
    most_linked_adults = number(
        gettext_lazy("How many adults may be linked to one child?"),
        1,
        20,
        missing=gettext_lazy("Write a number of adults."),
        hint=format_lazy(
            gettext_lazy("For more, a second nominated member has to agree each time. The safe answer is {safe}."),
            safe=SAFE.most_linked_adults,
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pill = format_html('<span class="pill pill--published">{}</span>', _("safe answer"))
        safe = to_initial(SAFE)
        for name, words in WORDS.items():
            field = self.fields[name]
            if not isinstance(field, forms.ChoiceField):
                raise TypeError(name)
            field.choices = [
                (value, format_html("{} {}", text, pill) if value == safe[name] else text)
                for value, text in words.items()
            ]

    def chosen(self) -> Choices:
        """What was filled in."""
        filled = self.cleaned_data
        return Choices(
            review_required=filled["review_required"] == "yes",
            roles_without_review=frozenset(Role(role) for role in filled["roles_without_review"]),
            publish_delay_minutes=filled["publish_delay_minutes"],
            home_entries_wait=filled["home_entries_wait"] == "yes",
            staff_scope=Scope(filled["staff_scope"]),
            quiet_after_days=filled["quiet_after_days"],
            relatives=Relatives(filled["relatives"]),
            most_linked_adults=filled["most_linked_adults"],
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One choice that would change."""

    question: str
    before: str
    after: str
    is_safe: bool


def choices(request: HttpRequest) -> HttpResponseBase:
    """The form; then a page with what would change from what to what; then it is saved."""
    before = membership_of(request).setting.chosen
    form = ChoicesForm(sent(request), initial=to_initial(before))
    if request.method != "POST" or not form.is_valid() or "again" in request.POST:
        return show_form(request, "manage/choices.html", form)
    after = form.chosen()
    changes = _changes(form, before, after)
    if not changes:
        messages.info(request, _("Nothing was changed."))
        return redirect("manage-choices")
    seen = _stamp(before)
    was_overtaken = "save" in request.POST and request.POST.get("seen") != seen
    if "save" in request.POST and not was_overtaken:
        change_choices(actor=actor_of(request), choices=after)
        messages.success(request, _("The choices are saved and hold from now on."))
        return redirect("manage-choices")
    return show(
        request,
        "manage/choices_check.html",
        {"form": form, "changes": changes, "seen": seen, "was_overtaken": was_overtaken},
        status=409 if was_overtaken else 200,
    )


def to_initial(choices: Choices) -> dict[str, Any]:
    """``choices`` as the form's values."""

    def value(found: object) -> object:
        if isinstance(found, bool):
            return "yes" if found else "no"
        return [role.value for role in found] if isinstance(found, frozenset) else getattr(found, "value", found)

    return {field.name: value(getattr(choices, field.name)) for field in dataclasses.fields(choices)}


def _changes(form: ChoicesForm, before: Choices, after: Choices) -> list[Change]:
    return [
        Change(
            question=str(form.fields[field.name].label),
            before=_in_words(field.name, before),
            after=_in_words(field.name, after),
            is_safe=getattr(after, field.name) == getattr(SAFE, field.name),
        )
        for field in dataclasses.fields(Choices)
        if getattr(before, field.name) != getattr(after, field.name)
    ]


def _in_words(name: str, choices: Choices) -> str:
    if name in WORDS:
        return str(WORDS[name][to_initial(choices)[name]])
    if name == "roles_without_review":
        held = [str(ROLE_NAMES[role]) for role in relaxable_roles() if role in choices.roles_without_review]
        return ", ".join(held) or _("Nobody")
    if name == "publish_delay_minutes":
        minutes = choices.publish_delay_minutes
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    if name == "most_linked_adults":
        adults = choices.most_linked_adults
        return ngettext("%(count)d adult", "%(count)d adults", adults) % {"count": adults}
    days = choices.quiet_after_days
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def _stamp(choices: Choices) -> str:
    """What the person saw when they were asked; another stamp means that somebody was quicker."""
    return sha256_hex(json.dumps(choices.to_stored(), sort_keys=True).encode())
