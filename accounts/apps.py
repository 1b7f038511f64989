"""Signing in: listens to who signs in and who fails to, as allauth tells it."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts import idle, proof, sign_ins  # noqa: F401
