"""Who is asked to agree to what, before they see anything (clauses 3.7, 4.3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heartsease.domain.access.permissions import ROLE_MODES, Mode, Role

LONGEST_TITLE = 120
LONGEST_TEXT = 20_000


class Audience(models.TextChoices):
    """Whose agreement it is. Relatives agree to what parents agree to."""

    PARENTS = "parents", _("Parents and relatives")
    STAFF = "staff", _("Staff")


AUDIENCES = {Mode.FAMILY: Audience.PARENTS, Mode.STAFF: Audience.STAFF}


def audience_of(role: Role) -> Audience | None:
    """Which agreement somebody in ``role`` is asked for; a maintainer sees no child and is asked for none."""
    return AUDIENCES.get(ROLE_MODES[role])


BEGINNINGS = {
    Audience.PARENTS: _(
        "The journal holds pictures and words about children, yours and other people’s. So that every family can trust"
        " it, I agree:\n\n"
        "- I use my own account only and give my password to nobody, not in the family either.\n"
        "- I do not pass on, copy or publish what I see of other people’s children, above all not on social media.\n"
        "- Where a picture shows other children too, I keep it to my own household.\n"
        "- On a computer that others use I say so when I sign in, and I sign out when I leave.\n"
        "- If I see something that is not meant for me, or suspect that somebody knows my password, I tell the setting"
        " at once.\n\n"
        "The setting may pause or end my access when this is not kept. I can change what I allow about photographs of"
        " my child at any time."
    ),
    Audience.STAFF: _(
        "Children’s pictures and records are entrusted to us. In using the journal, I agree:\n\n"
        "- I work under my own name only; my password, PIN and badge are mine alone and nobody else’s.\n"
        "- I use the setting’s devices, and never a private telephone or camera for pictures of children.\n"
        "- I lock the tablet whenever I put it down.\n"
        "- I look twice that it is the right child before I save, and I keep to what families have answered about"
        " photographs.\n"
        "- What I read about children stays at work.\n"
        "- I report a fault, a lost device or a picture in the wrong place at once.\n\n"
        "Everything that is done in the journal is recorded under the name of whoever did it."
    ),
}
"""A text to start from; the setting makes it its own."""
