"""Seals editions and history in the database: see meetings/models/seals.py."""

from django.db import migrations

from meetings.models.seals import seal, unseal


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]

    operations = [migrations.RunPython(seal, unseal)]
