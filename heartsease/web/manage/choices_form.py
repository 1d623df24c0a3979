"""The setting's choices as a form, and in words. The safe answer is marked."""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heartsease.domain.access.permissions import ROLE_NAMES, Role, Scope
from heartsease.domain.setting.rules import Choices, MissingPermission, OthersNames, Relatives, relaxable_roles
from heartsease.web.limits import number

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
    "missing_permission": {
        MissingPermission.EXCLUDE.value: gettext_lazy("They have an entry of their own"),
        MissingPermission.OBSCURE.value: gettext_lazy("They stay in it, painted over for every other family"),
    },
    "others_are_shown": {
        "yes": gettext_lazy("Yes, those whose family agreed to it"),
        "no": gettext_lazy("No, its own child alone: everybody else is painted over"),
    },
    "room_move_ends_agreements": {
        "no": gettext_lazy("No"),
        "yes": gettext_lazy("Yes, families are asked again"),
    },
    "others_names": {
        OthersNames.NONE.value: gettext_lazy("As “another child”"),
        OthersNames.INITIAL.value: gettext_lazy("By the initial"),
        OthersNames.FIRST_NAME.value: gettext_lazy("By the first name"),
    },
    "parents_save_pictures": {
        "no": gettext_lazy("No, pictures are looked at in the journal"),
        "yes": gettext_lazy("Yes, those in which every child is their own or has agreed"),
    },
    "badges_are_used": {
        "no": gettext_lazy("No, PIN only"),
        "yes": gettext_lazy("Yes, a badge held before the camera opens a tablet too"),
    },
    "checks_before_access": {
        "yes": gettext_lazy("Yes, nobody new comes in before that"),
        "no": gettext_lazy("No, we see to it outside the journal"),
    },
}
COUNTS: Mapping[str, Callable[[int], str]] = {
    "publish_delay_minutes": lambda count: ngettext("%(count)d minute", "%(count)d minutes", count),
    "quiet_after_days": lambda count: ngettext("%(count)d day", "%(count)d days", count),
    "most_linked_adults": lambda count: ngettext("%(count)d adult", "%(count)d adults", count),
    "burning_after_days": lambda count: ngettext("%(count)d day", "%(count)d days", count),
    "agreement_months": lambda count: (
        ngettext("%(count)d month", "%(count)d months", count) if count else _("Until it is taken back")
    ),
    "idle_tablet_minutes": lambda count: ngettext("%(count)d minute", "%(count)d minutes", count),
    "idle_own_minutes": lambda count: ngettext("%(count)d minute", "%(count)d minutes", count),
    "idle_family_hours": lambda count: ngettext("%(count)d hour", "%(count)d hours", count),
    "access_review_days": lambda count: ngettext("%(count)d day", "%(count)d days", count),
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
    missing_permission = forms.ChoiceField(
        label=gettext_lazy("A photograph of several children, and one may not be in other children’s journals?"),
        help_text=gettext_lazy(
            "Painted over means a plain field over head and hair, made anew for each family. It needs that everybody"
            " in the photograph was named."
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
    others_are_shown = forms.ChoiceField(
        label=gettext_lazy("Does a family see other children in the photographs that it shares?"),
        help_text=gettext_lazy("Who has not agreed, or is protected, is never seen by another family."),
        widget=forms.RadioSelect,
    )
    others_names = forms.ChoiceField(
        label=gettext_lazy("How do families read the names of other children in an entry that they share?"),
        help_text=gettext_lazy("Each family reads its own child’s name. A name is a fact about another family."),
        widget=forms.RadioSelect,
    )
    burning_after_days = number(
        gettext_lazy("After how many days is a child painted out of photographs, when the family wants none any more?"),
        0,
        365,
        missing=gettext_lazy("Write a number of days; 0 is at once."),
        hint=format_lazy(
            gettext_lazy("No family sees them from the first moment. The safe answer is {safe}."),
            safe=SAFE.burning_after_days,
        ),
    )
    agreement_months = number(
        gettext_lazy("After how many months do parents agree anew to photographs?"),
        0,
        24,
        missing=gettext_lazy("Write a number of months; 0 is never."),
        hint=format_lazy(
            gettext_lazy(
                "Of what they answer on screen: 4 is a term, 12 a year, 0 never. Without a new answer there are no new"
                " photographs; the journal stays. The safe answer is {safe}."
            ),
            safe=SAFE.agreement_months,
        ),
    )
    room_move_ends_agreements = forms.ChoiceField(
        label=gettext_lazy("Do agreements to photographs end when a child moves to another room?"),
        help_text=gettext_lazy("Other children and other staff are there. The journal so far stays as it is."),
        widget=forms.RadioSelect,
    )
    parents_save_pictures = forms.ChoiceField(
        label=gettext_lazy("May parents save pictures?"),
        help_text=gettext_lazy(
            "Relatives and staff never do. A saved picture carries a line with a code that leads to the account, and"
            " stands in the trace. What was saved cannot be taken back, and anybody can photograph a screen."
        ),
        widget=forms.RadioSelect,
    )
    idle_tablet_minutes = number(
        gettext_lazy("After how many untouched minutes does a tablet lock?"),
        1,
        15,
        missing=gettext_lazy("Write a number of minutes."),
        hint=format_lazy(
            gettext_lazy("A tablet that lies about shows children to whoever passes. The safe answer is {safe}."),
            safe=SAFE.idle_tablet_minutes,
        ),
    )
    idle_own_minutes = number(
        gettext_lazy("After how many untouched minutes are staff signed out on a device of their own?"),
        5,
        60,
        missing=gettext_lazy("Write a number of minutes."),
        hint=format_lazy(
            gettext_lazy("At home others may come by. The safe answer is {safe}."), safe=SAFE.idle_own_minutes
        ),
    )
    idle_family_hours = number(
        gettext_lazy("After how many untouched hours are families signed out?"),
        1,
        720,
        missing=gettext_lazy("Write a number of hours."),
        hint=format_lazy(
            gettext_lazy("On a shared computer it is five minutes in any case. The safe answer is {safe}."),
            safe=SAFE.idle_family_hours,
        ),
    )
    badges_are_used = forms.ChoiceField(
        label=gettext_lazy("Do staff use printed badges?"),
        help_text=gettext_lazy("They help where six digits are a hurdle. A lost badge has to be revoked at once."),
        widget=forms.RadioSelect,
    )
    checks_before_access = forms.ChoiceField(
        label=gettext_lazy("Are somebody’s checks recorded before they come in?"),
        help_text=gettext_lazy("Vetting belongs before the first look at a child’s journal, not after it."),
        widget=forms.RadioSelect,
    )
    access_review_days = number(
        gettext_lazy("After how many days is everybody’s access looked at again?"),
        30,
        366,
        missing=gettext_lazy("Write a number of days."),
        hint=format_lazy(
            gettext_lazy(
                "Rights outlive the work they were given for; once a term is usual. The safe answer is {safe}."
            ),
            safe=SAFE.access_review_days,
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
            missing_permission=MissingPermission(filled["missing_permission"]),
            most_linked_adults=filled["most_linked_adults"],
            others_are_shown=filled["others_are_shown"] == "yes",
            others_names=OthersNames(filled["others_names"]),
            burning_after_days=filled["burning_after_days"],
            agreement_months=filled["agreement_months"],
            room_move_ends_agreements=filled["room_move_ends_agreements"] == "yes",
            parents_save_pictures=filled["parents_save_pictures"] == "yes",
            idle_tablet_minutes=filled["idle_tablet_minutes"],
            idle_own_minutes=filled["idle_own_minutes"],
            idle_family_hours=filled["idle_family_hours"],
            badges_are_used=filled["badges_are_used"] == "yes",
            checks_before_access=filled["checks_before_access"] == "yes",
            access_review_days=filled["access_review_days"],
        )


def to_initial(choices: Choices) -> dict[str, Any]:
    """``choices`` as the form's values."""

    def value(found: object) -> object:
        if isinstance(found, bool):
            return "yes" if found else "no"
        return [role.value for role in found] if isinstance(found, frozenset) else getattr(found, "value", found)

    return {field.name: value(getattr(choices, field.name)) for field in dataclasses.fields(choices)}


def in_words(name: str, choices: Choices) -> str:
    """What was chosen for the choice called ``name``."""
    if name in WORDS:
        return str(WORDS[name][to_initial(choices)[name]])
    if name in COUNTS:
        count = getattr(choices, name)
        return COUNTS[name](count) % {"count": count}
    held = [str(ROLE_NAMES[role]) for role in relaxable_roles() if role in choices.roles_without_review]
    return ", ".join(held) or _("Nobody")
