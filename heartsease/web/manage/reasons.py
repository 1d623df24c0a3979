"""Why: asked for where a change lets somebody do or see more (clauses 3.1)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from heartsease.domain.setting.rules import LONGEST_REASON
from heartsease.web.limits import line


class ReasonForm(forms.Form):
    """The reason for a change; it stays where nominated members read it."""

    reason = line(
        gettext_lazy("Why?"),
        LONGEST_REASON,
        missing=gettext_lazy("Write why. Nominated members read it here later."),
        hint=gettext_lazy("One sentence. Only nominated members read it."),
        autocomplete="off",
    )

    def __init__(self, *args: Any, is_required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = is_required
