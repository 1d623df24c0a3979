"""What a parent allows to be done with photographs: answered on the phone, purpose by purpose (guarantee G14)."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heartsease.domain.access.actor import Actor
from heartsease.domain.children import actions
from heartsease.domain.children import queries as children
from heartsease.domain.children.rules import Purpose, allows_new_pictures, ending, still_allows
from heartsease.domain.journal import queries
from heartsease.domain.journal.rules import SEEN_BY_OTHERS, agrees_to_others
from heartsease.kernel import clock
from heartsease.web.family import own
from heartsease.web.presenting import sent, show, show_form
from heartsease.web.requests import actor_of, membership_of

QUESTIONS: Mapping[Purpose, Promise] = {
    Purpose.OWN_JOURNAL: gettext_lazy("Photographs of %(name)s in %(name)s’s own journal?"),
    Purpose.OTHERS_JOURNALS: gettext_lazy("May other families see %(name)s in photographs with their children?"),
    Purpose.CHILD_VIEW: gettext_lazy("May other children see %(name)s when they look at their journals here?"),
    Purpose.DISPLAY: gettext_lazy("Photographs of %(name)s on our walls?"),
    Purpose.PUBLICITY: gettext_lazy("Photographs of %(name)s on our website and in leaflets?"),
}
EXPLANATIONS: Mapping[Purpose, Promise] = {
    Purpose.OWN_JOURNAL: gettext_lazy(
        "No: no new ones are taken, and those that are there are shown to no family any more."
    ),
    Purpose.OTHERS_JOURNALS: gettext_lazy("No: every other family sees a plain field where %(name)s is."),
    Purpose.CHILD_VIEW: gettext_lazy("No: a plain field stands where %(name)s is."),
    Purpose.DISPLAY: gettext_lazy("No: we take down what hangs there."),
    Purpose.PUBLICITY: gettext_lazy("No: nothing new is printed or put there, and we take away what we can reach."),
}
ARE_SAVED = gettext_lazy("Yes: their parents may also save such a picture, if every family in it agrees.")
"""Added to what other families may see, where the setting lets parents save pictures."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question with what holds now."""

    field: forms.BoundField
    state: str


