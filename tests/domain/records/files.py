"""Files to import, and somebody who imports them."""

import csv
import io
from dataclasses import dataclass

from heartsease.domain.records import actions, queries
from heartsease.domain.records.imports.kinds import Kind
from heartsease.domain.records.imports.plan import Fate, Line, Plan
from heartsease.domain.records.models import ImportFile
from tests.cast import House


def table(*rows: str, separator: str = ",") -> str:
    """A CSV file whose cells stand between bars: ``"Name | DOB"``."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    writer.writerows([cell.strip() for cell in row.split("|")] for row in rows)
    return text.getvalue()


@dataclass
class Desk:
    """A nominated member with files."""

    house: House
    name: str = "Maggie"
    kind: Kind = Kind.CHILDREN
    heading: str = ""

    def keep(self, text: str | bytes) -> ImportFile:
        """Choose a file."""
        data = text.encode() if isinstance(text, str) else text
        return actions.keep_file(actor=self.house.actor(self.name), kind=self.kind, name="list.csv", data=data)

    def look(self, *rows: str) -> Plan:
        """What would become of these lines."""
        actor = self.house.actor(self.name)
        return queries.look(actor, self.keep(table(self.heading, *rows))).plan

    def line(self, row: str) -> Line:
        """What would become of this one line."""
        (line,) = self.look(row).lines
        return line

    def fates(self, *rows: str) -> list[Fate]:
        """The fate of each line."""
        return [line.fate for line in self.look(*rows).lines]

    def put_in(self, *rows: str) -> ImportFile:
        """Look, and import."""
        actor = self.house.actor(self.name)
        file = self.keep(table(self.heading, *rows))
        seen = queries.look(actor, file).plan.fingerprint
        return actions.import_file(actor=actor, file_id=file.pk, seen=seen)
