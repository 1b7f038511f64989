"""How mail leaves, from the address of a mail server."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

TIMEOUT_SECONDS = 10
DJANGOS = "django.core.mail.backends.smtp.EmailBackend"
OURS = "councils.smtp.EmailBackend"


def settings_from(parsed: dict[str, Any]) -> dict[str, Any]:
    """Django's settings from a parsed EMAIL_URL; a scheme that nobody knows is refused.

    Such a scheme is parsed all the same, and mail would leave without TLS.
    """
    if "EMAIL_BACKEND" not in parsed:
        raise ImproperlyConfigured(
            "EMAIL_URL begins with submission:// (with TLS), smtp:// (without) or console://."
        )
    backend = parsed["EMAIL_BACKEND"]
    return parsed | {
        "EMAIL_BACKEND": OURS if backend == DJANGOS else backend,
        "EMAIL_TIMEOUT": parsed.get("EMAIL_TIMEOUT") or TIMEOUT_SECONDS,
    }
