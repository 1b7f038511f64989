// A page with words to copy: each box has a button that puts it on the clipboard as it is written.

for (const hint of document.querySelectorAll(".by-hand")) hint.hidden = true;
for (const button of document.querySelectorAll("[data-copies]")) {
  const row = button.closest(".copying");
  row.hidden = false;
  button.addEventListener("click", () => {
    const done = copied(document.getElementById(button.dataset.copies));
    row.querySelector("[role=status]").textContent = done
      ? "Copied."
      : "This browser did not copy it. It is selected: press Ctrl and C.";
  });
}

// The event takes HTML with the words beside it, also where a page has no https. What a browser
// makes of a selection by itself has every colour and size of our page in it.
function copied(box) {
  const give = (event) => {
    event.preventDefault();
    if (box.matches("textarea")) {
      event.clipboardData.setData("text/plain", box.value);
    } else {
      event.clipboardData.setData("text/html", box.innerHTML.trim());
      event.clipboardData.setData("text/plain", document.getElementById("words").value);
    }
  };
  select(box);
  document.addEventListener("copy", give);
  const done = document.execCommand("copy");
  document.removeEventListener("copy", give);
  return done;
}

function select(box) {
  if (box.matches("textarea")) box.select();
  else getSelection().selectAllChildren(box);
}
