from django.db import migrations


def spare_portraits(apps, schema_editor):
    """A portrait is shown to those who work with the child and to its own family only."""
    portraits = apps.get_model("photos", "Portrait").objects.values("photo_id")
    apps.get_model("photos", "Photo").objects.filter(pk__in=portraits).update(examination="not_needed")


class Migration(migrations.Migration):
    dependencies = [("photos", "0002_faces")]

    operations = [migrations.RunPython(spare_portraits, migrations.RunPython.noop)]
