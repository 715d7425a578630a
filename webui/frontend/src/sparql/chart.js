// Draws an answer as bars: a number for each row, or how many rows each value has.
import { scaleLinear } from "d3-scale";

const MOST_BARS = 40;
const SVG = "http://www.w3.org/2000/svg";
const NUMERIC = /#(?:integer|decimal|double|float|int|long|short|nonNegativeInteger|positiveInteger)$/;

const isNumber = (binding) => binding?.type === "literal" && NUMERIC.test(binding.datatype ?? "");

/** The columns that can stand at the bars, and those that can give their length; a column of numbers has no gap. */
export function columns({ head, results }) {
  const rows = results.bindings;
  const numbers = head.vars.filter((name) => rows.some((row) => row[name]) && rows.every((row) => !row[name] || isNumber(row[name])));
  return { labels: head.vars.filter((name) => !numbers.includes(name)), numbers };
}

export const chartable = (results) => Boolean(results.results?.bindings.length && columns(results).labels.length);

/** The bars, longest first: `[label, number]`, summed where a label stands in several rows. */
export function bars({ results }, label, number) {
  const sums = new Map();
  for (const row of results.bindings) {
    const name = (row[label]?.value ?? "(none)").replace(/^https?:.*[#/](?=[^#/]+$)/, "");
    sums.set(name, (sums.get(name) ?? 0) + (number ? Number(row[number]?.value ?? 0) : 1));
  }
  return [...sums].sort(([, one], [, other]) => other - one);
}

function svg(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

function drawing(found, title) {
  const [step, top] = [26, 24];
  const width = Math.min(960, document.documentElement.clientWidth - 40);
  const left = Math.min(330, Math.round(width * 0.42));
  const letters = Math.floor(left / 7);
  const height = top + found.length * step + 8;
  const numbers = found.map(([, number]) => number);
  const x = scaleLinear([Math.min(0, ...numbers), Math.max(0, ...numbers)], [left, width - 50]).nice();
  const ticks = x
    .ticks(width / 150)
    .map((tick) =>
      svg(
        "g",
        { class: "axis" },
        svg("line", { x1: x(tick), x2: x(tick), y1: top - 4, y2: height }),
        svg("text", { x: x(tick), y: 12, "text-anchor": "middle" }, tick.toLocaleString("en")),
      ),
    );
  const marks = found.map(([name, number], row) => {
    const y = top + row * step;
    const short = name.length > letters ? `${name.slice(0, letters - 1)}…` : name;
    return svg(
      "g",
      {},
      svg("title", {}, `${name}: ${number.toLocaleString("en")}`),
      svg("text", { x: left - 8, y: y + 16, "text-anchor": "end" }, short),
      svg("rect", { x: Math.min(x(0), x(number)), y: y + 3, width: Math.abs(x(number) - x(0)), height: step - 8, rx: 2 }),
      svg("text", { x: Math.max(x(0), x(number)) + 6, y: y + 16 }, number.toLocaleString("en")),
    );
  });
  return svg("svg", { class: "chart", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": title }, ...ticks, ...marks);
}

/** A chart with the choice of what its bars stand for. */
export function chart(answer) {
  const { labels, numbers } = columns(answer);
  const place = document.createElement("div");
  const picture = document.createElement("div");
  const choice = (title, options) => {
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.append(...options.map(([value, text]) => new Option(text, value)));
    select.addEventListener("change", () => draw());
    label.append(title, select);
    return { label, select };
  };
  const by = choice(
    "A bar for each",
    labels.map((name) => [name, name]),
  );
  const of = choice("as long as", [...numbers.map((name) => [name, name]), ["", "its number of rows"]]);
  const preferred = labels.find((name) => name.endsWith("Label")) ?? labels[0];
  by.select.value = preferred;
  const draw = () => {
    const found = bars(answer, by.select.value, of.select.value);
    const kept = found.slice(0, MOST_BARS);
    const title = `${of.select.value || "Rows"} by ${by.select.value}`;
    const note = document.createElement("p");
    note.className = "note";
    note.textContent = `The longest ${MOST_BARS} of ${found.length} bars.`;
    picture.replaceChildren(...(found.length > MOST_BARS ? [note] : []), drawing(kept, title));
  };
  const choices = document.createElement("div");
  choices.className = "chart-choice";
  choices.append(by.label, of.label);
  place.append(choices, picture);
  draw();
  return place;
}
