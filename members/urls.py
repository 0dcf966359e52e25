"""Owns the addresses of the account: signing in and out, the password."""

from django.urls import path

from members.views.account import ChangePassword, SignIn, SignOut

urlpatterns = [
    path("login/", SignIn.as_view(), name="login"),
    path("logout/", SignOut.as_view(), name="logout"),
    path("account/", ChangePassword.as_view(), name="account"),
]
