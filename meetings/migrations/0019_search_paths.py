"""Adds to search entries the names that lead to them in the archive; `rebuild_search` fills them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0018_detached_signatures'),
    ]

    operations = [
        migrations.AddField(
            model_name='searchentry',
            name='path',
            field=models.TextField(blank=True, verbose_name='адрес места'),
        ),
    ]
