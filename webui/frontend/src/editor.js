// Makes the form at /sparql an editor: completion, marked errors, the answer beside it, and an address to share.
import Yasqe from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";

import { registerCompleters } from "./sparql/completion.js";
import { markError } from "./sparql/errors.js";
import { request } from "./sparql/request.js";
import { showAnswer } from "./sparql/views.js";

const form = document.getElementById("editor");
const textarea = document.getElementById("query");
const example = document.getElementById("example");
const status = document.getElementById("status");
const result = document.getElementById("result");
const shown = document.getElementById("shown");

const state = () => new URLSearchParams(location.hash.slice(1));
const names = { things: form.dataset.things, ontology: form.dataset.ontology };
let pending;

function editor(terms) {
  registerCompleters(Yasqe, terms);
  const place = document.createElement("div");
  textarea.after(place);
  const yasqe = new Yasqe(place, {
    value: state().get("query") ?? textarea.value,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "auto",
    viewportMargin: Infinity,
    screenReaderLabel: "Query",
    autocompleters: ["prefixes", "terms-class", "terms-property", "variables"],
    extraKeys: {
      "Ctrl-Enter": () => form.requestSubmit(),
      "Cmd-Enter": () => form.requestSubmit(),
      "Ctrl-Space": (instance) => instance.autocomplete(),
      "Ctrl-/": (instance) => instance.commentLines(),
      // The tabulator leads on through the page, as everywhere on it.
      Tab: false,
      "Shift-Tab": false,
    },
  });
  textarea.hidden = true;
  yasqe.on("inputRead", (_, change) => {
    if (/^[:\w]$/.test(change.text.join(""))) yasqe.autocomplete();
  });
  return yasqe;
}

async function ask(yasqe) {
  pending?.abort();
  pending = new AbortController();
  const { signal } = pending;
  const query = yasqe.getValue();
  const view = state().get("view");
  history.replaceState(null, "", `${location.pathname}#${new URLSearchParams({ query, ...(view && { view }) })}`);
  markError(yasqe, null);
  status.textContent = "Asking…";
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await request(form.action, query, yasqe.getQueryType(), signal);
    status.textContent = answer.summary;
    result.hidden = false;
    if (answer.refused) markError(yasqe, answer.refused);
    showAnswer(shown, answer, {
      names,
      view,
      choose: (chosen) => {
        const parameters = state();
        parameters.set("view", chosen);
        history.replaceState(null, "", `#${parameters}`);
      },
    });
  } catch (error) {
    if (error.name === "AbortError") return;
    status.textContent = "";
    result.hidden = false;
    showAnswer(shown, { refused: { message: "The endpoint could not be reached. Try again in a moment." } }, { names });
  } finally {
    if (!signal.aborted) form.removeAttribute("aria-busy");
  }
}

if (form) {
  const terms = await (await fetch(form.dataset.terms)).json();
  names.prefixes = terms.prefixes;
  const yasqe = editor(terms);
  document.getElementById("take").hidden = true;
  example.addEventListener("change", () => {
    const chosen = terms.examples.find((one) => one.slug === example.value);
    if (!chosen) return;
    yasqe.setValue(chosen.query);
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(yasqe);
  });
  window.addEventListener("hashchange", () => {
    const query = state().get("query");
    if (query !== null && query !== yasqe.getValue()) {
      yasqe.setValue(query);
      ask(yasqe);
    }
  });
  if (state().get("query") !== null) ask(yasqe);
}
