"""Gives every deed of the history its moment, and the rows of drafts a memory: see meetings/models/keeping.py."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from meetings.models.seals import seal, unseal


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0007_extracts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='historyentry',
            name='version',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='версия'),
        ),
        migrations.RunPython(seal, unseal),
        migrations.CreateModel(
            name='RowChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting_id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField()),
                ('part', models.CharField(max_length=40)),
                ('row', models.BigIntegerField()),
                ('before', models.JSONField(null=True)),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['meeting_id', 'version'], name='row_change_meeting_version')],
            },
        ),
        migrations.CreateModel(
            name='DeskPresence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(blank=True, max_length=40, verbose_name='часть')),
                ('field', models.CharField(blank=True, max_length=80, verbose_name='поле')),
                ('seen_at', models.DateTimeField(verbose_name='когда был')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.meeting', verbose_name='заседание')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='кто')),
            ],
            options={
                'verbose_name': 'работа над протоколом',
                'verbose_name_plural': 'работа над протоколом',
                'constraints': [models.UniqueConstraint(fields=('meeting', 'user'), name='desk_presence_unique')],
            },
        ),
    ]
