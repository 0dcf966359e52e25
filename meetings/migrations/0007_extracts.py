"""Adds extracts and their deeds; seals them, and the history that SQLite built anew, in the database."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from meetings.models.seals import seal, unseal


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0006_body_phrase'),
        ('members', '0003_starting'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Extract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='номер')),
                ('selection', models.TextField(verbose_name='что взято')),
                ('subject', models.TextField(verbose_name='содержание')),
                ('certified_role', models.TextField(verbose_name='должность заверившего')),
                ('certified_name', models.TextField(verbose_name='кто заверил')),
                ('certified_on', models.DateField(verbose_name='дата')),
                ('document', models.TextField(verbose_name='документ (JSON)')),
                ('document_sha256', models.CharField(max_length=64, verbose_name='SHA-256 документа')),
                ('pdf', models.BinaryField(verbose_name='PDF')),
                ('sha256', models.CharField(db_index=True, max_length=64, verbose_name='SHA-256 файла PDF')),
                ('made_at', models.DateTimeField(verbose_name='сделана')),
                ('annulled_at', models.DateTimeField(blank=True, null=True, verbose_name='аннулирована')),
                ('annulled_reason', models.TextField(blank=True, verbose_name='почему аннулирована')),
            ],
            options={
                'verbose_name': 'выписка',
                'verbose_name_plural': 'выписки',
                'ordering': ['-number', '-pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='historyentry',
            name='history_verb_known',
        ),
        migrations.AlterField(
            model_name='historyentry',
            name='verb',
            field=models.CharField(choices=[('created_body', 'создан орган'), ('changed_body', 'изменены сведения об органе'), ('added_member', 'введён член органа'), ('changed_member', 'изменено членство'), ('created_meeting', 'создано заседание'), ('imported_meeting', 'загружен протокол'), ('changed_header', 'изменены реквизиты'), ('changed_attendance', 'изменено присутствие'), ('changed_opening', 'изменено вступительное слово'), ('changed_agenda', 'изменена повестка'), ('changed_item', 'изменён вопрос'), ('changed_decisions', 'изменены решения'), ('changed_votes', 'изменено голосование'), ('changed_signatures', 'изменены подписи'), ('deleted_meeting', 'удалён черновик заседания'), ('asked_approval', 'отправлено на согласование'), ('approved_draft', 'согласован черновик'), ('declined_draft', 'черновик не согласован'), ('withdrew_approval', 'согласование отозвано'), ('remarked_draft', 'сделано замечание к черновику'), ('settled_remark', 'замечание учтено'), ('issued_protocol', 'выпущен протокол'), ('published_protocol', 'опубликован протокол'), ('made_extract', 'сделана выписка'), ('annulled_extract', 'аннулирована выписка')], max_length=40, verbose_name='действие'),
        ),
        migrations.AddConstraint(
            model_name='historyentry',
            constraint=models.CheckConstraint(condition=models.Q(('verb__in', ['created_body', 'changed_body', 'added_member', 'changed_member', 'created_meeting', 'imported_meeting', 'changed_header', 'changed_attendance', 'changed_opening', 'changed_agenda', 'changed_item', 'changed_decisions', 'changed_votes', 'changed_signatures', 'deleted_meeting', 'asked_approval', 'approved_draft', 'declined_draft', 'withdrew_approval', 'remarked_draft', 'settled_remark', 'issued_protocol', 'published_protocol', 'made_extract', 'annulled_extract'])), name='history_verb_known'),
        ),
        migrations.AddField(
            model_name='extract',
            name='body',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extracts', to='members.body', verbose_name='орган'),
        ),
        migrations.AddField(
            model_name='extract',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='сделал'),
        ),
        migrations.AddField(
            model_name='extract',
            name='protocol',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extracts', to='meetings.protocol', verbose_name='редакция'),
        ),
        migrations.AddConstraint(
            model_name='extract',
            constraint=models.UniqueConstraint(fields=('body', 'number'), name='extract_number_unique'),
        ),
        migrations.AddConstraint(
            model_name='extract',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='extract_number_from_one'),
        ),
        migrations.AddConstraint(
            model_name='extract',
            constraint=models.UniqueConstraint(condition=models.Q(('annulled_at__isnull', True)), fields=('protocol', 'selection'), name='extract_canonical'),
        ),
        migrations.AddConstraint(
            model_name='extract',
            constraint=models.CheckConstraint(condition=models.Q(('selection', ''), _negated=True), name='extract_takes_something'),
        ),
        migrations.AddConstraint(
            model_name='extract',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('certified_role', ''), _negated=True), models.Q(('certified_name', ''), _negated=True)), name='extract_certifier_named'),
        ),
        migrations.AddConstraint(
            model_name='extract',
            constraint=models.CheckConstraint(condition=models.Q(('annulled_at__isnull', True), models.Q(('annulled_reason', ''), _negated=True), _connector='OR'), name='extract_annulled_for_reason'),
        ),
        # SQLite made the table of the history anew, without its triggers.
        migrations.RunPython(seal, unseal),
    ]
