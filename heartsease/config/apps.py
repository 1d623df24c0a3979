from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "heartsease.config"
    label = "house"

    def ready(self) -> None:
        """Register the start-up checks."""
        from heartsease.config import checks  # noqa: F401, PLC0415
