"""Owns the administrator's view of bodies and people: for repair; daily work has its own pages."""

from django.contrib import admin

from members.models import Body, Membership, Organization, Person, PositionHeld, Term


class PositionInline(admin.TabularInline):
    model = PositionHeld
    extra = 0


class TermInline(admin.TabularInline):
    model = Term
    extra = 0


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


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ["person", "body", "role", "starts_on", "ends_on"]
    list_filter = ["body", "role"]
    list_select_related = ["person", "body"]
    search_fields = ["person__sort_key"]
    autocomplete_fields = ["person", "body"]
