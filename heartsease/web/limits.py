"""Form fields whose limits speak in plain sentences."""

from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, validate_email
from django.db.models import Model, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from heartsease.web.forms import BlockField, DayInput, LineField

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"
Row = TypeVar("Row", bound=Model)


def _too_long(label: Words, most: int) -> Words:
    """The sentence names its field, because it stands in the summary at the top too."""
    sentence = _("“{label}”: at most {most} characters fit here, and these are %(show_value)d.")
    return format_lazy(sentence, label=label, most=most)


class OneOf(forms.ModelChoiceField[Row]):
    """One row of a queryset; whatever else is sent, an id or none, is answered with ``invalid_choice``."""

    def to_python(self, value: Any) -> Row | None:
        """The chosen row."""
        try:
            return super().to_python(value)
        except ValidationError:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None


class SomeOf(forms.ModelMultipleChoiceField[Row]):
    """Any rows of a queryset, or none; whatever else is sent is answered with ``invalid_choice``."""

    def clean(self, value: Any) -> QuerySet[Row]:
        """The chosen rows."""
        try:
            return super().clean(value)
        except ValidationError:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None


def line(label: Words, most: int, *, missing: Words = "", hint: Words = "", **attributes: Any) -> LineField:
    """One line of at most ``most`` characters; required where ``missing`` says what to write."""
    return LineField(
        label=label,
        help_text=hint,
        max_length=most,
        required=bool(missing),
        widget=forms.TextInput(attrs=attributes),
        error_messages={"max_length": _too_long(label, most), "required": missing},
    )


def email(label: Words, most: int, *, missing: Words = "") -> LineField:
    """An e-mail address; required where ``missing`` says what to write."""
    return LineField(
        label=label,
        max_length=most,
        required=bool(missing),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        validators=[validate_email],
        error_messages={
            "required": missing,
            "max_length": _too_long(label, most),
            "invalid": _("This is no e-mail address. It looks like name@example.org."),
        },
    )


def block(label: Words, most: int, *, hint: Words = "", rows: int = 2) -> BlockField:
    """Several optional lines of at most ``most`` characters together."""
    return BlockField(
        label=label,
        help_text=hint,
        max_length=most,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"max_length": _too_long(label, most)},
    )


def day(label: Words, *, missing: Words = "", hint: Words = "", **attributes: Any) -> forms.DateField:
    """A calendar day; required where ``missing`` says what to write."""
    sentence = format_lazy(_("“{label}”: this is no day of the calendar. Write it like 14/03/2022."), label=label)
    return forms.DateField(
        label=label,
        help_text=hint,
        required=bool(missing),
        widget=DayInput(**attributes),
        error_messages={
            "required": missing,
            "invalid": sentence,
        },
    )


def picture(*, hint: Words) -> forms.FileField:
    """One picture; whether it is one is for the intake to say."""
    return forms.FileField(
        label=_("Picture"),
        help_text=hint,
        allow_empty_file=True,
        error_messages={"required": _("Choose a picture.")},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/heic,image/heif"}),
    )


def number(label: Words, least: int, most: int, *, missing: Words = "", hint: Words = "") -> forms.IntegerField:
    """A whole number from ``least`` to ``most``; required where ``missing`` says what to write."""
    sentence = format_lazy(
        _("“{label}”: write a whole number from {least} to {most}."), label=label, least=least, most=most
    )
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=least,
        max_value=most,
        required=bool(missing),
        error_messages={
            "required": missing,
            "invalid": sentence,
            "min_value": sentence,
            "max_value": sentence,
        },
    )


def new_password(label: Words) -> forms.CharField:
    """A password to be chosen, typed once; whether it will do is decided by the action."""
    return forms.CharField(
        label=label,
        help_text=_("At least 12 characters. Three or four unrelated words are easy to keep in mind."),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password."), "max_length": _too_long(label, 1000)},
    )


def user_name(*, hint: Words) -> LineField:
    """The name with which somebody signs in."""
    field = line(
        _("User name"),
        150,
        missing=_("Write a user name."),
        hint=hint,
        autocomplete="off",
        autocapitalize="none",
        spellcheck="false",
    )
    field.validators.append(RegexValidator(r"^\S+$", _("A user name has no spaces in it.")))
    return field
