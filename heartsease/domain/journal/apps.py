from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "heartsease.domain.journal"
    label = "journal"
