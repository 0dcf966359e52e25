"""Questions moved to the next meeting, and numbers given when a protocol is issued (drafts planned here expect one)."""

import django.db.models.deletion
from django.db import migrations, models


def expect_numbers(apps, _schema_editor):
    """Drafts planned on the portal get their number when they are issued; protocols read in keep what they have."""
    meetings = apps.get_model("meetings", "Meeting").objects
    meetings.filter(number=None, protocols=None).exclude(state="closed").update(is_number_due=True)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0004_approval")]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="carried_from",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="carried_to",
                to="meetings.agendaitem",
                verbose_name="перенесён из",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="is_carried",
            field=models.BooleanField(default=False, verbose_name="перенесён на следующее заседание"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="is_number_due",
            field=models.BooleanField(default=False, verbose_name="присвоить номер при выпуске"),
        ),
        migrations.RunPython(expect_numbers, migrations.RunPython.noop),
    ]
