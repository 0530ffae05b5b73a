// The map: our features over an offline basemap. No glyphs, no tiles, no foreign request; the table below is its twin.

import { Map as LibreMap, NavigationControl, LngLatBounds } from "../vendor/maplibre/maplibre-gl.mjs";

const box = document.getElementById("map");

function colours() {
  const style = getComputedStyle(box);
  const read = (name) => style.getPropertyValue(name).trim();
  return {
    land: read("--map-land"), sea: read("--map-sea"), line: read("--map-line"),
    own: read("--map-own"), reported: read("--map-reported"), ink: read("--ink"), paper: read("--paper"),
  };
}

function styleOf(features, c) {
  const byBasis = ["match", ["get", "basis"], "own", c.own, c.reported];
  const part = (name) => ["==", ["get", "part"], name];
  const shape = (type) => ["==", ["geometry-type"], type];
  return {
    version: 8,
    sources: {
      countries: { type: "geojson", data: box.dataset.countries },
      borders: { type: "geojson", data: box.dataset.borders },
      countryNames: { type: "geojson", data: box.dataset.countryNames },
      records: { type: "geojson", data: features },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": c.sea } },
      { id: "land", type: "fill", source: "countries", paint: { "fill-color": c.land, "fill-outline-color": c.line } },
      { id: "borders", type: "line", source: "borders", paint: { "line-color": c.line, "line-width": 1, "line-dasharray": [4, 2] } },
      { id: "country-names", type: "symbol", source: "countryNames",
        layout: { "text-field": ["get", "name"], "text-size": 12 },
        paint: { "text-color": c.line, "text-halo-color": c.land, "text-halo-width": 1 } },
      { id: "areas", type: "fill", source: "records", filter: part("area"), paint: { "fill-color": byBasis, "fill-opacity": 0.12 } },
      { id: "area-edges", type: "line", source: "records", filter: part("area"),
        paint: { "line-color": byBasis, "line-width": 1.5, "line-dasharray": [3, 2] } },
      { id: "joins", type: "line", source: "records", filter: part("join"),
        paint: { "line-color": byBasis, "line-width": 1.5, "line-opacity": 0.5, "line-dasharray": [1, 2] } },
      { id: "exact-areas", type: "fill", source: "records", filter: ["all", part("exact"), shape("Polygon")],
        paint: { "fill-color": byBasis, "fill-opacity": 0.5 } },
      { id: "exact-edges", type: "line", source: "records", filter: ["all", part("exact"), shape("Polygon")],
        paint: { "line-color": byBasis, "line-width": 1.5 } },
      { id: "exact", type: "circle", source: "records", filter: ["all", part("exact"), shape("Point")],
        paint: { "circle-color": byBasis, "circle-radius": 6, "circle-stroke-color": c.paper, "circle-stroke-width": 2 } },
      { id: "many", type: "circle", source: "records", filter: part("many"),
        paint: { "circle-color": byBasis, "circle-stroke-color": c.paper, "circle-stroke-width": 2,
          "circle-radius": ["interpolate", ["linear"], ["log10", ["get", "count"]], 0.3, 9, 2, 13, 4, 19, 6, 24] } },
      { id: "how-many", type: "symbol", source: "records", filter: part("many"),
        layout: { "text-field": ["to-string", ["get", "count"]], "text-size": 11, "text-allow-overlap": true },
        paint: { "text-color": c.paper } },
      { id: "names", type: "symbol", source: "records", filter: part("label"),
        layout: { "text-field": ["get", "label"], "text-size": 12, "text-variable-anchor": ["top", "bottom"], "text-radial-offset": 0.6 },
        paint: { "text-color": c.ink, "text-halo-color": c.land, "text-halo-width": 1.5 } },
    ],
  };
}

function boundsOf(features) {
  const bounds = new LngLatBounds();
  const walk = (value) => (typeof value[0] === "number" ? bounds.extend(value) : value.forEach(walk));
  for (const feature of features.features) walk(feature.geometry.coordinates);
  return bounds.isEmpty() ? new LngLatBounds([44, 38], [51, 42]) : bounds;
}

const CLICKED = ["many", "exact", "exact-areas", "areas", "joins"];

function featuresAt(map, point) {
  return map.queryRenderedFeatures(point, { layers: CLICKED.filter((layer) => map.getLayer(layer)) }).map((one) => one.properties);
}

