"""Owns the administrator's view of meetings: to look, not to change; changes go through the use cases."""

from typing import Any

from django.contrib import admin

from meetings.models import Approval, Extract, HistoryEntry, Meeting, Protocol


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
