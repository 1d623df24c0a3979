"""The table of who gets what, docs/access.md: read, compared, and written anew.

A changed table is a decision: whoever reviews it reads every cell of the difference.
"""

from pathlib import Path

from tests.contracts.access.actors import CALLERS

COMMAND = "HEARTSEASE_WRITE_ACCESS=yes .venv/bin/pytest -p no:xdist tests/contracts/access/test_table.py"
FILE = Path(__file__).resolve().parents[3] / "docs" / "access.md"
LEGEND = {
    "ok": "answered",
    "on": "answered, and led on to another page",
    "asks": "asked again, because the request said too little (4xx with a sentence)",
    "sign in": "led to the sign-in page or a tablet’s lock screen, or told that nobody is signed in",
    "gate": "led to what has to be done first",
    "no": "refused: the right is missing (403)",
    "–": "not there (404): the same as what never was",
}
HEAD = """# Who gets what

Every address of the journal, asked for by everybody below with the ids of one child's things: Amara of the Acorns, an
entry about her with its photograph, her record, her family, and what nominated members have to look at. Written by the
test in `tests/contracts/access`, which compares it with what is really answered; the command to write it anew stands in
`tests/contracts/access/table.py`. A method that an address does not offer is answered with 405 to whoever is admitted.
"""

Key = tuple[str, str]
Column = dict[Key, str]


def read() -> dict[str, Column]:
    """The table as it was agreed: for each caller the word in each row. Empty where there is none."""
    columns: dict[str, Column] = {caller.name: {} for caller in CALLERS}
    if not FILE.exists():
        return columns
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    heads = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line.startswith("| Address |")]
    names = [cell.strip() for cell in heads[0].strip("|").split("|")][2:] if heads else []
    for line in lines:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        address, method = cells[0].strip("`").rsplit(" ", 1)
        for name, word in zip(names, cells[2:], strict=True):
            columns.setdefault(name, {})[address, method] = word
    return columns


def write(columns: dict[str, Column], admits: dict[Key, str]) -> None:
    """Write the table: its rows are those of ``admits``, in their order."""
    names = [caller.name for caller in CALLERS]
    rows = [
        f"| `{address} {method}` | {right} | "
        + " | ".join(columns.get(name, {}).get((address, method), "?") for name in names)
        + " |"
        for (address, method), right in admits.items()
    ]
    parts = [
        HEAD,
        "| In the table | Who asks |\n| --- | --- |\n"
        + "\n".join(f"| {caller.name} | {caller.meaning} |" for caller in CALLERS),
        "| In the table | What is answered |\n| --- | --- |\n"
        + "\n".join(f"| {word} | {meaning} |" for word, meaning in LEGEND.items()),
        f"| Address | Admits | {' | '.join(names)} |\n|{' --- |' * (len(names) + 2)}\n" + "\n".join(rows),
    ]
    FILE.write_text("\n\n".join(part.strip() for part in parts) + "\n", encoding="utf-8")
