"""Who answers what happens below: the one handler of each event, named here and nowhere else (design section 1)."""

import logging

from heartsease.domain.children.events import LinkFrozen
from heartsease.kernel.events import handle

log = logging.getLogger("heartsease.families")


def connect() -> None:
    """Name the handlers: called once, when the house is put together."""
    handle(LinkFrozen, note_frozen_link)


def note_frozen_link(event: LinkFrozen) -> None:
    """Put it into the server's log, without a name. Nominated members find it under Manage, Links that wait."""
    log.warning("The family link %s was frozen after two wrong answers.", event.link_id)
