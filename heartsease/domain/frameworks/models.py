"""Frameworks as they were loaded from packs. Shared by all settings: nothing here belongs to a tenant.

Words are stored per language, ``{"en": "Number"}``; docs/packs.md says what each property means.
"""

from django.db import models
from django.db.models import F, Q

from heartsease.domain.frameworks.rules import Kind
from heartsease.kernel.ids import new_id


class Framework(models.Model):
    """One version of a framework. Its bands and nodes always hang on the current one; earlier versions stay
    as the record of what a judgement was made against."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    title = models.JSONField(default=dict)
    description = models.JSONField(default=dict, blank=True)
    languages = models.JSONField(default=list)
    publisher = models.CharField(max_length=200)
    source = models.JSONField(default=dict)
    licence = models.JSONField(default=dict)
    kinds = models.JSONField(default=dict)
    terms = models.JSONField(default=dict, blank=True)
    references = models.JSONField(default=dict, blank=True)
    content_hash = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug", "version"], name="framework_version_once"),
            models.UniqueConstraint(
                fields=["slug"], condition=Q(is_current=True), name="one_current_framework_version"
            ),
        ]


class Band(models.Model):
    """A span of ages in a framework. Bands may overlap; one without months suits every age."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="bands")
    code = models.CharField(max_length=60)
    label = models.JSONField(default=dict)
    months_from = models.PositiveSmallIntegerField(null=True, blank=True)
    months_to = models.PositiveSmallIntegerField(null=True, blank=True)
    """The first month that is no longer in the band; None is open."""
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="band_code_once_per_framework"),
            models.CheckConstraint(
                condition=Q(months_to__isnull=True) | Q(months_to__gt=F("months_from")),
                name="band_months_in_order",
            ),
        ]


class Node(models.Model):
    """One thing a framework names. Entries and judgements point here, so a row keeps its id through every
    version of its pack and is retired, never deleted, when a version no longer has it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="nodes")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    code = models.CharField(max_length=60)
    text = models.JSONField(default=dict)
    plain = models.JSONField(default=dict, blank=True)
    description = models.JSONField(default=dict, blank=True)
    bands = models.ManyToManyField(Band, related_name="nodes")
    months_from = models.PositiveSmallIntegerField(null=True, blank=True)
    months_to = models.PositiveSmallIntegerField(null=True, blank=True)
    is_taggable = models.BooleanField(default=False)
    is_assessable = models.BooleanField(default=False)
    is_adult_facing = models.BooleanField(default=False)
    is_own_placement = models.BooleanField(default=False)
    """Whether the pack's author, not the framework's publisher, put the node under its parent."""
    reference = models.CharField(max_length=60, blank=True)
    properties = models.JSONField(default=dict, blank=True)
    relations = models.JSONField(default=dict, blank=True)
    hints = models.JSONField(default=dict, blank=True)
    position = models.PositiveIntegerField()
    """Place in the reading order of the whole framework: a parent stands before its children."""
    depth = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="node_code_once_per_framework"),
            models.CheckConstraint(
                condition=Q(months_to__isnull=True) | Q(months_to__gt=F("months_from")),
                name="node_months_in_order",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="node_not_its_own_parent"),
        ]
