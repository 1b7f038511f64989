// The plan's figures, as the page lists them: what each is, its name and what it prints.

function page() {
  const list = document.getElementById("figures");
  return list ? JSON.parse(list.textContent) : { figures: [], add: "" };
}

export function figures() {
  return page().figures;
}

// Where a figure is added; nothing where this page does not say.
export function addressToAdd() {
  return page().add;
}

export function printed(name) {
  return figures().find((figure) => figure.name === name)?.printed ?? `{figure:${name}}`;
}

// What was added in another window since is listed too.
export async function lookAgain() {
  const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
  const other = new DOMParser().parseFromString(await answer.text(), "text/html");
  const list = other.getElementById("figures");
  if (list) document.getElementById("figures").textContent = list.textContent;
}