class AgreementForm(forms.Form):
    """Yes or no to each purpose; what stays unanswered stays as it is."""

    def __init__(self, name: str, *args: Any, are_saved: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for purpose in Purpose:
            explanations = [EXPLANATIONS[purpose]]
            if are_saved and purpose is Purpose.OTHERS_JOURNALS:
                explanations.append(ARE_SAVED)
            self.fields[purpose.value] = forms.ChoiceField(
                label=QUESTIONS[purpose] % {"name": name},
                help_text=" ".join(str(words) % {"name": name} for words in explanations),
                choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": gettext_lazy("Choose yes or no.")},
            )

    def answers(self) -> dict[Purpose, bool]:
        """The purposes that were answered."""
        return {purpose: self.cleaned_data[purpose] == "yes" for purpose in Purpose if self.cleaned_data[purpose]}


def photographs(request: HttpRequest, child_id: uuid.UUID) -> HttpResponseBase:
    """The questions and what holds now. What takes something back is asked once more, with all that follows."""
    actor = actor_of(request)
    one = own.find(children.own_children(actor), child_id)
    given = children.own_answers(child_id, membership_of(request).person.full_name)
    initial = {purpose.value: "yes" if answer.is_allowed else "no" for purpose, answer in given.items()}
    chosen = membership_of(request).setting.chosen
    form = AgreementForm(one.child.first_name, sent(request), initial=initial, are_saved=chosen.parents_save_pictures)
    context: dict[str, Any] = {
        "child": own.face(one.child),
        "may_answer": one.has_parental_responsibility,
        "days": chosen.burning_after_days,
    }
    if request.method == "POST" and form.is_valid():
        answers = form.answers()
        withdrawn = [
            purpose
            for purpose, is_allowed in answers.items()
            if not is_allowed and still_allows(one.child.photo_permissions, purpose)
        ]
        if withdrawn and one.has_parental_responsibility and not request.POST.get("confirmed"):
            is_seen = agrees_to_others(one.child.photo_permissions) and not SEEN_BY_OTHERS.isdisjoint(withdrawn)
            shared = queries.shared_photographs(actor, one.child.pk) if is_seen else 0
            return show(
                request,
                "family/photographs_confirm.html",
                {
                    **context,
                    "answers": form.cleaned_data,
                    "withdrawn": withdrawn,
                    "consequences": [_shared(one, shared), _saved(actor, one, withdrawn)],
                },
            )
        new = actions.answer_photo_permission(actor=actor, child_id=child_id, answers=answers)
        messages.success(request, _("Your answers hold from now on.") if new else _("Everything stays as it was."))
        return redirect("journal-photographs", child_id)
    questions = [Question(form[purpose.value], _state(actor, one, purpose, initial)) for purpose in Purpose]
    refused = [purpose for purpose, answer in given.items() if not answer.is_allowed]
    context |= {"questions": questions, "saved": _saved(actor, one, refused)}
    return show_form(request, "family/photographs.html", form, context)


def renewal(one: children.OwnChild, today: dt.date) -> str:
    """What a parent is told when an agreement has ended or soon will; empty where there is nothing to renew."""
    last_day = ending(one.child.photo_permissions, today)
    if not one.has_parental_responsibility or last_day is None:
        return ""
    day = {"day": date_format(last_day, "j F")}
    if last_day < today:
        return _("What you agreed to about photographs ended on %(day)s.") % day
    return _("What you agreed to about photographs ends on %(day)s.") % day


def _state(actor: Actor, one: children.OwnChild, purpose: Purpose, own_answers: Mapping[str, str]) -> str:
    """What holds now, in words. Why another answer than the parent's own holds is nobody's to read here."""
    in_force = one.child.photo_permissions
    last_day = in_force.get(purpose.value)
    day = {"day": date_format(dt.date.fromisoformat(last_day), "j F Y")} if last_day else {}
    if not still_allows(in_force, purpose):
        if own_answers.get(purpose.value) == "yes":
            return _("You said yes. At the moment it counts as a no; please ask the setting.")
        return _("Now: no")
    if not allows_new_pictures(in_force, purpose, clock.today(actor.zone)):
        return _("Ended on %(day)s: no new photographs until you answer again.") % day
    return _("Now: yes, until %(day)s") % day if day else _("Now: yes")


def _shared(one: children.OwnChild, count: int) -> str:
    """What other families could see until now: no more and no less than is known."""
    words = ngettext(
        "Until now other families could see %(name)s in %(count)d photograph. What they kept of it outside the"
        " journal cannot be taken back.",
        "Until now other families could see %(name)s in %(count)d photographs. What they kept of them outside the"
        " journal cannot be taken back.",
        count,
    )
    return words % {"name": one.child.first_name, "count": count} if count else ""


def _saved(actor: Actor, one: children.OwnChild, refused: Collection[Purpose]) -> str:
    """What others saved through the journal: told whenever there is any, and where a parent says that they may not see
    the child. Nothing claims that it is all which anybody has."""
    copies = queries.saved_by_others(actor, one.child.pk)
    is_hidden_now = not SEEN_BY_OTHERS.isdisjoint(refused)
    sentences: list[str] = []
    if copies.last_at is not None:
        words = ngettext(
            "%(count)d copy of a picture with %(name)s was saved by an adult who does not read %(name)s’s journal, on"
            " %(day)s. Heartsease cannot take it back.",
            "%(count)d copies of pictures with %(name)s were saved by adults who do not read %(name)s’s journal, the"
            " last on %(day)s. Heartsease cannot take them back.",
            copies.number,
        )
        day = date_format(copies.last_at.astimezone(actor.zone), "j F Y")
        sentences.append(words % {"count": copies.number, "name": one.child.first_name, "day": day})
    elif is_hidden_now:
        words = _("No other family has saved a picture with %(name)s from the journal.")
        sentences.append(words % {"name": one.child.first_name})
    if is_hidden_now:
        sentences.append(_("Anybody can photograph a screen, and nothing records that."))
    return " ".join(sentences)
