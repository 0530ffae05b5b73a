// Copies what pages load from node_modules into the folder given, and turns the basemap into GeoJSON.
// Called by ./run; the folder is made anew each time and is never committed.

import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { feature, mesh } from "topojson-client";

const FILES = {
  "maplibre/maplibre-gl.mjs": "maplibre-gl/dist/maplibre-gl.mjs",
  "maplibre/maplibre-gl-worker.mjs": "maplibre-gl/dist/maplibre-gl-worker.mjs",
  "maplibre/maplibre-gl.css": "maplibre-gl/dist/maplibre-gl.css",
  "maplibre/LICENSE.txt": "maplibre-gl/LICENSE.txt",
  "htmx/htmx.min.js": "htmx.org/dist/htmx.min.js",
  "htmx/LICENSE": "htmx.org/LICENSE",
  "basemap/LICENSE": "world-atlas/LICENSE",
};
const COUNTRIES = "world-atlas/countries-50m.json";
const DECIMALS = 3; // about 100 m, finer than the 1:50 million source

const target = process.argv[2];
if (!target) throw new Error("usage: node build.mjs FOLDER");

await rm(target, { recursive: true, force: true });
for (const [to, from] of Object.entries(FILES)) {
  await mkdir(dirname(join(target, to)), { recursive: true });
  await copyFile(join("node_modules", from), join(target, to));
}

const world = JSON.parse(await readFile(join("node_modules", COUNTRIES), "utf8"));
const { countries } = world.objects;
const write = (name, value) =>
  writeFile(
    join(target, "basemap", name),
    JSON.stringify(value, (_, it) => (typeof it === "number" ? Number(it.toFixed(DECIMALS)) : it)),
  );
await write("countries.geojson", feature(world, countries));
// Lines between countries apart from coasts, so that a map can draw what is disputed otherwise.
await write("borders.geojson", { type: "Feature", properties: {}, geometry: mesh(world, countries, (a, b) => a !== b) });
