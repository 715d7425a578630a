// Draws the network: actors on the left, measures on the right, a line for each stance. The force simulation decides who
// stands near whom, so that lines are short; each column is then spaced evenly, so that every name can be read.
import { forceLink, forceManyBody, forceSimulation, forceY } from "d3-force";
import { select } from "d3-selection";

const ROW = 26;

const short = (text, length) => (text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text);

// Gives every node its place, in pixels; the simulation has no chance in it, so a picture is the same each time.
const arrange = ({ nodes, links }, left, right) => {
  const columns = ["actor", "measure"].map((kind) => nodes.filter((node) => node.kind === kind));
  const height = Math.max(...columns.map((column) => column.length)) * ROW;
  for (const column of columns) for (const [index, node] of column.entries()) node.y = ((index + 0.5) / column.length) * height;
  for (const node of nodes) node.fx = node.kind === "actor" ? left : right;
  forceSimulation(nodes)
    .force(
      "ties",
      forceLink(links.map((link) => ({ source: link.actor, target: link.measure })))
        .id((node) => node.id)
        .distance(0),
    )
    .force("room", forceManyBody().strength(-30))
    .force("middle", forceY(height / 2).strength(0.02))
    .stop()
    .tick(300);
  for (const column of columns) {
    column.sort((one, other) => one.y - other.y);
    const step = height / column.length;
    for (const [index, node] of column.entries()) node.y = (index + 0.5) * step;
  }
  return height;
};

const draw = (figure, data) => {
  const palette = JSON.parse(figure.dataset.palette);
  const width = Math.max(figure.clientWidth, 680);
  const left = width * 0.36;
  const right = width * 0.66;
  const height = arrange(data, left, right) + 30;
  const places = new Map(data.nodes.map((node) => [node.id, node]));
  const letters = (room) => Math.floor(room / 7.4);

  const svg = select(figure)
    .html("")
    .append("svg")
    .attr("class", "web")
    .attr("xmlns", "http://www.w3.org/2000/svg")
    .attr("width", width)
    .attr("height", height)
    .attr("viewBox", `0 0 ${width} ${height}`)
    .attr("font-family", "sans-serif")
    .attr("font-size", 12)
    .attr("role", "group")
    .attr("aria-label", "Network of actors and measures; the table below has the same");
  svg.append("rect").attr("class", "paper").attr("width", width).attr("height", height).attr("fill", "#fff");

  const web = svg.append("g").attr("transform", "translate(0 15)");
  const between = (link) => [places.get(link.actor), places.get(link.measure)];
  const ties = web.selectAll("g.link").data(data.links).join("g").attr("class", "link");
  ties
    .append("path")
    .attr("class", (link) => `tie ${link.stance}`)
    .attr("fill", "none")
    .attr("stroke", (link) => palette[link.stance])
    .attr("stroke-width", 1.6)
    .attr("stroke-dasharray", (link) => ({ ascribed: "6 4", unsure: "2 4" })[link.ground] ?? null)
    .attr("d", (link) => {
      const [actor, measure] = between(link);
      const middle = (left + right) / 2;
      return `M${left + 8} ${actor.y}C${middle} ${actor.y} ${middle} ${measure.y} ${right - 8} ${measure.y}`;
    });
  // The signs of one actor stand one behind the other, each on its own line.
  const order = new Map();
  for (const node of data.nodes.filter((one) => one.kind === "actor")) {
    const own = data.links.filter((link) => link.actor === node.id);
    own.sort((one, other) => places.get(one.measure).y - places.get(other.measure).y);
    for (const [index, link] of own.entries()) order.set(link, 0.07 + Math.min(index * 0.05, 0.6));
  }
  const onLine = (link) => {
    const [actor, measure] = between(link);
    const t = order.get(link);
    const along = (one, two, three, four) => (1 - t) ** 3 * one + 3 * (1 - t) ** 2 * t * two + 3 * (1 - t) * t ** 2 * three + t ** 3 * four;
    const middle = (left + right) / 2;
    return [along(left + 8, middle, middle, right - 8), along(actor.y, actor.y, measure.y, measure.y)];
  };
  ties
    .append("use")
    .attr("class", (link) => `sign ${link.stance}`)
    .attr("href", (link) => `#sign-${link.stance}`)
    .attr("width", 11)
    .attr("height", 11)
    .attr("fill", (link) => palette[link.stance])
    .attr("stroke", (link) => (link.stance === "supports" ? "none" : palette[link.stance]))
    .attr("x", (link) => onLine(link)[0] - 5.5)
    .attr("y", (link) => onLine(link)[1] - 5.5);
  ties.append("title").text((link) => `${link.actorLabel}, ${link.measureLabel}: ${link.word}, ${link.note}`);

  const quieten = (node) => {
    const near = new Set(data.links.flatMap((link) => (link.actor === node.id || link.measure === node.id ? [link.actor, link.measure] : [])));
    ties.classed("quiet", (link) => link.actor !== node.id && link.measure !== node.id);
    nodes.classed("quiet", (other) => !near.has(other.id));
  };
  const rest = () => {
    ties.classed("quiet", false);
    nodes.classed("quiet", false);
  };
  const nodes = web
    .selectAll("g.node")
    .data(data.nodes)
    .join("g")
    .attr("class", (node) => `node ${node.kind}`)
    .attr("transform", (node) => `translate(${node.fx} ${node.y})`)
    .on("pointerenter focusin", (_, node) => quieten(node))
    .on("pointerleave focusout", rest);
  const doors = nodes.append("a").attr("href", (node) => node.href);
  doors
    .append("rect")
    .attr("class", "target")
    .attr("x", (node) => (node.kind === "actor" ? -left : -8))
    .attr("y", -12)
    .attr("width", (node) => (node.kind === "actor" ? left + 8 : width - right + 8))
    .attr("height", 24)
    .attr("fill", "none")
    .attr("pointer-events", "all");
  doors
    .filter((node) => node.kind === "actor")
    .append("circle")
    .attr("r", 5)
    .attr("fill", palette.ink);
  doors
    .filter((node) => node.kind === "measure")
    .append("rect")
    .attr("class", "box")
    .attr("x", -5)
    .attr("y", -5)
    .attr("width", 10)
    .attr("height", 10)
    .attr("fill", palette.link);
  doors
    .append("text")
    .attr("x", (node) => (node.kind === "actor" ? -12 : 12))
    .attr("y", 4)
    .attr("text-anchor", (node) => (node.kind === "actor" ? "end" : "start"))
    .text((node) => short(node.label, letters((node.kind === "actor" ? left : width - right) - 16)));
  doors.append("title").text((node) => `${node.label}: ${node.lines} ${node.lines === 1 ? "line" : "lines"}`);
};

const figure = document.querySelector("[data-network]");
if (figure) {
  const response = await fetch(figure.dataset.network);
  if (response.ok) {
    draw(figure, await response.json());
    document.dispatchEvent(new Event("backstop:drawn"));
  }
}
