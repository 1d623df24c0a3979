from django.apps import AppConfig


class SettingConfig(AppConfig):
    name = "heartsease.domain.setting"
    label = "setting"
