from django.apps import AppConfig


class ReadingConfig(AppConfig):
    name = "heartsease.domain.reading"
    label = "reading"
