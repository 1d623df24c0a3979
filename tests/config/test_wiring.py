"""What answers an event when nobody is looking."""

import pytest

from heartsease.config import wiring
from heartsease.domain.children.events import LinkFrozen
from heartsease.kernel.events import handled
from heartsease.kernel.ids import new_id


def test_a_frozen_link_is_in_the_log_without_a_name(caplog: pytest.LogCaptureFixture) -> None:
    assert LinkFrozen in handled()
    frozen = LinkFrozen(setting_id=new_id(), link_id=new_id())
    wiring.note_frozen_link(frozen)
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("WARNING", f"The family link {frozen.link_id} was frozen after two wrong answers.")
    ]
