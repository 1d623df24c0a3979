// Builds heartsease/static/build: bundles, fonts, the icon sprite and manifest.json, all with hashed names and compressed siblings.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import * as esbuild from "esbuild";
import subsetFont from "subset-font";

const here = path.dirname(fileURLToPath(import.meta.url));
const output = path.join(here, "..", "heartsease", "static", "build");
const staging = `${output}.new`;
const started = performance.now();

// Those that are not there yet are left out; a page that asks for one gets a plain sentence from the asset tag.
const entryPoints = {
  "app.js": "src/entries/app.ts",
  "signin.js": "src/entries/signin.ts",
  "account.js": "src/entries/account.ts",
  "manage.js": "src/entries/manage.ts",
  "app.css": "src/entries/app.css",
  "style.css": "src/entries/style.css",
  "capture.js": "src/capture/capture.ts",
  "home.js": "src/capture/home.ts",
  "capture.css": "src/capture/capture.css",
  "finder.js": "src/faces/worker.ts",
};
// Taken as they are: what the worker that looks for faces loads, each when it is needed. A model may be absent
// (scripts/setup).
const loaded = {
  "centerface.onnx": "../heartsease/models/centerface.onnx",
  "blazeface.onnx": "../heartsease/models/blazeface.onnx",
  "finder.wasm": "node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm",
  "heic.js": "node_modules/libheif-js/libheif-wasm/libheif-bundle.mjs",
};
const compressible = new Set([".css", ".js", ".svg", ".json", ".wasm", ".onnx"]);
// Beyond it the best compression takes half a minute and gains a twentieth.
const SMALL_BYTES = 1_000_000;
const files = {};

// Only the weights in use: a heading's font of one weight is 18 KB instead of 121.
const axes = {
  nunito: { wght: { min: 400, max: 800 } },
  fraunces: { wght: 600, SOFT: 100, WONK: 0, opsz: 36 },
};

const fonts = {
  name: "fonts",
  setup(build) {
    build.onLoad({ filter: /\.woff2$/ }, async ({ path: file }) => {
      const [, family, script] = path.basename(file).match(/^([a-z]+)-(.+?)-(?:wght|full)-normal/);
      const ranges = JSON.parse(await readFile(path.join(path.dirname(file), "../unicode.json"), "utf8"))[script];
      const wanted = ranges.split(",").flatMap((range) => {
        const [first, last = first] = range.slice(2).split("-").map((code) => Number.parseInt(code, 16));
        return Array.from({ length: last - first + 1 }, (_, step) => String.fromCodePoint(first + step));
      });
      const options = { targetFormat: "woff2", variationAxes: axes[family] };
      return { contents: await subsetFont(await readFile(file), wanted.join(""), options), loader: "file" };
    });
  },
};

async function bundle() {
  const wanted = Object.entries(entryPoints).filter(([, source]) => existsSync(path.join(here, source)));
  const result = await esbuild.build({
    absWorkingDir: here,
    entryPoints: wanted.map(([name, source]) => ({ in: source, out: path.parse(name).name })),
    outdir: staging,
    bundle: true,
    minify: true,
    format: "esm",
    // The oldest tablets a nursery still has: iPadOS 15, Chromium 105.
    target: ["chrome111", "safari15.4", "firefox115"],
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    plugins: [fonts],
    loader: { ".woff2": "file", ".svg": "file" },
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
  });
  for (const [written, { entryPoint, inputs }] of Object.entries(result.metafile.outputs)) {
    const logical = entryPoint
      ? Object.keys(entryPoints).find((name) => entryPoints[name] === entryPoint)
      : path.basename(Object.keys(inputs)[0]);
    files[logical] = path.basename(written);
  }
}

async function write(logical, content) {
  const { name, ext } = path.parse(logical);
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase();
  files[logical] = `${name}-${hash}${ext}`;
  await writeFile(path.join(staging, files[logical]), content);
}

async function sprite() {
  const icons = JSON.parse(await readFile(path.join(here, "src/icons.json"), "utf8"));
  const symbols = [];
  for (const [name, source] of Object.entries(icons)) {
    const svg = await readFile(path.join(here, "node_modules/lucide-static/icons", `${source}.svg`), "utf8");
    const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
    symbols.push(`<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s*\n\s*/g, "")}</symbol>`);
  }
  const marks = (await readdir(path.join(here, "src/marks"))).filter((file) => file.endsWith(".svg"));
  for (const file of marks.sort()) {
    const svg = await readFile(path.join(here, "src/marks", file), "utf8");
    const box = svg.match(/viewBox="([^"]+)"/)[1];
    const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
    symbols.push(`<symbol id="${path.parse(file).name}" viewBox="${box}">${shapes.replace(/\s*\n\s*/g, "")}</symbol>`);
    await write(file, svg);
  }
  await write("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);
  return [...Object.keys(icons), ...marks.map((file) => path.parse(file).name)].sort();
}

async function pictures() {
  const folder = path.join(here, "src/pictures");
  for (const file of await readdir(folder)) {
    if (!files[file]) await write(file, await readFile(path.join(folder, file)));
  }
}

async function compress(name) {
  const content = await readFile(path.join(staging, name));
  if (!compressible.has(path.extname(name))) return content.length;
  const quality = content.length > SMALL_BYTES ? 9 : 11;
  const [small, middling] = await Promise.all([
    promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
    promisify(gzip)(content, { level: 9 }),
  ]);
  await Promise.all([
    writeFile(path.join(staging, `${name}.br`), small),
    writeFile(path.join(staging, `${name}.gz`), middling),
  ]);
  return small.length;
}

await rm(staging, { recursive: true, force: true });
await mkdir(staging, { recursive: true });
try {
  await bundle();
  const icons = await sprite();
  await pictures();
  for (const [name, source] of Object.entries(loaded)) {
    if (name.endsWith(".onnx") && !existsSync(path.join(here, source))) continue;
    await write(name, await readFile(path.join(here, source)));
  }
  for (const logical of Object.keys(files).sort()) {
    const size = await compress(files[logical]);
    console.log(`${files[logical].padEnd(52)} ${(size / 1024).toFixed(1).padStart(6)} KB`);
  }
  await writeFile(path.join(staging, "manifest.json"), JSON.stringify({ files, icons }, null, 1));
  await rm(output, { recursive: true, force: true });
  await rename(staging, output);
  console.log(`front end built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
} catch (error) {
  await rm(staging, { recursive: true, force: true });
  if (!error.errors) console.error(error);
  process.exitCode = 1;
}
