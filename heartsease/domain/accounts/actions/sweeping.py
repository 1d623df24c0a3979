"""What has no meaning any more is removed: called by the worker."""

import datetime as dt

from django.db import transaction

from heartsease.domain.accounts.models import AddressProof, EnrolmentCode, PinTry, SignInFailure, SignInLink
from heartsease.domain.accounts.rules import WINDOW
from heartsease.kernel import clock


@transaction.atomic
def clear_expired() -> None:
    """Remove links, codes and counted failures whose time is over."""
    now = clock.now()
    SignInLink.objects.filter(expires_at__lt=now - dt.timedelta(days=30)).delete()
    AddressProof.objects.filter(expires_at__lt=now).delete()
    SignInFailure.objects.filter(at__lt=now - WINDOW).delete()
    reason = "the worker sweeps every setting"
    EnrolmentCode.objects.unscoped(reason=reason).filter(expires_at__lt=now - dt.timedelta(days=1)).delete()
    PinTry.objects.unscoped(reason=reason).filter(at__lt=now - dt.timedelta(days=2)).delete()
