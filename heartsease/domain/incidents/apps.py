from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "heartsease.domain.incidents"
    label = "incidents"
