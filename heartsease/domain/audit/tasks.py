"""Background work on the trace, for every setting at once."""

from django_tasks import task

from heartsease.domain.audit import actions


@task()
def seal_trace() -> None:
    """Seal what waits in every setting, and write the day's heads. Safe to run at any time, twice at once and again."""
    for setting_id in actions.settings_to_seal():
        while actions.seal(setting_id=setting_id) == actions.SEALED_AT_ONCE:
            continue
    actions.write_heads()
