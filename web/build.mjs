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
const lands = feature(world, countries);
await write("countries.geojson", lands);
await write("names.geojson", { type: "FeatureCollection", features: names(lands.features) });
// Lines between countries apart from coasts, so that a map can draw what is disputed otherwise.
await write("borders.geojson", { type: "Feature", properties: {}, geometry: mesh(world, countries, (a, b) => a !== b) });

// One name a country, in its largest part: a name on every island and exclave reads as several countries.
function names(features) {
  const largest = new Map();
  for (const { geometry, properties } of features) {
    if (!geometry || !properties.name) continue;
    const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    for (const rings of parts.map((part) => part.map(unwrapped))) {
      const size = area(rings[0]);
      if (size > (largest.get(properties.name)?.size ?? 0)) largest.set(properties.name, { size, rings });
    }
  }
  return [...largest].map(([name, { rings }]) => (
    { type: "Feature", properties: { name }, geometry: { type: "Point", coordinates: inside(rings) } }
  ));
}

// Without the jump from 180 to -180 degrees, over which a line would run round the earth.
function unwrapped(ring) {
  let shift = 0;
  return ring.map(([lon, lat], i) => {
    if (i > 0) shift -= 360 * Math.round((lon - ring[i - 1][0]) / 360);
    return [lon + shift, lat];
  });
}

// On the unit sphere, as the integral of sin(latitude) along the ring.
function area(ring) {
  const steps = ring.slice(1).map(([lon, lat], i) => (
    (lon - ring[i][0]) * Math.sin(((lat + ring[i][1]) / 2) * (Math.PI / 180))
  ));
  return Math.abs(steps.reduce((sum, step) => sum + step, 0)) * (Math.PI / 180);
}

// The middle of the widest stretch of land on one of some parallels: always inside, unlike a centroid.
function inside(rings) {
  const lats = rings[0].map(([, lat]) => lat);
  const south = Math.min(...lats), north = Math.max(...lats);
  let best = { width: -1, point: rings[0][0] };
  for (const share of [0.5, 0.4, 0.6, 0.3, 0.7]) {
    const lat = south + (north - south) * share;
    const crossings = rings.flatMap((ring) => ring.slice(1).flatMap(([x2, y2], i) => {
      const [x1, y1] = ring[i];
      return y1 > lat !== y2 > lat ? [x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)] : [];
    })).sort((a, b) => a - b);
    for (let i = 1; i < crossings.length; i += 2) {
      const width = crossings[i] - crossings[i - 1];
      if (width > best.width * 1.2) best = { width, point: [(crossings[i] + crossings[i - 1]) / 2, lat] };
    }
  }
  return best.point;
}
