"""Adds the execution of decisions: tasks, their steps, files, links and reminders."""

import django.db.models.deletion
import meetings.document.vocabulary
from django.conf import settings
from django.db import migrations, models

from meetings.models.seals import seal, unseal


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0019_search_paths'),
        ('members', '0003_starting'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TaskFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.TextField(verbose_name='имя файла')),
                ('content_type', models.CharField(max_length=100, verbose_name='вид')),
                ('size', models.PositiveIntegerField(verbose_name='размер, байт')),
                ('sha256', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': 'файл отчёта',
                'verbose_name_plural': 'файлы отчётов',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=60, verbose_name='место')),
                ('place_text', models.TextField(verbose_name='пункт')),
                ('text', models.TextField(verbose_name='поручение')),
                ('term_kind', models.CharField(choices=[('day', 'день'), ('month', 'месяц'), ('quarter', 'квартал'), ('monthly', 'ежемесячно'), ('quarterly', 'ежеквартально'), ('yearly', 'ежегодно'), ('standing', 'постоянно'), ('open', 'без срока')], default=meetings.document.vocabulary.TermKind['OPEN'], max_length=20, verbose_name='вид срока')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='срок')),
                ('due_text', models.TextField(blank=True, verbose_name='срок словами')),
                ('state', models.CharField(choices=[('in_work', 'в работе'), ('reported', 'есть отчёт'), ('done', 'исполнено'), ('returned', 'возвращено'), ('cancelled', 'снято')], default=meetings.document.vocabulary.AssignmentState['IN_WORK'], max_length=20, verbose_name='состояние')),
                ('changed_at', models.DateTimeField(verbose_name='с какого момента')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='почта исполнителя')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='members.body', verbose_name='орган')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='meetings.meeting', verbose_name='заседание')),
                ('protocol', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='meetings.protocol', verbose_name='редакция')),
            ],
            options={
                'verbose_name': 'поручение на контроле',
                'verbose_name_plural': 'поручения на контроле',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='TaskExecutor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField(verbose_name='порядок')),
                ('name', models.TextField(verbose_name='исполнитель')),
                ('key', models.TextField(db_index=True, editable=False)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='members.person', verbose_name='лицо')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='executors', to='meetings.task', verbose_name='поручение')),
            ],
            options={
                'verbose_name': 'исполнитель',
                'verbose_name_plural': 'исполнители',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TaskFileChunk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField()),
                ('content', models.BinaryField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chunks', to='meetings.taskfile')),
            ],
            options={
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='TaskLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_sha256', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField(verbose_name='создана')),
                ('expires_at', models.DateTimeField(verbose_name='действует до')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='отозвана')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='кто создал')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='meetings.task', verbose_name='поручение')),
            ],
            options={
                'verbose_name': 'личная ссылка',
                'verbose_name_plural': 'личные ссылки',
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='TaskReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('soon', 'срок близко'), ('overdue', 'просрочено')], max_length=20, verbose_name='вид')),
                ('due_on', models.DateField(verbose_name='срок')),
                ('address', models.EmailField(max_length=254, verbose_name='кому')),
                ('claimed_at', models.DateTimeField(verbose_name='взято')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='отправлено')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='meetings.task', verbose_name='поручение')),
            ],
            options={
                'verbose_name': 'напоминание',
                'verbose_name_plural': 'напоминания',
                'ordering': ['-claimed_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='TaskStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('in_work', 'в работе'), ('reported', 'есть отчёт'), ('done', 'исполнено'), ('returned', 'возвращено'), ('cancelled', 'снято')], max_length=20, verbose_name='состояние')),
                ('title', models.TextField(verbose_name='действие')),
                ('text', models.TextField(blank=True, verbose_name='текст')),
                ('by_name', models.TextField(blank=True, verbose_name='кто, по ссылке')),
                ('at', models.DateTimeField(verbose_name='когда')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='кто')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='meetings.task', verbose_name='поручение')),
            ],
            options={
                'verbose_name': 'шаг исполнения',
                'verbose_name_plural': 'ход исполнения',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='taskfile',
            name='step',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='meetings.taskstep', verbose_name='шаг'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(fields=['body', 'state', 'due_on'], name='task_body_due'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(fields=['state', 'due_on'], name='task_due'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['in_work', 'reported', 'done', 'returned', 'cancelled'])), name='task_state_known'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(('term_kind__in', ['day', 'month', 'quarter', 'monthly', 'quarterly', 'yearly', 'standing', 'open'])), name='task_term_known'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='task_has_text'),
        ),
        migrations.AddConstraint(
            model_name='taskexecutor',
            constraint=models.UniqueConstraint(fields=('task', 'order'), name='task_executor_order_unique'),
        ),
        migrations.AddConstraint(
            model_name='taskfilechunk',
            constraint=models.UniqueConstraint(fields=('file', 'order'), name='task_file_chunk_unique'),
        ),
        migrations.AddConstraint(
            model_name='taskreminder',
            constraint=models.UniqueConstraint(fields=('task', 'kind', 'due_on', 'address'), name='task_reminder_once'),
        ),
        migrations.AddConstraint(
            model_name='taskreminder',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['soon', 'overdue'])), name='task_reminder_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='taskstep',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['in_work', 'reported', 'done', 'returned', 'cancelled'])), name='task_step_state_known'),
        ),
        migrations.RunPython(seal, unseal),
    ]
