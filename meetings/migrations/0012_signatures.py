"""Adds signatures and their deeds; seals them, and the history that SQLite built anew, in the database."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from meetings.models.seals import seal, unseal


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0011_publication'),
        ('members', '0003_starting'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField(verbose_name='строка')),
                ('role_text', models.TextField(blank=True, verbose_name='должность, как напечатана')),
                ('name_text', models.TextField(blank=True, verbose_name='имя, как напечатано')),
                ('kind', models.CharField(choices=[('paper', 'на бумаге, приложен скан'), ('simple', 'простая электронная подпись')], max_length=20, verbose_name='вид')),
                ('signed_at', models.DateTimeField(verbose_name='принята порталом')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='дата на бумаге')),
                ('evidence', models.JSONField(blank=True, default=dict, verbose_name='свидетельство')),
                ('file', models.BinaryField(blank=True, default=b'', verbose_name='файл')),
                ('file_type', models.CharField(blank=True, max_length=40, verbose_name='вид файла')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 файла')),
            ],
            options={
                'verbose_name': 'подпись',
                'verbose_name_plural': 'подписи',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='historyentry',
            name='history_verb_known',
        ),
        migrations.AlterField(
            model_name='historyentry',
            name='verb',
            field=models.CharField(choices=[('created_body', 'создан орган'), ('changed_body', 'изменены сведения об органе'), ('added_member', 'введён член органа'), ('changed_member', 'изменено членство'), ('created_meeting', 'создано заседание'), ('imported_meeting', 'загружен протокол'), ('changed_header', 'изменены реквизиты'), ('changed_attendance', 'изменено присутствие'), ('changed_opening', 'изменено вступительное слово'), ('changed_agenda', 'изменена повестка'), ('changed_item', 'изменён вопрос'), ('changed_decisions', 'изменены решения'), ('changed_votes', 'изменено голосование'), ('changed_signatures', 'изменены подписи'), ('deleted_meeting', 'удалён черновик заседания'), ('asked_approval', 'отправлено на согласование'), ('approved_draft', 'согласован черновик'), ('declined_draft', 'черновик не согласован'), ('withdrew_approval', 'согласование отозвано'), ('remarked_draft', 'сделано замечание к черновику'), ('settled_remark', 'замечание учтено'), ('issued_protocol', 'выпущен протокол'), ('added_signature', 'поставлена подпись'), ('signed_protocol', 'протокол подписан всеми'), ('published_protocol', 'опубликован протокол'), ('scheduled_publication', 'назначена публикация протокола'), ('unscheduled_publication', 'отменена назначенная публикация'), ('made_extract', 'сделана выписка'), ('annulled_extract', 'аннулирована выписка')], max_length=40, verbose_name='действие'),
        ),
        migrations.AddConstraint(
            model_name='historyentry',
            constraint=models.CheckConstraint(condition=models.Q(('verb__in', ['created_body', 'changed_body', 'added_member', 'changed_member', 'created_meeting', 'imported_meeting', 'changed_header', 'changed_attendance', 'changed_opening', 'changed_agenda', 'changed_item', 'changed_decisions', 'changed_votes', 'changed_signatures', 'deleted_meeting', 'asked_approval', 'approved_draft', 'declined_draft', 'withdrew_approval', 'remarked_draft', 'settled_remark', 'issued_protocol', 'added_signature', 'signed_protocol', 'published_protocol', 'scheduled_publication', 'unscheduled_publication', 'made_extract', 'annulled_extract'])), name='history_verb_known'),
        ),
        migrations.AddField(
            model_name='signature',
            name='actor',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='кто внёс'),
        ),
        migrations.AddField(
            model_name='signature',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='members.person', verbose_name='лицо'),
        ),
        migrations.AddField(
            model_name='signature',
            name='protocol',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='meetings.protocol', verbose_name='редакция'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(fields=('protocol', 'order'), name='signature_once_a_line'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(('order__gte', 1)), name='signature_order_from_one'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'paper'), _negated=True), models.Q(models.Q(('sha256', ''), _negated=True), ('signed_on__isnull', False)), _connector='OR'), name='signature_paper_has_scan'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'simple'), _negated=True), models.Q(('person__isnull', False), ('actor__isnull', False)), _connector='OR'), name='signature_simple_is_somebodys'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['paper', 'simple'])), name='signature_kind_known'),
        ),
        # SQLite made the table of the history anew, without its triggers.
        migrations.RunPython(seal, unseal),
    ]
