// Offers a picture, which the server draws as SVG, as PNG too.
const place = document.querySelector("[data-save]");
const SCALE = 2; // points of a PNG for each of the picture

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

const save = (blob) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${place.dataset.save}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

const offer = (link) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = "Picture as PNG";
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const response = await fetch(link.href);
      if (!response.ok) throw new Error(`The picture could not be fetched (${response.status}).`);
      save(await asPng(await response.text()));
    } catch (error) {
      button.textContent = "Picture as PNG: did not work";
      console.error(error);
    } finally {
      button.disabled = false;
    }
  });
  link.parentNode.append(" ", button); // last, so that nothing moves
};

const link = place?.querySelector("[data-svg]");
if (link) offer(link);
