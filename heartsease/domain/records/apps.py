from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "heartsease.domain.records"
    label = "records"
