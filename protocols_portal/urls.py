"""Every address of the portal starts here."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from meetings.urls import archive_patterns
from protocols_portal.views import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("meetings.urls")),
    path("", include("members.urls")),
    path("health", health, name="health"),
    path("admin/", admin.site.urls),
    # addresses of bodies at the root: behind everything of the portal's own
    path("", include(archive_patterns)),
]
