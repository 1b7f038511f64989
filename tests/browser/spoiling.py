"""A form sent with nothing right in it, and where the summary of its errors leads."""

from tests.browser.browsing import Visitor
from tests.browser.walking import Seen

# A page that is sent what it refuses: every box emptied, days that no month has.
SPOIL = """() => {
  const form = document.querySelector("main form[method=post]");
  for (const box of form.elements) {
    if (box.type === "hidden" || box.type === "file" || box.type === "submit") continue;
    if (box.type === "checkbox" || box.type === "radio") box.checked = false;
    else if (box.name.endsWith("_day")) box.value = "99";
    else if (box.tagName !== "SELECT") box.value = "";
  }
  form.noValidate = true;
  form.requestSubmit();
}"""


def is_refused(visitor: Visitor, form: Seen) -> bool:
    """Whether the page refuses an emptied form; each link of its summary then finds its box."""
    page = visitor.page
    visitor.go(form.path)
    with page.expect_navigation():
        page.evaluate(SPOIL)
    links = page.locator(".govuk-error-summary a")
    if not page.locator(".govuk-error-summary").count():
        return False
    assert page.title().startswith("Error: "), form.path
    for link in links.all():
        wanted = link.get_attribute("href")
        link.click()
        assert page.evaluate("'#' + document.activeElement.id") == wanted, form.path
    return links.count() > 0
