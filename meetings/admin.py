"""Owns the administrator's view of meetings: to look, not to change; changes go through the use cases."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models import Approval, Extract, HistoryEntry, Meeting, Protocol, RevocationList, TrustedCertificate
from meetings.use_cases.refusal import Refused
from meetings.use_cases.sign_detached import add_revocations, trust_certificate


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shows rows and changes nothing."""

    def has_add_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        return False

    def has_change_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        return False

    def has_delete_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        return False


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "body", "held_on", "state"]
    list_filter = ["body", "state"]
    list_select_related = ["body"]
    search_fields = ["number", "place"]


@admin.register(Protocol)
class ProtocolAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "state", "issued_at", "sha256"]
    list_filter = ["state"]
    list_select_related = ["meeting__body"]
    exclude = ["pdf", "document"]

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).defer("pdf", "document")


@admin.register(Extract)
class ExtractAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "body", "subject", "certified_name", "certified_on", "annulled_at"]
    list_filter = ["body"]
    list_select_related = ["body"]
    exclude = ["pdf", "document"]

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).defer("pdf", "document")


@admin.register(HistoryEntry)
class HistoryEntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor", "verb", "meeting_text"]
    list_filter = ["verb"]
    list_select_related = ["actor"]


@admin.register(Approval)
class ApprovalAdmin(ReadOnlyAdmin):
    list_display = ["meeting", "person", "round", "state", "asked_at", "answered_at"]
    list_filter = ["state"]
    list_select_related = ["meeting__body", "person"]


class TrustFileForm(forms.ModelForm):
    """A file by which an administrator says whom to trust; `deed` is the use case that takes it."""

    deed: Any = None
    actor: Any = None
    file = forms.FileField(label=_("Файл"), help_text=_("DER или PEM, как его даёт удостоверяющий центр."))

    def clean(self) -> dict[str, Any]:
        """Take the file: the administrator's page is one transaction, so that nothing stays of a refused one."""
        cleaned = super().clean() or {}
        if upload := cleaned.get("file"):
            try:
                self.instance = self.deed(content=upload.read(), actor=self.actor, at=timezone.now())
            except Refused as refusal:
                self.add_error("file", str(refusal))
        return cleaned

    def _post_clean(self) -> None:
        """The row is whole already: nothing of it comes from the form."""

    def save(self, commit: bool = True) -> Any:  # noqa: ARG002 - the form's signature
        """Return the row that was made."""
        return self.instance

    def save_m2m(self) -> None:
        """Nothing else belongs to the row."""


class TrustAdmin(ReadOnlyAdmin):
    """Takes files of trust; what was taken stays, for it proves the signatures of its time."""

    exclude = ["content"]
    deed: Any = None

    def has_add_permission(self, request: Any, *_args: Any) -> bool:  # type: ignore[override]
        return admin.ModelAdmin.has_add_permission(self, request)

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """A file to add a row, the row's own fields to look at it."""
        if obj is not None:
            return super().get_form(request, obj, change, **kwargs)
        made = forms.modelform_factory(self.model, form=TrustFileForm, fields=[])
        made.deed, made.actor = staticmethod(self.deed), request.user
        return made

    def get_fields(self, request: Any, obj: Any = None) -> Any:
        return super().get_fields(request, obj) if obj is not None else ["file"]

    def save_model(self, *_args: Any) -> None:
        """The form has made the row."""


@admin.register(TrustedCertificate)
class TrustedCertificateAdmin(TrustAdmin):
    deed = staticmethod(trust_certificate)
    list_display = ["name", "serial", "is_root", "valid_from", "valid_until", "withdrawn_at"]
    list_filter = ["is_root"]
    actions = ["withdraw"]

    @admin.action(description=_("Больше не доверять выбранным (принятые раньше подписи остаются)"), permissions=["add"])
    def withdraw(self, _request: Any, chosen: Any) -> None:
        """Accept no new signature by the chosen certificates."""
        chosen.filter(withdrawn_at__isnull=True).update(withdrawn_at=timezone.now())


@admin.register(RevocationList)
class RevocationListAdmin(TrustAdmin):
    deed = staticmethod(add_revocations)
    list_display = ["issuer", "issued_at", "next_at", "added_at"]
