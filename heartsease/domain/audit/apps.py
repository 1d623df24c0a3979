from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "heartsease.domain.audit"
    label = "audit"
