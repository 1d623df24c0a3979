"""What counts as an incident at present; faults and breaches come to stand beside these."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IncidentKind(models.TextChoices):
    """What happened, as nominated members read it."""

    LOGIN_KNOWN = "login_known", _("Somebody may know a log-in")
    DEVICE_LOST = "device_lost", _("A device is lost or stolen")
    DEVICE_LOCKED = "device_locked", _("A tablet locked itself after wrong PINs")
    DEVICE_ENDED = "device_ended", _("A tablet’s enrolment ended after too many wrong PINs")
    READING_PAUSED = "reading_paused", _("Somebody opened unusually many children’s pages")
    LINK_FROZEN = "link_frozen", _("A parent’s access is frozen after wrong answers")
    LINK_WRONG = "link_wrong", _("A family was linked to the wrong child")
    DECOY_TOUCHED = "decoy_touched", _("A record was asked for that no work leads to")
    PICTURE_REPORTED = "picture_reported", _("A photograph was reported and is hidden from families")
    TRACE_DAMAGED = "trace_damaged", _("The trace was changed")


LONGEST_NOTE = 2_000
