// Builds the optional scripts: every src/<name>.js becomes ../static/built/<name>.js, and its styles <name>.css.

import { readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = here("../static/built");

rmSync(out, { recursive: true, force: true });
await build({
  entryPoints: readdirSync(here("src"))
    .filter((file) => file.endsWith(".js"))
    .map((file) => here(`src/${file}`)),
  outdir: out,
  bundle: true,
  format: "esm",
  splitting: true,
  chunkNames: "chunk-[hash]",
  minify: true,
  target: ["es2022"],
  legalComments: "linked",
  logLevel: "warning",
});
