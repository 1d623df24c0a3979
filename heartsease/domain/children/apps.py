from django.apps import AppConfig


class ChildrenConfig(AppConfig):
    name = "heartsease.domain.children"
    label = "children"
