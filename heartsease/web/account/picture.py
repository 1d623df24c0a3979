"""The own picture, by which colleagues find each other on a tablet's lock screen."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.photos import actions, queries
from heartsease.domain.photos.intake import receive
from heartsease.kernel.errors import DomainError
from heartsease.kernel.ids import new_id
from heartsease.web import limits
from heartsease.web.addresses import address
from heartsease.web.presenting import sent, show, show_form
from heartsease.web.requests import actor_of


class PictureForm(forms.Form):
    """A picture of oneself."""

    picture = limits.picture(hint=gettext_lazy("JPEG, PNG, WebP or HEIC. Your face in the middle; nobody else on it."))
    photo_id = forms.UUIDField(widget=forms.HiddenInput)


def picture(request: HttpRequest) -> HttpResponseBase:
    """Choose it. The form brings the picture's id, so that sending it twice is one picture."""
    actor = actor_of(request)
    form = PictureForm(
        sent(request), request.FILES if request.method == "POST" else None, initial={"photo_id": new_id()}
    )
    has_one = queries.staff_portrait(actor.member) is not None
    context = {"picture_url": address("colleague-portrait", actor.member) if has_one else ""}
    if request.method != "POST" or not form.is_valid():
        return show_form(request, "account/picture.html", form, context)
    try:
        with receive(form.cleaned_data["picture"].chunks()) as upload:
            actions.set_own_portrait(actor=actor, photo_id=form.cleaned_data["photo_id"], upload=upload)
    except DomainError as problem:
        form.add_error("picture", problem.sentence)
        return show(request, "account/picture.html", {**context, "form": form}, status=problem.status)
    messages.success(request, _("Colleagues find you by this picture now."))
    return redirect("account")


def remove(request: HttpRequest) -> HttpResponseBase:
    """Take it away."""
    actions.remove_own_portrait(actor=actor_of(request))
    messages.info(request, _("Your picture is gone; your initials stand in its place."))
    return redirect("account")
