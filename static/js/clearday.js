// Every page: GOV.UK's components, one submission at a time, a warning before words are lost.

const supported = "noModule" in HTMLScriptElement.prototype;
document.body.classList.add("js-enabled");
if (supported) document.body.classList.add("govuk-frontend-supported");

// The vendored module's address carries a checksum, so the page says it.
const { initAll } = await import(document.getElementById("govuk-frontend").href);
initAll();

const changed = new Set();

function isWriting(form) {
  return form.method === "post" && !form.hasAttribute("data-no-warning");
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && isWriting(form)) changed.add(form);
});

// A form that was saved without leaving its page has nothing to lose.
document.addEventListener("clearday:saved", (event) => changed.delete(event.target));

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  changed.delete(form);
  // A download or a reply that never comes must not leave the button dead.
  setTimeout(() => delete form.dataset.sent, 5000);
});

// A page taken back out of the browser's memory may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

window.addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});

// htmx: a whole page (a refusal, a failure, a sign-in that carries words) takes the place of the whole
// page; a lost session without one reloads it, so that sign-in does not come into a fragment.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (/^\s*<!doctype/i.test(xhr.responseText)) {
    event.detail.target = document.body;
    event.detail.swapOverride = "innerHTML";
    event.detail.shouldSwap = true;
  } else if (xhr.status === 401) {
    event.detail.shouldSwap = false;
    window.location.reload();
  }
});

document.addEventListener("htmx:afterSwap", (event) => {
  delete event.detail.requestConfig?.elt?.dataset?.sent;
  initAll({ scope: event.detail.target });
});

document.addEventListener("clearday:opened", (event) => initAll({ scope: event.detail.target }));
