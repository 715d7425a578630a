// A list is filtered while somebody types: what lacks a word is hidden, and a folded group that has one is opened.
// Without this script the form asks the server.
const plain = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}|['’]/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
const hide = (element, hidden) => element.toggleAttribute("data-hidden", hidden);

for (const form of document.querySelectorAll("form[data-narrows]")) {
  const place = document.getElementById(form.dataset.narrows);
  const input = form.querySelector("input[type=search]");
  const status = form.parentElement.querySelector("[role=status]");
  const groups = [...place.querySelectorAll("details.group")].map((element) => ({ element, open: element.open }));
  const entries = [...place.querySelectorAll("li")].map((element) => {
    const group = element.closest("details.group")?.querySelector("summary").textContent ?? "";
    return { element, words: plain(`${element.textContent} ${element.dataset.also ?? ""} ${group}`).split(" ") };
  });
  if (entries.length !== Number(status.dataset.of)) continue; // narrowed already: the server knows the others

  input.addEventListener("input", () => {
    const wanted = plain(input.value).split(" ").filter(Boolean);
    let shown = 0;
    for (const { element, words } of entries) {
      const fits = wanted.every((word) => words.some((each) => each.startsWith(word)));
      hide(element, !fits);
      shown += Number(fits);
    }
    for (const { element, open } of groups) {
      const filled = element.querySelector("li:not([data-hidden])") !== null;
      hide(element, !filled);
      element.open = wanted.length ? filled : open;
    }
    status.textContent = wanted.length ? `${shown} of ${entries.length}.` : `${entries.length} in all.`;
  });
}
