// Puts a button that copies beside everything with data-copy, and the day of the visit into the citations: the page
// itself has no day, because it is the same for everybody. A live region says what was copied.
const SHOWN = 2500; // milliseconds for which a button says what it did

const today = new Date();
const PARTS = {
  Y: `${today.getFullYear()}`,
  m: `${today.getMonth() + 1}`.padStart(2, "0"),
  d: `${today.getDate()}`.padStart(2, "0"),
  n: `${today.getMonth() + 1}`,
  e: `${today.getDate()}`,
  B: today.toLocaleString("en", { month: "long" }),
};
const status = document.createElement("p");
status.className = "for-screen-readers";
status.setAttribute("role", "status");
document.body.append(status);

// Where the clipboard is closed to scripts, as on a site without HTTPS, the text is selected for the visitor to copy.
const copy = async (source) => {
  const text = source.textContent;
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // The visitor, or the browser, did not allow it.
    }
  }
  getSelection().selectAllChildren(source);
  return false;
};

const offer = (source) => {
  const words = source.dataset.copy;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.setAttribute("aria-label", `Copy ${words}`);
  button.textContent = "Copy";
  let timer = 0;
  button.addEventListener("click", async () => {
    const copied = await copy(source);
    button.textContent = copied ? "Copied" : "Selected";
    status.textContent = "";
    status.textContent = copied ? `Copied: ${words}` : `Selected: ${words}. Press Ctrl+C or ⌘C to copy it.`;
    clearTimeout(timer);
    timer = setTimeout(() => {
      button.textContent = "Copy";
      status.textContent = "";
    }, SHOWN);
  });
  source.after(button);
};

// Also called when another script has put a new answer in the place of this one.
const prepare = () => {
  for (const place of document.querySelectorAll("[data-accessed]")) {
    place.textContent = place.dataset.accessed.replace(/%([YmdneB])/g, (_, part) => PARTS[part]);
  }
  for (const source of document.querySelectorAll("[data-copy]")) {
    if (!source.nextElementSibling?.matches("button.copy")) offer(source);
  }
};
prepare();
document.addEventListener("backstop:replaced", prepare);
