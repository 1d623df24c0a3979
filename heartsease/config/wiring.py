"""Who answers what happens below: the one handler of each event, named here and nowhere else (design section 1)."""


def connect() -> None:
    """Name the handlers: called once, when the house is put together."""
