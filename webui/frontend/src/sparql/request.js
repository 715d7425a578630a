// Asks the endpoint by the SPARQL 1.1 Protocol.
import { readRefusal } from "./errors.js";

const RESULTS = "application/sparql-results+json";
const TRIPLES = "text/turtle";
const TRUNCATED = "Backstop-Truncated"; // there, with every form, where the answer is not whole

const counted = (number, word) => `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;

const post = (address, query, accept, signal) => fetch(address, { method: "POST", headers: { Accept: accept }, body: new URLSearchParams({ query }), signal });

/**
 * The answer to a query: `results` or `text`, with `as` to get it in another form, and `cut` where it is not whole; or
 * `refused` with a message and perhaps a line and a column.
 */
export async function request(address, query, type, signal) {
  const accept = type === "CONSTRUCT" || type === "DESCRIBE" ? TRIPLES : `${RESULTS}, ${TRIPLES};q=0.5`;
  const start = performance.now();
  const response = await post(address, query, accept, signal);
  const text = await response.text();
  const time = `${Math.round(performance.now() - start).toLocaleString("en")} ms`;
  if (!response.ok) return { refused: readRefusal(text, response.status), summary: "" };
  const cut = response.headers.has(TRUNCATED);
  const as = async (mediaType) => (await post(address, query, mediaType)).blob();
  if (!(response.headers.get("Content-Type") ?? "").includes("sparql-results+json")) {
    return { text, as, cut, summary: `${counted(text.split("\n").length - 1, "line")}, ${time}` };
  }
  const results = JSON.parse(text);
  const rows = results.results?.bindings;
  return {
    text,
    as,
    results,
    cut,
    summary: rows ? `${counted(rows.length, "row")}, ${time}` : time,
  };
}
