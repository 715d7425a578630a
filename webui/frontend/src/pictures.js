// Saves a picture as SVG or PNG. One that the server draws has an address; one that a script drew is taken from the page.
const place = document.querySelector("[data-save]");
const SCALE = 2; // points of a PNG for each of the picture

const drawn = () => {
  const svg = document.querySelector("figure svg");
  const copy = svg.cloneNode(true);
  const symbols = document.createElementNS("http://www.w3.org/2000/svg", "defs");
  symbols.append(...[...document.querySelectorAll(".symbols symbol")].map((symbol) => symbol.cloneNode(true)));
  copy.prepend(symbols);
  for (const element of copy.querySelectorAll(".quiet")) element.classList.remove("quiet");
  return new XMLSerializer().serializeToString(copy);
};

const picture = async () => {
  const link = place.querySelector("[data-svg]");
  if (!link) return drawn();
  const response = await fetch(link.href);
  if (!response.ok) throw new Error(`The picture could not be fetched (${response.status}).`);
  return response.text();
};

const save = (blob, kind) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `backstop-${place.dataset.save}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

const asPng = async (text) => {
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * SCALE;
    canvas.height = image.naturalHeight * SCALE;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob(done, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
};

const button = (words, act) => {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = words;
  element.addEventListener("click", async () => {
    element.disabled = true;
    try {
      await act();
    } catch (error) {
      element.textContent = `${words}: did not work`;
      console.error(error);
    } finally {
      element.disabled = false;
    }
  });
  return element;
};

const offer = () => {
  const png = button("Picture as PNG", async () => save(await asPng(await picture()), "png"));
  const link = place.querySelector("[data-svg]");
  if (link) link.after(png);
  else
    place.prepend(
      button("Picture as SVG", () => save(new Blob([drawn()], { type: "image/svg+xml" }), "svg")),
      png,
    );
};

if (place?.querySelector("[data-svg]")) offer();
else document.addEventListener("backstop:drawn", offer, { once: true });
if (document.querySelector("figure svg")) document.dispatchEvent(new Event("backstop:drawn"));
