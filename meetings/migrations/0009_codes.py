"""Gives every edition the code by which its paper is checked, those issued before too (their papers do not print it)."""

from typing import Any

from django.db import migrations, models

from meetings.models.protocol import new_code
from meetings.models.seals import seal, unseal


def give_codes(apps: Any, _schema_editor: Any) -> None:
    for protocol in apps.get_model("meetings", "Protocol").objects.only("pk"):
        protocol.code = new_code()
        protocol.save(update_fields=["code"])


def keep(_apps: Any, _schema_editor: Any) -> None:
    """Backwards: the column goes."""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0008_memory")]

    operations = [
        migrations.RunPython(unseal, seal),
        migrations.AddField(
            model_name="protocol",
            name="code",
            field=models.CharField("код проверки", max_length=10, null=True),
        ),
        migrations.RunPython(give_codes, keep),
        migrations.AlterField(
            model_name="protocol",
            name="code",
            field=models.CharField("код проверки", default=new_code, max_length=10, unique=True),
        ),
        migrations.RunPython(seal, unseal),
    ]
