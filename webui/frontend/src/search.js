// Suggestions below the search field in the header: a combobox with a list that pops up, as the ARIA Authoring Practices
// have it (editable, list autocomplete, manual selection). Without this script the form works as it is.
// The slash key leads to the field.
const WAIT_MS = 90;
const WRITING = "input, textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing);
  if (event.key !== "/" || !plain || event.target.closest?.(WRITING)) return;
  const of = (part) => document.querySelector(`${part} form[role=search] input[type=search]`);
  const field = of("main") ?? of("header");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});

for (const form of document.querySelectorAll("form[data-suggest]")) attach(form);

function attach(form) {
  const input = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let options = [];
  let active = -1;
  let timer = 0;
  let latest = 0;

  list.id = `${input.id}-list`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  status.className = "for-screen-readers";
  status.setAttribute("role", "status");
  form.append(list, status);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
  })) {
    input.setAttribute(name, value);
  }

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (place) => {
    active = place;
    for (const [index, option] of options.entries()) option.element.setAttribute("aria-selected", String(index === place));
    if (place < 0) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    input.setAttribute("aria-activedescendant", options[place].element.id);
    options[place].element.scrollIntoView({ block: "nearest" });
  };

  const show = (results) => {
    options = results.map((result, index) => {
      const element = document.createElement("li");
      const label = document.createElement("span");
      const kind = document.createElement("span");
      element.id = `${list.id}-${index}`;
      element.setAttribute("role", "option");
      element.setAttribute("aria-selected", "false");
      label.textContent = result.label;
      kind.textContent = result.kind;
      kind.className = "kind";
      element.append(label, " ", kind);
      element.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
      element.addEventListener("click", () => location.assign(result.address));
      return { element, address: result.address };
    });
    list.replaceChildren(...options.map((option) => option.element));
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = options.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = options.length ? `${options.length} suggestions` : "No suggestion";
  };

  const ask = async () => {
    const asked = ++latest;
    const text = input.value.trim();
    if (!text) {
      close();
      status.textContent = "";
      return;
    }
    try {
      const address = new URL(form.dataset.suggest, location.href);
      address.searchParams.set("q", text);
      const response = await fetch(address, { headers: { Accept: "application/json" } });
      const { results } = response.ok ? await response.json() : { results: [] };
      if (asked === latest && document.activeElement === input) show(results);
    } catch {
      close(); // no connection: the form still searches
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    latest++;
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const last = options.length - 1;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) {
        ask();
        return;
      }
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(active + step > last ? -1 : active + step < -1 ? last : active + step); // -1 is the field itself
    } else if (event.key === "Enter" && active >= 0 && !list.hidden) {
      event.preventDefault();
      location.assign(options[active].address);
    }
  });
}
