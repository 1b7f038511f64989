"""The pages of an account: allauth’s that we use, and our own.

People are invited, and keep the address they were invited by. Left out: allauth’s pages for e-mail
addresses, and for sign-in by code.
"""

from allauth.account import views
from django.urls import include, path, re_path

from accounts import views as views_of_ours

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    # Closed, and says so: allauth's e-mails ask for its address.
    path("signup/", views.signup, name="account_signup"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("name/", views_of_ours.account_name, name="account_name"),
    path("mail/", views_of_ours.account_mail, name="account_mail"),
    path("calendar/", views_of_ours.account_calendar, name="account_calendar"),
    path("confirm/", views_of_ours.account_confirm, name="account_confirm"),
    path("sign-ins/", views_of_ours.account_sign_ins, name="account_sign_ins"),
    path("2fa/", views_of_ours.AccountPage.as_view(), name="mfa_index"),
    path("2fa/", include("allauth.mfa.urls")),
]
