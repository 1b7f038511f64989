"""How gunicorn serves the product; its own command line overrides what is set here."""

import gc
import os
import signal
import sys
from threading import Thread

bind = f"127.0.0.1:{os.environ.get('PORT') or 8000}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4
worker_class = "gthread"
timeout = 60
graceful_timeout = 10
# Memory that a worker never gives back is given back by a new worker.
max_requests = 2000
max_requests_jitter = 200
# The application writes its own line for each request.
loglevel = "warning"
control_socket_disable = True
# Uploads and keys are nobody's to read but the service's.
umask = 0o077

# A worker that ends with this number ends the server: another would fare no better.
GIVES_UP = 3

# A connection for each thread, kept open; the settings read this when a worker loads them.
os.environ.setdefault("DATABASE_POOL", str(threads))


# Objects made before garbage is searched for: a page makes thousands, and few of them are rings.
GARBAGE_AFTER = 20_000


def keep_what_is_loaded():
    """It stays as long as the worker does: no search for garbage goes through it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER)


def post_worker_init(worker):
    """Whether this worker may serve is looked at before it does."""
    from config.db_safety import refuse_to_start
    from config.logs import WithoutSecrets

    worker.log.error_log.addFilter(WithoutSecrets())
    if why := refuse_to_start():
        worker.log.error("Clearday does not start: %s", why)
        sys.exit(GIVES_UP)
    keep_what_is_loaded()
    if sender := os.environ.get("CLEARDAY_SENDER"):
        Thread(target=stop_without, args=(int(sender), worker), daemon=True).start()


def stop_without(sender, worker):
    """End the server when the sender of e-mails beside it has ended (see `manage.py serve`)."""
    os.read(sender, 1)
    # Unless the server has ended first, whose number may be somebody else's by now.
    if os.getppid() == worker.ppid:
        worker.log.error("The sender of e-mails has ended, and so does Clearday.")
        os.kill(worker.ppid, signal.SIGTERM)


def when_ready(server):
    if os.environ.pop("CLEARDAY_SAYS_WHERE", ""):
        print(f"\nClearday is at http://{bind}  Ctrl-C stops it.\n", flush=True)
