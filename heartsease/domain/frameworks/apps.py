from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "heartsease.domain.frameworks"
    label = "frameworks"
