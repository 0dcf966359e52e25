"""Adds the index of search; `manage.py rebuild_search` fills it with what was issued before."""

import django.db.models.deletion
from django.db import migrations, models

from meetings.models.search_words import drop_search_index, set_search_index


def set_index(_apps, schema_editor):
    set_search_index(schema_editor.connection)


def drop_index(_apps, schema_editor):
    drop_search_index(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0015_archive'),
        ('members', '0003_starting'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('scheme', models.PositiveSmallIntegerField(verbose_name='схема')),
                ('kind', models.CharField(choices=[('point', 'решение'), ('item', 'вопрос'), ('speech', 'выступление'), ('vote', 'голосование'), ('protocol', 'протокол')], max_length=20, verbose_name='вид')),
                ('where', models.TextField(blank=True, verbose_name='место')),
                ('number', models.TextField(blank=True, verbose_name='номер')),
                ('held_on', models.DateField(null=True, verbose_name='дата заседания')),
                ('title', models.TextField(blank=True, verbose_name='вопрос')),
                ('lead', models.TextField(blank=True, verbose_name='начало')),
                ('text', models.TextField(blank=True, verbose_name='текст')),
                ('addressee', models.TextField(blank=True, verbose_name='кому')),
                ('speaker', models.TextField(blank=True, verbose_name='кто')),
                ('outcome', models.CharField(blank=True, choices=[('adopted', 'принято'), ('noted', 'принято к сведению'), ('postponed', 'отложено'), ('withdrawn', 'снято'), ('rejected', 'отклонено')], max_length=20, verbose_name='исход')),
                ('due_on', models.DateField(null=True, verbose_name='срок')),
                ('due_text', models.TextField(blank=True, verbose_name='срок словами')),
                ('opens_at', models.DateTimeField(null=True, verbose_name='открыто всем')),
                ('closes_at', models.DateTimeField(null=True, verbose_name='заменено')),
                ('tokens', models.TextField(verbose_name='ключи слов')),
                ('body', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.body', verbose_name='орган')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.meeting', verbose_name='заседание')),
                ('protocol', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.protocol', verbose_name='редакция')),
            ],
            options={
                'verbose_name': 'строка поиска',
                'verbose_name_plural': 'строки поиска',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['point', 'item', 'speech', 'vote', 'protocol'])), name='search_entry_kind_known'), models.CheckConstraint(condition=models.Q(('tokens', ''), _negated=True), name='search_entry_has_words')],
            },
        ),
        migrations.RunPython(set_index, drop_index),
    ]
