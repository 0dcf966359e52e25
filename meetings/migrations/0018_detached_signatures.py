"""Adds signatures in files of their own and whom the portal trusts; seals signatures, whose table SQLite built anew."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from meetings.models.seals import seal, unseal


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0017_chain'),
        ('members', '0003_starting'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RevocationList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issuer', models.TextField(verbose_name='центр')),
                ('content', models.BinaryField(verbose_name='список')),
                ('sha256', models.CharField(max_length=64, unique=True, verbose_name='SHA-256')),
                ('issued_at', models.DateTimeField(verbose_name='выпущен')),
                ('next_at', models.DateTimeField(blank=True, null=True, verbose_name='действует до')),
                ('added_at', models.DateTimeField(verbose_name='внесён')),
            ],
            options={
                'verbose_name': 'список отзыва',
                'verbose_name_plural': 'списки отзыва',
                'ordering': ['-issued_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='TrustedCertificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.TextField(verbose_name='центр')),
                ('issuer', models.TextField(verbose_name='кем выдан')),
                ('is_root', models.BooleanField(verbose_name='корневой')),
                ('content', models.BinaryField(verbose_name='сертификат')),
                ('sha256', models.CharField(max_length=64, unique=True, verbose_name='SHA-256')),
                ('serial', models.CharField(max_length=80, verbose_name='номер')),
                ('valid_from', models.DateTimeField(verbose_name='действует с')),
                ('valid_until', models.DateTimeField(verbose_name='действует по')),
                ('added_at', models.DateTimeField(verbose_name='внесён')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='доверие отозвано')),
            ],
            options={
                'verbose_name': 'сертификат центра',
                'verbose_name_plural': 'сертификаты центров',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='signature',
            name='signature_kind_known',
        ),
        migrations.AlterField(
            model_name='signature',
            name='kind',
            field=models.CharField(choices=[('paper', 'на бумаге, приложен скан'), ('simple', 'простая электронная подпись'), ('detached', 'электронная подпись в отдельном файле')], max_length=20, verbose_name='вид'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'detached'), _negated=True), models.Q(('sha256', ''), _negated=True), _connector='OR'), name='signature_detached_has_file'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['paper', 'simple', 'detached'])), name='signature_kind_known'),
        ),
        migrations.AddField(
            model_name='revocationlist',
            name='added_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='кто внёс'),
        ),
        migrations.AddField(
            model_name='trustedcertificate',
            name='added_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='кто внёс'),
        ),
        migrations.RunPython(seal, unseal),
    ]
