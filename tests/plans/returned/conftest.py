"""What the tests of returned files share with those of the import."""

from tests.plans.importing.conftest import letter_titles, seed  # noqa: F401 (fixtures)
