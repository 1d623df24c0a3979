from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "heartsease.web"
    label = "web"
