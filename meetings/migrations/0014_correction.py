"""Adds the reason of a correction to editions; seals their table, which SQLite built anew."""

from django.db import migrations, models

from meetings.models.seals import seal, unseal


class Migration(migrations.Migration):

    dependencies = [('meetings', '0013_annulment')]

    operations = [
        migrations.AddField(
            model_name='protocol',
            name='reason',
            field=models.TextField(blank=True, default='', verbose_name='причина исправления'),
        ),
        migrations.RunPython(seal, unseal),
    ]
