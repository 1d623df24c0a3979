"""Whether the trace is as it was sealed: every chain walked once, and compared with the heads written elsewhere."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heartsease.domain.audit import heads
from heartsease.domain.audit.chain import BEFORE_THE_FIRST, COLUMNS, as_stored, link
from heartsease.domain.audit.heads import Mark
from heartsease.domain.audit.models import AuditEvent, ChainHead

MOST_NAMED = 100
"""Of the damages of one chain; a line that was pushed in makes each one after it stand wrong."""
ALTERED = gettext_lazy("this line is not what was sealed, or stands in another's place")
"""Translated where it is named only: it may be said of every line there is."""
_READ_AT_ONCE = 5000
_REASON = "the command looks at the chains of every setting"


@dataclass(slots=True)
class Chain:
    """One setting's chain as it was walked: how far it goes, and what is wrong in it, each with its number."""

    setting: str
    number: int = 0
    hash: str = BEFORE_THE_FIRST
    damages: list[tuple[int, str]] = field(default_factory=list)
    more_damages: int = 0

    def note(self, number: int, sentence: str | Promise) -> None:
        """Remember what is wrong."""
        if len(self.damages) < MOST_NAMED:
            self.damages.append((number, str(sentence)))
        else:
            self.more_damages += 1


@dataclass(frozen=True, slots=True)
class Report:
    """What was found: every chain, files that cannot be read, heads compared, lines that wait to be sealed."""

    chains: list[Chain]
    problems: list[str]
    compared: dict[str, int]
    waiting: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems and not any(chain.damages for chain in self.chains)


def verify() -> Report:
    """Walk all chains in one pass. Lines may be sealed meanwhile: each chain ends between its head before and after."""
    marks, problems, compared = _marks_outside()
    for end in _heads():
        marks[end.setting].append(end)
    chains: dict[str, Chain] = {setting: Chain(setting) for setting in marks}
    lines = (
        AuditEvent.objects.unscoped(reason=_REASON)
        .filter(number__isnull=False)
        .order_by("setting_id", "number")
        .values_list(*as_stored(COLUMNS), "hash")
    )
    _walk(lines.iterator(chunk_size=_READ_AT_ONCE), chains, marks)
    ends = {end.setting: end for end in _heads()}
    for setting, chain in chains.items():
        _finish(chain, marks[setting], ends.get(setting))
    waiting = AuditEvent.objects.unscoped(reason=_REASON).filter(number__isnull=True).count()
    return Report(sorted(chains.values(), key=lambda chain: chain.setting), problems, compared, waiting)


def _walk(lines: Iterable[tuple[Any, ...]], chains: dict[str, Chain], marks: dict[str, list[Mark]]) -> None:
    chain, marked = Chain(""), set[int]()
    for line in lines:
        setting, number, stored = line[1], line[-2], line[-1]
        if setting != chain.setting:
            chain = chains.setdefault(setting, Chain(setting))
            marked = {mark.number for mark in marks[setting]}
        if number == chain.number + 1:
            if link(chain.hash, line[:-1]) != stored:
                chain.note(number, ALTERED)
        elif isinstance(number, int) and number > chain.number:
            missing = number - chain.number - 1
            sentence = ngettext("this line is missing", "from this one on %(count)d lines are missing", missing)
            chain.note(chain.number + 1, sentence % {"count": missing})
        else:
            chain.note(chain.number, _("another line stands beside this one"))
            continue
        chain.number, chain.hash = number, stored
        if number in marked:
            for mark in marks[setting]:
                if mark.number == number and mark.hash != stored:
                    chain.note(number, _("%(place)s holds another hash of this line") % {"place": mark.place})


def _finish(chain: Chain, marks: list[Mark], end: Mark | None) -> None:
    last = max(marks, key=lambda mark: mark.number, default=None)
    if last is not None and last.number > chain.number:
        chain.note(
            chain.number + 1,
            _("from this line on the chain is cut off: %(place)s knows number %(number)d")
            % {"place": last.place, "number": last.number},
        )
    if end is None:
        chain.note(chain.number, _("the chain has no head in the database"))
    elif chain.number > end.number:
        chain.note(end.number + 1, _("from this line on lines were added behind the head in the database"))
    elif chain.number == end.number and chain.hash != end.hash and end not in marks:
        chain.note(chain.number, _("the chain does not end as its head in the database says"))


def _heads() -> list[Mark]:
    ends = ChainHead.objects.unscoped(reason=_REASON)
    return [Mark("", end.setting_id.hex, end.number, end.hash, _("the head in the database")) for end in ends]


def _marks_outside() -> tuple[defaultdict[str, list[Mark]], list[str], dict[str, int]]:
    marks: defaultdict[str, list[Mark]] = defaultdict(list)
    problems: list[str] = []
    compared: dict[str, int] = {}
    for path in settings.AUDIT_HEADS:
        try:
            found, unreadable = heads.read(path)
        except OSError as problem:
            problems.append(_("%(path)s cannot be read: %(why)s") % {"path": path, "why": problem})
            continue
        problems += [
            _("%(path)s:%(line)d is no line of its kind") % {"path": path, "line": line} for line in unreadable
        ]
        compared[str(path)] = len(found)
        for mark in found:
            marks[mark.setting].append(mark)
    return marks, problems, compared
