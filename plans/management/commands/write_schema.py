"""Write the published JSON Schema of a plan's document."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from plans.document import document_schema

PUBLISHED = Path(settings.BASE_DIR) / "docs" / "plan.schema.json"


def schema_text() -> str:
    return json.dumps(document_schema(), indent=2, ensure_ascii=False) + "\n"


class Command(BaseCommand):
    help = "Write docs/plan.schema.json anew, after a change of the document."

    def handle(self, *args: Any, **options: Any) -> None:
        PUBLISHED.write_text(schema_text(), "utf-8")
        self.stdout.write(f"Wrote {PUBLISHED.name}.")
