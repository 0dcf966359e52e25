"""Adds to editions the moment set for publication and for whom it is; two verbs to the history."""

import meetings.document.vocabulary
from django.conf import settings
from django.db import migrations, models

from meetings.models.seals import seal, unseal


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0010_confirmed_previews'),
        ('members', '0003_starting'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(unseal, seal),
        migrations.RemoveConstraint(
            model_name='historyentry',
            name='history_verb_known',
        ),
        migrations.AddField(
            model_name='protocol',
            name='audience',
            field=models.CharField(choices=[('members', 'только для членов органа'), ('everybody', 'для всех')], default=meetings.document.vocabulary.Audience['EVERYBODY'], max_length=20, verbose_name='для кого'),
        ),
        migrations.AddField(
            model_name='protocol',
            name='publish_at',
            field=models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='опубликовать'),
        ),
        migrations.AlterField(
            model_name='historyentry',
            name='verb',
            field=models.CharField(choices=[('created_body', 'создан орган'), ('changed_body', 'изменены сведения об органе'), ('added_member', 'введён член органа'), ('changed_member', 'изменено членство'), ('created_meeting', 'создано заседание'), ('imported_meeting', 'загружен протокол'), ('changed_header', 'изменены реквизиты'), ('changed_attendance', 'изменено присутствие'), ('changed_opening', 'изменено вступительное слово'), ('changed_agenda', 'изменена повестка'), ('changed_item', 'изменён вопрос'), ('changed_decisions', 'изменены решения'), ('changed_votes', 'изменено голосование'), ('changed_signatures', 'изменены подписи'), ('deleted_meeting', 'удалён черновик заседания'), ('asked_approval', 'отправлено на согласование'), ('approved_draft', 'согласован черновик'), ('declined_draft', 'черновик не согласован'), ('withdrew_approval', 'согласование отозвано'), ('remarked_draft', 'сделано замечание к черновику'), ('settled_remark', 'замечание учтено'), ('issued_protocol', 'выпущен протокол'), ('published_protocol', 'опубликован протокол'), ('scheduled_publication', 'назначена публикация протокола'), ('unscheduled_publication', 'отменена назначенная публикация'), ('made_extract', 'сделана выписка'), ('annulled_extract', 'аннулирована выписка')], max_length=40, verbose_name='действие'),
        ),
        migrations.AddConstraint(
            model_name='historyentry',
            constraint=models.CheckConstraint(condition=models.Q(('verb__in', ['created_body', 'changed_body', 'added_member', 'changed_member', 'created_meeting', 'imported_meeting', 'changed_header', 'changed_attendance', 'changed_opening', 'changed_agenda', 'changed_item', 'changed_decisions', 'changed_votes', 'changed_signatures', 'deleted_meeting', 'asked_approval', 'approved_draft', 'declined_draft', 'withdrew_approval', 'remarked_draft', 'settled_remark', 'issued_protocol', 'published_protocol', 'scheduled_publication', 'unscheduled_publication', 'made_extract', 'annulled_extract'])), name='history_verb_known'),
        ),
        migrations.AddConstraint(
            model_name='protocol',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['members', 'everybody'])), name='protocol_audience_known'),
        ),
        migrations.AddConstraint(
            model_name='protocol',
            constraint=models.CheckConstraint(condition=models.Q(('publish_at__isnull', True), ('state__in', (meetings.document.vocabulary.ProtocolState['ISSUED'], meetings.document.vocabulary.ProtocolState['SIGNED'])), _connector='OR'), name='protocol_scheduled_is_on_its_way'),
        ),
        # SQLite made both tables anew, without their triggers.
        migrations.RunPython(seal, unseal),
    ]
