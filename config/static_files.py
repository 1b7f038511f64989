"""How scripts, styles and images are named where they are served."""

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(StaticFilesConfig):
    """Which files are served: not htmx's extensions, which no page of ours loads.

    One of them imports what its package does not bring along.
    """

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "hx-*"]


class HashedModules(CompressedManifestStaticFilesStorage):
    """Each file is named after what is in it, and kept by browsers; so is what a module imports.

    Else a browser would ask again, a minute later, for every module that another one imports.
    """

    support_js_module_import_aggregation = True
