// Shows an answer: as a table, as JSON, or as a chart.
import { chart, chartable } from "./chart.js";

const MOST_ROWS = 1000;
const RESULT_FORMS = {
  CSV: ["text/csv", "csv"],
  TSV: ["text/tab-separated-values", "tsv"],
  XML: ["application/sparql-results+xml", "xml"],
};
const TRIPLE_FORMS = {
  "N-Triples": ["application/n-triples", "nt"],
  "JSON-LD": ["application/ld+json", "jsonld"],
  "RDF/XML": ["application/rdf+xml", "rdf"],
};

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A term as a reader reads it: a link for an IRI, to the page here if it is one of ours. */
export function term(binding, names) {
  if (!binding) return "";
  if (binding.type === "bnode") return `_:${binding.value}`;
  if (binding.type !== "uri") return binding.value;
  const iri = binding.value;
  const { id, bst } = names.prefixes;
  if (iri.startsWith(id)) return element("a", { href: names.things + iri.slice(id.length) }, `id:${iri.slice(id.length)}`);
  if (iri.startsWith(bst)) return element("a", { href: `${names.ontology}#${iri.slice(bst.length)}` }, `bst:${iri.slice(bst.length)}`);
  return /^https?:/.test(iri) ? element("a", { href: iri, rel: "noopener" }, iri) : iri;
}

function table({ results }, names) {
  const { vars } = results.head;
  const rows = results.results.bindings;
  if (!rows.length) return element("p", { class: "nothing" }, "The query has no answer: nothing in the graph is as it asks.");
  const head = element("tr", {}, ...vars.map((name) => element("th", { scope: "col" }, name)));
  const body = rows.slice(0, MOST_ROWS).map((row) => element("tr", {}, ...vars.map((name) => element("td", {}, term(row[name], names)))));
  const whole = element("table", { class: "bindings" }, element("thead", {}, head), element("tbody", {}, ...body));
  const wide = element("div", { class: "wide", tabindex: "0", role: "region", "aria-label": "Rows of the answer" }, whole);
  if (rows.length <= MOST_ROWS) return wide;
  const note = `The first ${MOST_ROWS.toLocaleString("en")} of ${rows.length.toLocaleString("en")} rows; the files have them all.`;
  return element("div", {}, element("p", { class: "note" }, note), wide);
}

const text = (answer) => {
  const shown = answer.results ? JSON.stringify(answer.results, null, 2) : answer.text;
  return element("pre", { tabindex: "0" }, element("code", {}, shown));
};

const boolean = ({ results }) => element("p", { class: "boolean" }, results.boolean ? "Yes" : "No");

function viewsOf(answer) {
  if (!answer.results) return { Triples: text };
  if ("boolean" in answer.results) return { Answer: boolean, JSON: text };
  return { Table: table, JSON: text, ...(chartable(answer.results) && { Chart: ({ results }) => chart(results) }) };
}

/** Buttons that ask the same query once more, for a file. */
function taking(answer) {
  const buttons = Object.entries(answer.results ? RESULT_FORMS : TRIPLE_FORMS).map(([name, [mediaType, ending]]) => {
    const button = element("button", { type: "button" }, name);
    button.addEventListener("click", async () => {
      const address = URL.createObjectURL(await answer.as(mediaType));
      element("a", { href: address, download: `answer.${ending}` }).click();
      URL.revokeObjectURL(address);
    });
    return button;
  });
  return element("span", { class: "taking", role: "group", "aria-label": "Save as" }, ...buttons);
}

/** Put an answer, or why there is none, in the place of what `place` shows. `choose` is told which view is chosen. */
export function showAnswer(place, answer, { names, view, choose }) {
  if (answer.refused) {
    place.replaceChildren(element("p", { class: "refused", role: "alert" }, answer.refused.message));
    return;
  }
  const views = viewsOf(answer);
  const panel = element("div", { role: "tabpanel", id: "view" });
  const buttons = Object.keys(views).map((name) => {
    const button = element("button", { type: "button", role: "tab", "aria-controls": "view" }, name);
    button.addEventListener("click", () => {
      select(name);
      choose?.(name.toLowerCase());
    });
    return button;
  });
  const select = (name) => {
    for (const button of buttons) button.setAttribute("aria-selected", String(button.textContent === name));
    panel.replaceChildren(views[name](answer, names));
  };
  const tabs = element("div", { class: "views", role: "tablist", "aria-label": "Show as" }, ...buttons);
  const bar = element("div", { class: "views" }, tabs, taking(answer));
  tabs.addEventListener("keydown", ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (step) {
      const at = buttons.indexOf(document.activeElement);
      buttons[(at + step + buttons.length) % buttons.length].focus();
    }
  });
  const cut = answer.cut ? [element("p", { class: "note" }, "This is not the whole answer: the endpoint has cut it at its limit. Ask for less.")] : [];
  place.replaceChildren(bar, ...cut, panel);
  select(Object.keys(views).find((name) => name.toLowerCase() === view) ?? Object.keys(views)[0]);
}
