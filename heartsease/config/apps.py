from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "heartsease.config"
    label = "house"

    def ready(self) -> None:
        """Register the start-up checks and connect events with their handlers."""
        from heartsease.config import checks, wiring  # noqa: F401, PLC0415

        wiring.connect()
