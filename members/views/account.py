"""Owns signing in and out, and the account's page with the change of password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from members.forms import SignInForm


class SignIn(auth_views.LoginView):
    """Signing in; a person who is signed in already goes on to the desk."""

    authentication_form = SignInForm
    template_name = "members/account/login.html"
    redirect_authenticated_user = True


class SignOut(auth_views.LogoutView):
    """Signing out, by POST only; texts that the drafting desk kept in the browser go too."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask the browser to forget what it stored for the portal."""
        answer = super().post(request, *args, **kwargs)
        answer["Clear-Site-Data"] = '"storage"'
        return answer


@method_decorator(never_cache, name="dispatch")
class ChangePassword(auth_views.PasswordChangeView):
    """The account's page."""

    template_name = "members/account/password.html"
    success_url = reverse_lazy("account")

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Say that it was done."""
        messages.success(self.request, _("Пароль изменён."))
        return super().form_valid(form)
