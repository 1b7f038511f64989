"""When something is found not to be as it was kept, the Monitoring Officer is told, once."""

import uuid

import structlog
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from councils.models import Appointment, Council, OutboxMessage
from councils.outbox import queue_message
from councils.roles import Role
from web.frozen import NotAsKept

KIND = "not_as_kept"
FOUND = "not-as-kept"
# Of a machine whose disk was lost, the first say enough.
MOST = 100

log = structlog.get_logger(__name__)


def tell_of(broken: NotAsKept, council: Council | None, page: str) -> None:
    """Queue an e-mail to each Monitoring Officer of the council, unless they were told of it."""
    log.error("not_as_kept", kind=broken.kind, key=str(broken.key))
    remember(broken)
    if council is None:
        return
    officers = Appointment.objects.current(timezone.localdate()).filter(
        council=council, role=Role.MONITORING_OFFICER, person__is_active=True
    )
    for officer in officers.select_related("person"):
        key = uuid.uuid5(uuid.NAMESPACE_OID, f"{KIND} {broken.kind} {broken.key} {officer.pk}")
        with transaction.atomic():
            # Two readers at once tell it once.
            Council.objects.select_for_update(no_key=True).get(pk=council.pk)
            if not OutboxMessage.objects.filter(key=key).exists():
                queue_message(KIND, council=council, to=officer.person, key=key, page=page[:300])


def remember(broken: NotAsKept) -> None:
    """For whoever asks whether all is well; who mends it makes it forgotten."""
    found = set(cache.get(FOUND) or ())
    if len(found) < MOST:
        cache.set(FOUND, sorted(found | {(broken.kind, str(broken.key))}), timeout=None)


def remembered() -> list[tuple[str, str]]:
    return [tuple(one) for one in cache.get(FOUND) or ()]


def forget(mended: list[tuple[str, str]]) -> None:
    cache.set(FOUND, [one for one in remembered() if one not in mended], timeout=None)
