// Bundle the libraries that the page of `vaultlint report` needs, with their versions and licences.
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const ASSETS = "../vaultlint/html_report/assets";

const result = await build({
  entryPoints: ["d3.js"],
  bundle: true,
  minify: true,
  charset: "ascii",
  format: "iife",
  globalName: "d3",
  legalComments: "none",
  metafile: true,
  write: false,
});
const names = new Set(
  Object.keys(result.metafile.inputs)
    .map((input) => input.match(/^node_modules\/([^/]+)\//)?.[1])
    .filter(Boolean),
);
const licences = new Map();
for (const name of [...names].sort()) {
  const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`));
  const text = readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim();
  licences.set(text, [...(licences.get(text) ?? []), `${name} ${version}`]);
}
const notice = [...licences].map(([text, packages]) => `${packages.join(", ")}\n\n${text}\n`).join("\n\n");
writeFileSync(`${ASSETS}/d3.LICENSE.txt`, notice);
writeFileSync(`${ASSETS}/d3.min.js`, `/*!\n${notice}*/\n${result.outputFiles[0].text.trim()}\n`);
