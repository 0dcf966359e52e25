"""Owns the administrator's view of bodies and people: for repair; daily work has its own pages."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from members.models import Body, Membership, Organization, Person, PositionHeld, Term


class PositionInline(admin.TabularInline):
    model = PositionHeld
    extra = 0


class TermInline(admin.TabularInline):
    model = Term
    extra = 0


_RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")

admin.site.unregister(get_user_model())


@admin.register(get_user_model())
class AccountAdmin(UserAdmin):  # type: ignore[type-arg]
    """Accounts: who is no superuser gives nobody rights, and touches no superuser, however many permissions he has."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fields = tuple(super().get_readonly_fields(request, obj))
        return fields if _is_superuser(request) else (*fields, *_RIGHTS)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_touch(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_touch(request, obj) and super().has_delete_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> Any:
        accounts = super().get_queryset(request)
        return accounts if _is_superuser(request) else accounts.filter(is_superuser=False)


def _is_superuser(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))


def _may_touch(request: HttpRequest, account: Any) -> bool:
    return account is None or not account.is_superuser or _is_superuser(request)


@admin.register(Organization)
class OrganizationAdmin(admin.ModelAdmin):
    search_fields = ["name", "short_name"]


@admin.register(Body)
class BodyAdmin(admin.ModelAdmin):
    list_display = ["__str__", "slug", "layout", "is_public"]
    list_filter = ["layout", "is_public"]
    search_fields = ["name", "short_name", "slug"]
    autocomplete_fields = ["organization"]
    inlines = [TermInline]


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    list_display = ["full_name", "gender", "user"]
    search_fields = ["sort_key", "family_name"]
    autocomplete_fields = ["user"]
    inlines = [PositionInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Which account is whose, and the name of who has one, decide who signs: for superusers."""
        if _is_superuser(request):
            return ()
        return ("user", "family_name", "given_name", "patronymic_name") if obj and obj.user_id else ("user",)


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ["person", "body", "role", "starts_on", "ends_on"]
    list_filter = ["body", "role"]
    list_select_related = ["person", "body"]
    search_fields = ["person__sort_key"]
    autocomplete_fields = ["person", "body"]
