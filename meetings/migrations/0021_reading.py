"""Adds the acknowledgement of papers, and when an account last looked at its desk."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0020_execution'),
        ('members', '0003_starting'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DeskVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen_at', models.DateTimeField()),
                ('before_at', models.DateTimeField(null=True)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='desk_visit', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'посещение стола',
                'verbose_name_plural': 'посещения стола',
            },
        ),
        migrations.CreateModel(
            name='Acknowledgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField(verbose_name='когда направлено')),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True, verbose_name='ознакомлен')),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='кто направил')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgements', to='members.person', verbose_name='лицо')),
                ('protocol', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgements', to='meetings.protocol', verbose_name='редакция')),
            ],
            options={
                'verbose_name': 'ознакомление',
                'verbose_name_plural': 'ознакомления',
                'ordering': ['person__sort_key', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('protocol', 'person'), name='acknowledgement_once'), models.CheckConstraint(condition=models.Q(('acknowledged_at__isnull', True), ('acknowledged_at__gte', models.F('asked_at')), _connector='OR'), name='acknowledgement_after_asking')],
            },
        ),
    ]
