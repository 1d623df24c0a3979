from django.apps import AppConfig


class PhotosConfig(AppConfig):
    name = "heartsease.domain.photos"
    label = "photos"
