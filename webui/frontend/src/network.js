// Makes a network easier to read: what is tied to a name under the pointer stands out, and the drawing can be enlarged.
const STEP = 1.25;
const LEAST = 0.5;
const MOST = 3;

const standOut = (svg) => {
  const links = [...svg.querySelectorAll(".link")].map((link) => [link, link.dataset.ends.split(" ")]);
  const nodes = [...svg.querySelectorAll(".node")];
  const rest = () => {
    for (const element of svg.querySelectorAll(".quiet")) element.classList.remove("quiet");
  };
  const quieten = (name) => {
    const near = new Set([name, ...links.flatMap(([, ends]) => (ends.includes(name) ? ends : []))]);
    for (const [link, ends] of links) link.classList.toggle("quiet", !ends.includes(name));
    for (const node of nodes) node.classList.toggle("quiet", !near.has(node.dataset.node));
  };
  for (const node of nodes) {
    for (const event of ["pointerenter", "focusin"]) node.addEventListener(event, () => quieten(node.dataset.node));
    for (const event of ["pointerleave", "focusout"]) node.addEventListener(event, rest);
  }
};

const zoom = (figure, svg, place) => {
  const { width, height } = svg.viewBox.baseVal;
  let scale = 1;
  const to = (next) => {
    const before = scale;
    scale = Math.min(MOST, Math.max(LEAST, next));
    svg.setAttribute("width", width * scale);
    svg.setAttribute("height", height * scale);
    // The middle of what is in sight stays there.
    figure.scrollLeft = ((figure.scrollLeft + figure.clientWidth / 2) * scale) / before - figure.clientWidth / 2;
    figure.scrollTop = ((figure.scrollTop + figure.clientHeight / 2) * scale) / before - figure.clientHeight / 2;
  };
  const acts = { "+": () => to(scale * STEP), "-": () => to(scale / STEP), 0: () => to(1) };
  for (const [key, sign, words] of [
    ["+", "+", "Enlarge"],
    ["-", "−", "Make smaller"],
    ["0", "Original size", "Original size"],
  ]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.ariaLabel = `${words}: ${place.dataset.zoom}`;
    button.title = `${words} (${key})`;
    button.addEventListener("click", acts[key]);
    place.append(button);
  }
  figure.addEventListener("keydown", (event) => {
    const act = acts[event.key === "=" ? "+" : event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
  // Without a modifier the wheel scrolls the page, as everywhere.
  figure.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      to(event.deltaY < 0 ? scale * STEP : scale / STEP);
    },
    { passive: false },
  );
};

for (const place of document.querySelectorAll("[data-zoom]")) {
  const figure = place.nextElementSibling;
  const svg = figure.querySelector("svg");
  standOut(svg);
  zoom(figure, svg, place);
}
