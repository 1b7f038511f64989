"""A Word file or an OpenDocument text, opened: its readers meet Word's elements in either."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree import ElementTree as ET

from plans.importing.errors import Unreadable
from plans.importing.open_text.flat import is_flat, packed
from plans.importing.open_text.package import OpenPackage, kind_of
from plans.importing.word_package import DAMAGED, Package


def is_word(data: bytes) -> bool:
    """Whether it may be one: a zip, as every .docx and .odt is, or a flat OpenDocument text."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06")) or is_flat(data)


@contextmanager
def opened(data: bytes) -> Iterator[Package]:
    """The package while it is read; raises Unreadable for whatever is damaged in it."""
    try:
        whole = packed(data) if is_flat(data) else data
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            yield (OpenPackage if kind_of(archive) else Package)(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as fault:
        # RecursionError, for XML nested without end, is a RuntimeError.
        raise Unreadable(DAMAGED) from fault
    except (ValueError, LookupError, ET.ParseError, zlib.error) as fault:
        raise Unreadable(DAMAGED) from fault
