"""What is asked of a child, of contacts and of families. Limits are those of the tables."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heartsease.domain.access.actor import Actor
from heartsease.domain.accounts import queries as accounts
from heartsease.domain.accounts.models import Membership
from heartsease.domain.children.actions import ChildDetails, ContactDetails
from heartsease.domain.children.models import Sex
from heartsease.domain.setting import queries as setting
from heartsease.domain.setting.models import Room
from heartsease.web.limits import OneOf, block, day, email, line, number, picture


class RoomField(OneOf[Room]):
    """One of the setting's rooms."""

    def label_from_instance(self, obj: Room) -> str:
        """The room's name."""
        return obj.name


class ColleagueField(OneOf[Membership]):
    """A member of staff."""

    def label_from_instance(self, obj: Membership) -> str:
        """The name."""
        return obj.person.full_name


class ChildForm(forms.Form):
    """A child's record but for contacts, photographs and the narrower facts."""

    full_name = line(_("Full name"), 120, missing=_("Write the child's full name."), autocomplete="off")
    known_as = line(_("Known as"), 60, hint=_("What the child is called, where it is not the first name."))
    birth_date = day(_("Date of birth"), missing=_("Write the date of birth."))
    sex = forms.ChoiceField(label=_("Girl or boy"), choices=[("", _("Not recorded")), *Sex.choices], required=False)
    room = RoomField(
        label=_("Room"),
        queryset=None,
        empty_label=_("Choose a room"),
        error_messages={"required": _("Choose a room."), "invalid_choice": _("Choose one of the rooms.")},
    )
    key_person = ColleagueField(
        label=_("Key person"),
        queryset=None,
        required=False,
        empty_label=_("Not yet chosen"),
        error_messages={"invalid_choice": _("Choose one of your colleagues.")},
    )
    start_date = day(_("First day"), missing=_("Write the first day here."), hint=_("It may be in the future."))
    leaving_date = day(_("Last day"), hint=_("Empty while the child stays."))
    home_languages = line(_("Languages at home"), 200, hint=_("For example: English, Yoruba."))
    allergies = block(_("Allergies"), 1000, hint=_("Shown on every page of this child. What to do goes here too."))
    dietary_needs = block(_("Food: needs and preferences"), 1000)
    health_needs = block(_("Health needs"), 1000)
    interests = block(_("Interests"), 1000, hint=_("What the child loves at the moment."))

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "room").queryset = setting.rooms(actor)
        _choices(self, "key_person").queryset = accounts.colleagues(actor)

    def details(self) -> ChildDetails:
        """What was filled in, for the action."""
        return ChildDetails(**self.cleaned_data)


class ContactForm(forms.Form):
    """A parent, carer or emergency contact."""

    full_name = line(_("Full name"), 120, missing=_("Write the full name."), autocomplete="off")
    relation = line(
        _("What they are to the child"),
        60,
        missing=_("Say what this person is to the child."),
        hint=_("For example: mother, uncle, neighbour."),
    )
    phone_numbers = line(
        _("Telephone numbers"), 120, hint=_("Several with a comma between."), autocomplete="off", inputmode="tel"
    )
    email = email(_("E-mail address"), 254)
    address = block(_("Home address"), 500, rows=3)
    has_parental_responsibility = forms.BooleanField(label=_("Has parental responsibility"), required=False)
    child_lives_with = forms.BooleanField(label=_("The child normally lives with this person"), required=False)
    may_collect = forms.BooleanField(
        label=_("May collect the child"),
        required=False,
        help_text=_("Only somebody whom a parent has named."),
    )
    emergency_order = number(
        _("Place in the emergency list"),
        1,
        20,
        hint=_("1 is called first. Empty: not called in an emergency."),
    )

    def details(self) -> ContactDetails:
        """What was filled in, for the action."""
        return ContactDetails(**self.cleaned_data)


class PortraitForm(forms.Form):
    """The picture by which adults find a child."""

    picture = picture(hint=_("JPEG, PNG, WebP or HEIC. The face in the middle, close enough to be known at a glance."))
    photo_id = forms.UUIDField(widget=forms.HiddenInput)


def _choices(form: forms.Form, name: str) -> forms.ModelChoiceField[Any]:
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(name)
    return field
