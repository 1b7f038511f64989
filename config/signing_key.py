"""The key that signs sessions and tokens, made once where none is given."""

import os
import secrets
from pathlib import Path


def kept_in(path: Path) -> str:
    """The key in this file, which only its owner may read; made when it is first asked for."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Written aside and linked into place: of two processes that start at once, one key wins.
    aside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    if not path.exists():
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(aside, path)
        except FileExistsError:
            pass
        finally:
            aside.unlink()
    return path.read_text()
