"""The application that an asynchronous server serves."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Its sessions with the database get time limits.
os.environ["CLEARDAY_SERVES_PAGES"] = "1"

application = get_asgi_application()
