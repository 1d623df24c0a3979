"""A browser becomes a device: a tablet by a one-time code, a person's own by asking (guarantee G6; clauses 2.1)."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.models import DeviceState
from heartsease.domain.accounts.rules import Standing
from heartsease.kernel.errors import DomainError, NotFoundError
from heartsease.web.devices import browser_of, device_of, keep_secret
from heartsease.web.forms import LineField, add_problem, form_page
from heartsease.web.presenting import sent
from heartsease.web.requests import source_address
from heartsease.web.signin.entering import open_memberships, remembered_person


class CodeForm(forms.Form):
    """The code that a nominated member made under Devices."""

    code = LineField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("Ten letters and digits. A nominated member makes it under Manage, Devices."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Type the code.")},
    )


def enrol(request: HttpRequest) -> HttpResponseBase:
    """Type or scan the code on the tablet; a page then says of which setting the tablet becomes one."""
    source = source_address(request.META, settings.TRUSTED_PROXIES)
    scanned = request.GET.get("code", "")
    form = CodeForm(sent(request), initial={"code": scanned})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.enrol_tablet(code=form.cleaned_data["code"], browser=browser_of(request), source=source)
        except DomainError as problem:
            add_problem(form, problem)
        else:
            request.session.flush()
            messages.success(
                request,
                _("This is now %(tablet)s of %(setting)s.")
                % {"tablet": made.device.name, "setting": made.device.setting.name},
            )
            response = redirect("lock")
            keep_secret(response, made.secret)
            return response
    return form_page(request, "signin/enrol.html", form, {"is_scanned": bool(scanned)})


def ask(request: HttpRequest) -> HttpResponseBase:
    """Ask that this browser be approved, after the right password; then how the request stands. No child's data."""
    if request.method == "POST":
        found = remembered_person(request)
        if found is None:
            return redirect("sign-in")
        person, proof = found
        wanted = request.POST.get("membership")
        membership = next((one for one in open_memberships(person, proof) if str(one.pk) == wanted), None)
        standing = membership and queries.standing_of(
            membership, device_of(request), has_second_factor=proof.has_second_factor
        )
        if membership is None or standing is not Standing.UNKNOWN:
            raise NotFoundError(_("There is nothing to ask for here. Please sign in again."))
        made = actions.ask_for_device(
            membership=membership,
            browser=browser_of(request),
            source=source_address(request.META, settings.TRUSTED_PROXIES),
        )
        request.session.flush()
        response = redirect("ask-device")
        keep_secret(response, made.secret)
        return response
    device = device_of(request)
    if device is None or device.is_tablet or device.state not in {DeviceState.WAITING, DeviceState.REFUSED}:
        return redirect("sign-in")
    return render(request, "signin/device_asked.html", {"device": device})
