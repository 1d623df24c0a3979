from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "heartsease.domain.policies"
    label = "policies"
