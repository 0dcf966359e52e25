"""Adds the annulment of editions by two people, and its verbs to the history."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from meetings.models.seals import seal, unseal


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0012_signatures'),
        ('members', '0003_starting'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Annulment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(verbose_name='причина')),
                ('proposed_at', models.DateTimeField(verbose_name='когда предложено')),
                ('is_confirmed', models.BooleanField(blank=True, null=True, verbose_name='подтверждено')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='когда отвечено')),
            ],
            options={
                'verbose_name': 'аннулирование',
                'verbose_name_plural': 'аннулирования',
                'ordering': ['-proposed_at', '-pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='historyentry',
            name='history_verb_known',
        ),
        migrations.AlterField(
            model_name='historyentry',
            name='verb',
            field=models.CharField(choices=[('created_body', 'создан орган'), ('changed_body', 'изменены сведения об органе'), ('added_member', 'введён член органа'), ('changed_member', 'изменено членство'), ('created_meeting', 'создано заседание'), ('imported_meeting', 'загружен протокол'), ('changed_header', 'изменены реквизиты'), ('changed_attendance', 'изменено присутствие'), ('changed_opening', 'изменено вступительное слово'), ('changed_agenda', 'изменена повестка'), ('changed_item', 'изменён вопрос'), ('changed_decisions', 'изменены решения'), ('changed_votes', 'изменено голосование'), ('changed_signatures', 'изменены подписи'), ('deleted_meeting', 'удалён черновик заседания'), ('asked_approval', 'отправлено на согласование'), ('approved_draft', 'согласован черновик'), ('declined_draft', 'черновик не согласован'), ('withdrew_approval', 'согласование отозвано'), ('remarked_draft', 'сделано замечание к черновику'), ('settled_remark', 'замечание учтено'), ('issued_protocol', 'выпущен протокол'), ('added_signature', 'поставлена подпись'), ('signed_protocol', 'протокол подписан всеми'), ('published_protocol', 'опубликован протокол'), ('scheduled_publication', 'назначена публикация протокола'), ('unscheduled_publication', 'отменена назначенная публикация'), ('proposed_annulment', 'предложено аннулировать протокол'), ('declined_annulment', 'предложение аннулировать отклонено'), ('annulled_protocol', 'аннулирован протокол'), ('made_extract', 'сделана выписка'), ('annulled_extract', 'аннулирована выписка')], max_length=40, verbose_name='действие'),
        ),
        migrations.AddConstraint(
            model_name='historyentry',
            constraint=models.CheckConstraint(condition=models.Q(('verb__in', ['created_body', 'changed_body', 'added_member', 'changed_member', 'created_meeting', 'imported_meeting', 'changed_header', 'changed_attendance', 'changed_opening', 'changed_agenda', 'changed_item', 'changed_decisions', 'changed_votes', 'changed_signatures', 'deleted_meeting', 'asked_approval', 'approved_draft', 'declined_draft', 'withdrew_approval', 'remarked_draft', 'settled_remark', 'issued_protocol', 'added_signature', 'signed_protocol', 'published_protocol', 'scheduled_publication', 'unscheduled_publication', 'proposed_annulment', 'declined_annulment', 'annulled_protocol', 'made_extract', 'annulled_extract'])), name='history_verb_known'),
        ),
        migrations.AddField(
            model_name='annulment',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='кто ответил'),
        ),
        migrations.AddField(
            model_name='annulment',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='кто предложил'),
        ),
        migrations.AddField(
            model_name='annulment',
            name='protocol',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='annulments', to='meetings.protocol', verbose_name='редакция'),
        ),
        migrations.AddConstraint(
            model_name='annulment',
            constraint=models.UniqueConstraint(condition=models.Q(('is_confirmed__isnull', True)), fields=('protocol',), name='annulment_one_open'),
        ),
        migrations.AddConstraint(
            model_name='annulment',
            constraint=models.UniqueConstraint(condition=models.Q(('is_confirmed', True)), fields=('protocol',), name='annulment_one_confirmed'),
        ),
        migrations.AddConstraint(
            model_name='annulment',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='annulment_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='annulment',
            constraint=models.CheckConstraint(condition=models.Q(('answered_by__isnull', True), models.Q(('answered_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='annulment_by_two_people'),
        ),
        migrations.AddConstraint(
            model_name='annulment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True), ('is_confirmed__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('is_confirmed__isnull', False)), _connector='OR'), name='annulment_answer_is_whole'),
        ),
        # SQLite made the table of the history anew, without its triggers.
        migrations.RunPython(seal, unseal),
    ]