async function answered(address, signal) {
  const answer = await fetch(address, { headers: { Accept: "application/json" }, signal });
  if (!answer.ok) throw new Error(`${answer.status} of ${address}`);
  return answer.json();
}

// The records that features stand for, each once, and how many there are in all.
async function recordsOf(features) {
  const found = new Map();
  let count = 0;
  for (const { href, label } of features.filter((one) => one.href)) found.set(label, { reference: label, href });
  for (const here of new Set(features.flatMap((one) => one.here ?? []))) {
    const held = await answered(narrowed(box.dataset.here, here));
    count += held.count - held.records.length;
    for (const one of held.records) found.set(one.reference, one);
  }
  return { records: [...found.values()], more: count };
}

function narrowed(address, more) {
  const [path, query] = address.split("?");
  const asked = new URLSearchParams(query);
  for (const [name, value] of new URLSearchParams(more)) asked.set(name, value);
  return `${path}?${asked}`;
}

function showHere({ records, more }) {
  const list = document.getElementById("here-records");
  list.replaceChildren(...records.map(({ reference, href, headline }) => {
    const link = document.createElement("a");
    link.href = href;
    const name = document.createElement("bdi");
    name.dir = "ltr";
    name.textContent = reference;
    link.append(name);
    const item = document.createElement("li");
    item.append(link);
    if (headline) {
      const said = document.createElement("bdi");
      said.textContent = headline;
      item.append(" ", said);
    }
    return item;
  }));
  const rest = document.getElementById("here-more");
  rest.hidden = more === 0;
  rest.querySelector("bdi").textContent = new Intl.NumberFormat(document.documentElement.lang).format(more);
  document.getElementById("here").hidden = records.length === 0;
}

// A number on the map opens into what it counts, until its records lie on one spot.
function opened(map, features) {
  const many = features.find((one) => one.part === "many");
  if (!many) return false;
  const [west, south, east, north] = many.box;
  if (map.getZoom() >= map.getMaxZoom() - 0.5 || Math.max(east - west, north - south) < 1e-5) return false;
  map.fitBounds([west, south, east, north], { padding: 60, maxZoom: Math.max(map.getZoom() + 2, 18) });
  return true;
}

async function follow(map, point) {
  const features = featuresAt(map, point);
  if (opened(map, features)) return;
  const found = await recordsOf(features);
  if (document.getElementById("here") && found.records.length + found.more !== 1) showHere(found);
  else if (found.records.length) location.assign(found.records[0].href);
}

// What was not drawn whole is asked for again, for the box then in view, whenever that changes.
function keepUp(map) {
  let asking = new AbortController();
  map.on("moveend", async () => {
    asking.abort();
    asking = new AbortController();
    box.dataset.state = "drawing";
    const bounds = map.getBounds();
    const view = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((one) => one.toFixed(6));
    const columns = Math.round(box.clientWidth / 56);
    try {
      map.getSource("records").setData(await answered(narrowed(box.dataset.features, `box=${view}&columns=${columns}`), asking.signal));
      map.once("idle", () => { box.dataset.state = "drawn"; });
    } catch (problem) {
      if (problem.name !== "AbortError") fail(problem);
    }
  });
}

function fail(problem) {
  console.warn(problem);
  box.dataset.state = "failed";
  box.textContent = box.dataset.failed;
}

async function start() {
  const features = await answered(narrowed(box.dataset.features, `columns=${Math.round(box.clientWidth / 56)}`));
  const map = new LibreMap({
    container: box,
    style: styleOf(features, colours()),
    bounds: boundsOf(features),
    fitBoundsOptions: { padding: 40, maxZoom: Number(box.dataset.maxZoom ?? 10) },
    attributionControl: false,
    dragRotate: false,
    cooperativeGestures: false,
    locale: {
      "Map.Title": box.dataset.label,
      "NavigationControl.ZoomIn": box.dataset.zoomIn,
      "NavigationControl.ZoomOut": box.dataset.zoomOut,
      "NavigationControl.ResetBearing": box.dataset.north,
    },
  });
  map.addControl(new NavigationControl({ showCompass: false }));
  map.on("click", (event) => follow(map, event.point));
  map.on("mousemove", (event) => {
    map.getCanvas().style.cursor = featuresAt(map, event.point).length ? "pointer" : "";
  });
  map.once("idle", () => { box.dataset.state = "drawn"; });
  if (!features.whole) keepUp(map);
}

start().catch(fail);
