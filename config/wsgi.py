"""The application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Its sessions with the database get time limits.
os.environ["CLEARDAY_SERVES_PAGES"] = "1"

application = get_wsgi_application()
