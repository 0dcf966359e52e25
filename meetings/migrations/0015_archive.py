"""Adds lasting addresses of the archive, and gives one to every meeting issued before."""

import django.db.models.deletion
from django.db import migrations, models


def give_addresses(apps, _schema_editor):
    """In the order in which first editions were issued, as use_cases.archive_address does from now on."""
    address_model, protocol_model = (apps.get_model("meetings", name) for name in ("ArchiveAddress", "Protocol"))
    firsts = protocol_model.objects.filter(edition=1).select_related("meeting").order_by("pk")
    taken, addresses = set(), []
    for protocol in firsts.defer("document", "pdf"):
        meeting = protocol.meeting
        day = f"{meeting.held_on:%Y/%m-%d}" if meeting.held_on else f"{protocol.issued_at.year:04}/bez-daty"
        path, count = day, 1
        while (meeting.body_id, path) in taken:
            count += 1
            path = f"{day}-{count}"
        taken.add((meeting.body_id, path))
        addresses.append(address_model(body_id=meeting.body_id, meeting=meeting, path=path))
    address_model.objects.bulk_create(addresses)


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0014_correction'),
        ('members', '0003_starting'),
    ]

    operations = [
        migrations.CreateModel(
            name='ArchiveAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=30, verbose_name='адрес')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='archive_addresses', to='members.body', verbose_name='орган')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='archive_address', to='meetings.meeting', verbose_name='заседание')),
            ],
            options={
                'verbose_name': 'адрес в архиве',
                'verbose_name_plural': 'адреса в архиве',
                'ordering': ['path', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('body', 'path'), name='archive_address_unique')],
            },
        ),
        migrations.RunPython(give_addresses, migrations.RunPython.noop),
    ]
