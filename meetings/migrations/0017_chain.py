"""Links the history into a chain, in the order in which it was written; seals the table anew."""

from django.db import migrations, models

from meetings.models.chain import BEGINNING, entry_text, link
from meetings.models.seals import seal, unseal


def fill(apps, schema_editor):
    """Give the entries there are their places and links."""
    entries = apps.get_model('meetings', 'HistoryEntry').objects
    before = BEGINNING
    for seq, entry in enumerate(entries.order_by('pk').iterator(chunk_size=1000), start=1):
        entry.seq = seq
        before = link(before, entry_text(entry))
        entries.filter(pk=entry.pk).update(seq=seq, hash=before)
    if schema_editor.connection.vendor == 'postgresql':
        # The table is altered behind this step, in the same transaction.
        schema_editor.execute('SET CONSTRAINTS ALL IMMEDIATE', params=None)


class Migration(migrations.Migration):

    dependencies = [('meetings', '0016_search')]

    operations = [
        migrations.RunPython(unseal, seal),
        migrations.AddField(
            model_name='historyentry',
            name='seq',
            field=models.PositiveBigIntegerField(editable=False, null=True, verbose_name='место в цепочке'),
        ),
        migrations.AddField(
            model_name='historyentry',
            name='hash',
            field=models.CharField(default='', editable=False, max_length=64, verbose_name='звено'),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='historyentry',
            name='seq',
            field=models.PositiveBigIntegerField(editable=False, unique=True, verbose_name='место в цепочке'),
        ),
        migrations.RunPython(seal, unseal),
    ]
