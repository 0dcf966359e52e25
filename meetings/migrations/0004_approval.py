"""Adds the approval of drafts, and its verbs to the history."""

import django.db.models.deletion
import meetings.document.vocabulary
from meetings.models.seals import seal, unseal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0003_chair_vote'),
        ('members', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveIntegerField(default=1, verbose_name='круг')),
                ('state', models.CharField(choices=[('waiting', 'ждёт ответа'), ('approved', 'согласовано'), ('declined', 'не согласовано'), ('withdrawn', 'запрос отозван')], default=meetings.document.vocabulary.ApprovalState['WAITING'], max_length=20, verbose_name='ответ')),
                ('reason', models.TextField(blank=True, verbose_name='причина отказа')),
                ('asked_at', models.DateTimeField(verbose_name='когда спрошен')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='ответить до')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='когда ответил')),
                ('document_sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 прочитанного')),
            ],
            options={
                'verbose_name': 'согласование',
                'verbose_name_plural': 'согласования',
                'ordering': ['asked_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ApprovalRemark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('where', models.CharField(blank=True, max_length=200, verbose_name='место')),
                ('quote', models.TextField(blank=True, verbose_name='абзац')),
                ('text', models.TextField(verbose_name='замечание')),
                ('at', models.DateTimeField(verbose_name='когда')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='когда учтено')),
            ],
            options={
                'verbose_name': 'замечание при согласовании',
                'verbose_name_plural': 'замечания при согласовании',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='historyentry',
            name='history_verb_known',
        ),
        migrations.AlterField(
            model_name='historyentry',
            name='verb',
            field=models.CharField(choices=[('created_body', 'создан орган'), ('changed_body', 'изменены сведения об органе'), ('added_member', 'введён член органа'), ('changed_member', 'изменено членство'), ('created_meeting', 'создано заседание'), ('imported_meeting', 'загружен протокол'), ('changed_header', 'изменены реквизиты'), ('changed_attendance', 'изменено присутствие'), ('changed_opening', 'изменено вступительное слово'), ('changed_agenda', 'изменена повестка'), ('changed_item', 'изменён вопрос'), ('changed_decisions', 'изменены решения'), ('changed_votes', 'изменено голосование'), ('changed_signatures', 'изменены подписи'), ('deleted_meeting', 'удалён черновик заседания'), ('asked_approval', 'отправлено на согласование'), ('approved_draft', 'согласован черновик'), ('declined_draft', 'черновик не согласован'), ('withdrew_approval', 'согласование отозвано'), ('remarked_draft', 'сделано замечание к черновику'), ('settled_remark', 'замечание учтено'), ('issued_protocol', 'выпущен протокол'), ('published_protocol', 'опубликован протокол')], max_length=40, verbose_name='действие'),
        ),
        migrations.AddConstraint(
            model_name='historyentry',
            constraint=models.CheckConstraint(condition=models.Q(('verb__in', ['created_body', 'changed_body', 'added_member', 'changed_member', 'created_meeting', 'imported_meeting', 'changed_header', 'changed_attendance', 'changed_opening', 'changed_agenda', 'changed_item', 'changed_decisions', 'changed_votes', 'changed_signatures', 'deleted_meeting', 'asked_approval', 'approved_draft', 'declined_draft', 'withdrew_approval', 'remarked_draft', 'settled_remark', 'issued_protocol', 'published_protocol'])), name='history_verb_known'),
        ),
        migrations.AddField(
            model_name='approval',
            name='asked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='кто спросил'),
        ),
        migrations.AddField(
            model_name='approval',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='approvals', to='meetings.meeting', verbose_name='заседание'),
        ),
        migrations.AddField(
            model_name='approval',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='members.person', verbose_name='лицо'),
        ),
        migrations.AddField(
            model_name='approvalremark',
            name='approval',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='meetings.approval', verbose_name='согласование'),
        ),
        migrations.AddField(
            model_name='approvalremark',
            name='settled_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='кто учёл'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.UniqueConstraint(fields=('meeting', 'person', 'round'), name='approval_round_unique'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', meetings.document.vocabulary.ApprovalState['DECLINED']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='approval_decline_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', [meetings.document.vocabulary.ApprovalState['WAITING'], meetings.document.vocabulary.ApprovalState['WITHDRAWN']]), models.Q(('answered_at__isnull', False), models.Q(('document_sha256', ''), _negated=True)), _connector='OR'), name='approval_answer_has_moment'),
        ),
        migrations.AddConstraint(
            model_name='approval',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'approved', 'declined', 'withdrawn'])), name='approval_state_known'),
        ),
        migrations.AddConstraint(
            model_name='approvalremark',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='approval_remark_has_text'),
        ),
        # SQLite made the table of the history anew, without its triggers.
        migrations.RunPython(seal, unseal),
    ]
