from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "heartsease.domain.notices"
    label = "notices"
