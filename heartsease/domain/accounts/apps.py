from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "heartsease.domain.accounts"
    label = "accounts"
