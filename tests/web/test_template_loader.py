"""How templates are read."""

import pytest
from django.template import Engine

from web.template_loader import Unindented


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("page.html", "<ul>\n <li>One</li>\n</ul>\n"),
        ("mail.txt", "<ul>\n    <li>One</li>\n</ul>\n"),
    ],
)
def test_a_page_is_sent_with_little_indentation_and_an_email_as_it_is(tmp_path, name, drawn):
    (tmp_path / name).write_text("<ul>\n    <li>One</li>\n</ul>\n")
    engine = Engine(dirs=[tmp_path], loaders=["web.template_loader.Unindented"])

    assert engine.get_template(name).source == drawn


def test_the_pages_are_read_so():
    cached = Engine.get_default().template_loaders[0]

    assert isinstance(cached.loaders[0], Unindented)
