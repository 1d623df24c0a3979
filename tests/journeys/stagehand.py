"""A process that writes what a journey finds: ``python -m tests.journeys.stagehand``, a line of JSON for each wish.

The tests' own process has another database, so it cannot.
"""

import contextlib
import json
import sys
import traceback
from pathlib import Path


def main() -> None:
    """Answer wishes until there are no more."""
    from heartsease.cli import prepare  # noqa: PLC0415 - Django is set up in the right order
    from heartsease.kernel import environment  # noqa: PLC0415

    answers = sys.stdout
    with contextlib.redirect_stdout(sys.stderr):
        prepare.make_data_folder(Path(environment.text("HEARTSEASE_DATA")))
        prepare.start_django()
        prepare.bring_up_to_date()
        from tests.journeys.scenes import SCENES  # noqa: PLC0415

        answers.write("ready\n")
        answers.flush()
        for line in sys.stdin:
            wish = json.loads(line)
            try:
                answer = {"answer": SCENES[wish["scene"]](**wish["details"])}
            except Exception:
                answer = {"problem": traceback.format_exc()}
            answers.write(json.dumps(answer) + "\n")
            answers.flush()


if __name__ == "__main__":
    main()
