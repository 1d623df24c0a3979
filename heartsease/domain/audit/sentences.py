"""The trace in plain words: a sentence for every event, to be filled with names when somebody reads it.

``%(who)s`` did it; ``%(child)s`` is concerned; ``%(person)s`` is another person, ``%(room)s`` a room, that was dealt
with; ``%(part)s`` of a child's pages was opened; ``%(asked)s`` is the right that was missing, ``%(choices)s`` were
changed.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heartsease.domain.audit.rules import Event

SENTENCES: Mapping[Event, Promise] = {
    Event.SIGNED_IN: _("%(who)s signed in"),
    Event.SIGNED_OUT: _("%(who)s signed out"),
    Event.SIGN_IN_REFUSED: _("%(who)s was refused: signing in"),
    Event.SIGN_IN_LINK_MADE: _("%(who)s made a sign-in link for %(person)s"),
    Event.PASSWORD_SET: _("%(who)s set a new password"),
    Event.ACCESS_REFUSED: _("%(who)s was refused: %(asked)s"),
    Event.SETTING_CREATED: _("%(who)s founded the setting"),
    Event.CHOICES_CHANGED: _("%(who)s changed the setting’s choices: %(choices)s"),
    Event.ROOM_CREATED: _("%(who)s added the room %(room)s"),
    Event.ROOM_CHANGED: _("%(who)s changed the room %(room)s"),
    Event.PERSON_ADMITTED: _("%(who)s admitted %(person)s"),
    Event.PERSON_ENDED: _("%(who)s ended the access of %(person)s"),
    Event.PERSON_CHANGED: _("%(who)s changed what %(person)s works with"),
    Event.CHILD_CREATED: _("%(who)s put %(child)s on the roll"),
    Event.CHILD_CHANGED: _("%(who)s changed the record of %(child)s"),
    Event.CHILD_VIEWED: _("%(who)s opened the page of %(child)s (%(part)s)"),
    Event.SENSITIVE_FACTS_VIEWED: _("%(who)s read what is held in confidence on %(child)s"),
    Event.SENSITIVE_FACTS_CHANGED: _("%(who)s changed what is held in confidence on %(child)s"),
    Event.CONTACT_SAVED: _("%(who)s saved a contact of %(child)s"),
    Event.CONTACT_REMOVED: _("%(who)s removed a contact of %(child)s"),
    Event.FAMILY_LINKED: _("%(who)s opened the journal of %(child)s to %(person)s"),
    Event.FAMILY_UNLINKED: _("%(who)s closed the journal of %(child)s to %(person)s"),
    Event.PHOTO_PERMISSION_RECORDED: _("%(who)s recorded a family’s answers about photographs of %(child)s"),
    Event.REGISTER_ARRIVED: _("%(who)s marked %(child)s as here"),
    Event.REGISTER_LEFT: _("%(who)s marked %(child)s as gone home"),
    Event.REGISTER_CORRECTED: _("%(who)s corrected the register of %(child)s"),
    Event.DRAFT_STARTED: _("%(who)s began an entry about %(child)s"),
    Event.DRAFT_DISCARDED: _("%(who)s threw a draft away"),
    Event.PHOTO_ADDED: _("%(who)s added a photograph to an entry"),
    Event.PHOTO_REMOVED: _("%(who)s took a photograph out of an entry"),
    Event.PHOTO_VIEWED: _("%(who)s opened a photograph of %(child)s at full size"),
    Event.PORTRAIT_CHANGED: _("%(who)s gave %(child)s another picture"),
    Event.OBSERVATION_SUBMITTED: _("%(who)s sent an entry about %(child)s to be checked"),
    Event.OBSERVATION_RETURNED: _("%(who)s gave an entry about %(child)s back to its author"),
    Event.OBSERVATION_PUBLISHED: _("%(who)s published an entry about %(child)s"),
    Event.OBSERVATION_RECALLED: _("%(who)s called an entry about %(child)s back before families saw it"),
    Event.OBSERVATION_WITHDRAWN: _("%(who)s took an entry about %(child)s back from families"),
    Event.OBSERVATION_EDITED: _("%(who)s changed a published entry about %(child)s"),
    Event.COMMENT_WRITTEN: _("%(who)s commented on an entry about %(child)s"),
    Event.COMMENT_WITHDRAWN: _("%(who)s took back a comment on an entry about %(child)s"),
    Event.LIKED: _("%(who)s liked an entry about %(child)s"),
    Event.UNLIKED: _("%(who)s took back a like of an entry about %(child)s"),
    Event.NEXT_STEP_ANSWERED: _("%(who)s marked a next step of %(child)s as done"),
    Event.TRACE_VIEWED: _("%(who)s read the trace"),
}

PARTS: Mapping[str, Promise] = {
    "journal": _("journal"),
    "development": _("development"),
    "record": _("record"),
    "permissions": _("photographs"),
}
"""The pages of a child, as ``CHILD_VIEWED`` calls them in its details."""
