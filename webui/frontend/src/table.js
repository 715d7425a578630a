// Asks again as soon as a choice is made, words are typed or a heading is clicked, and puts the server's answer in place.
// The address always says what is shown. Without this script the same forms and links work by loading a page.
import "./table.css";

const WAIT_MS = 150; // after the last letter typed
const FIRST_YEAR = "1900"; // a year is typed digit by digit, and each of them makes a valid date
const OF_THE_PAGE = "link[rel=canonical], link[rel=alternate], meta[name=description], meta[property]";
const main = document.querySelector("main");
const said = document.createElement("p");
let shown = location.pathname + location.search;
let pending = new AbortController();
let timer = 0;

said.id = "said";
said.className = "for-screen-readers";
said.setAttribute("role", "status");
document.body.append(said);

const fetched = async (address) => {
  pending.abort();
  pending = new AbortController();
  const response = await fetch(address, { headers: { Accept: "text/html" }, signal: pending.signal });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return new DOMParser().parseFromString(await response.text(), "text/html");
};

// How to find an element again in the page that replaces this one.
const selector = (element) => {
  if (element?.type === "radio") return `input[name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]`;
  if (element?.dataset?.column) return `[data-column="${CSS.escape(element.dataset.column)}"]`;
  if (element?.id) return `#${CSS.escape(element.id)}`;
  return element?.matches?.("details[id] > summary") ? `#${CSS.escape(element.parentElement.id)} > summary` : "";
};

const replace = (part, other) => {
  const focused = part.contains(document.activeElement) ? selector(document.activeElement) : "";
  const open = [...part.querySelectorAll("details[id][open]")].map((details) => details.id);
  part.replaceChildren(...other.childNodes);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (focused) part.querySelector(focused)?.focus({ preventScroll: true });
};

const show = async (address, { rows = false, push = false } = {}) => {
  main.setAttribute("aria-busy", "true");
  try {
    const page = await fetched(address);
    const [here, there] = [main.querySelector("#rows"), page.querySelector("#rows")];
    if (push) history.pushState(null, "", address);
    else history.replaceState(history.state, "", address);
    shown = location.pathname + location.search;
    if (rows && here && there) {
      replace(here, there);
      const [order, wanted] = [main.querySelector("#order"), page.querySelector("#order")];
      if (order && wanted) order.value = wanted.value;
    } else {
      replace(main, page.querySelector("main"));
      document.title = page.title;
      for (const element of document.head.querySelectorAll(OF_THE_PAGE)) element.remove();
      document.head.append(...page.head.querySelectorAll(OF_THE_PAGE));
    }
    const sorted = main.querySelector("th[aria-sort]");
    const found = main.querySelector("#rows .found")?.textContent ?? "";
    const words = rows && sorted && !found ? `Sorted by ${sorted.textContent}, ${sorted.ariaSort}` : found || main.querySelector("#answer")?.textContent;
    said.textContent = (words ?? "").replace(/\s+/g, " ").trim();
    document.dispatchEvent(new Event("backstop:replaced"));
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
    return;
  }
  main.removeAttribute("aria-busy");
};

// The address that a form asks for. One that looks in the rows or sorts them keeps all else that the present one says.
const address = (form) => {
  const here = new URLSearchParams(location.search);
  const wanted = form.matches(".rows") ? here : new URLSearchParams([...here].filter(([name]) => name === "_sort" || name === "_find"));
  for (const [name, value] of new FormData(form)) {
    if (form.matches(".parameters") && name.startsWith("_")) continue;
    if (value.trim()) wanted.set(name, value.trim());
    else wanted.delete(name);
  }
  wanted.delete("_page");
  const query = wanted.toString().replaceAll("%3A", ":");
  return location.pathname + (query && `?${query}`);
};

const ask = (form, wait = 0) => {
  clearTimeout(timer);
  if (!form.checkValidity()) return;
  const rows = form.matches(".rows");
  timer = setTimeout(() => show(address(form), { rows, push: !rows }), wait);
};

const ours = (target) => target.closest?.("main form:is(.parameters, .rows)[data-ask]");

document.addEventListener("change", (event) => {
  const form = ours(event.target);
  const unfinished = event.target.type === "date" && event.target.value && event.target.value < FIRST_YEAR;
  if (form && event.target.type !== "search" && !unfinished) ask(form);
});
document.addEventListener("input", (event) => {
  const form = ours(event.target);
  if (form && event.target.type === "search" && !event.isComposing) ask(form, WAIT_MS);
});
document.addEventListener("submit", (event) => {
  const form = ours(event.target);
  if (!form) return;
  event.preventDefault();
  ask(form);
});
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("main a.sort");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  show(link.getAttribute("href"), { rows: true });
});
window.addEventListener("popstate", () => {
  if (location.pathname + location.search !== shown) show(location.href);
});
