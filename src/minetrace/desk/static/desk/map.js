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
      { id: "exact", type: "circle", source: "records", filter: ["all", part("exact"), shape("Point")],
        paint: { "circle-color": byBasis, "circle-radius": 6, "circle-stroke-color": c.paper, "circle-stroke-width": 2 } },
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

function recordsAt(map, point) {
  const layers = ["exact", "exact-areas", "areas", "joins"];
  const found = new Map();
  for (const feature of map.queryRenderedFeatures(point, { layers })) {
    for (const one of feature.properties.records) found.set(one.reference, one.href);
  }
  return found;
}

function showHere(found) {
  const list = document.getElementById("here-records");
  list.replaceChildren();
  for (const [reference, href] of found) {
    const link = document.createElement("a");
    link.href = href;
    const name = document.createElement("bdi");
    name.dir = "ltr";
    name.textContent = reference;
    link.append(name);
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  document.getElementById("here").hidden = found.size === 0;
}

async function start() {
  const answer = await fetch(box.dataset.features, { headers: { Accept: "application/json" } });
  const features = await answer.json();
  const map = new LibreMap({
    container: box,
    style: styleOf(features, colours()),
    bounds: boundsOf(features),
    fitBoundsOptions: { padding: 40, maxZoom: 10 },
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
  map.on("click", (event) => {
    const found = recordsAt(map, event.point);
    if (found.size === 1) location.assign([...found.values()][0]);
    else showHere(found);
  });
  map.on("mousemove", (event) => {
    map.getCanvas().style.cursor = recordsAt(map, event.point).size ? "pointer" : "";
  });
  map.once("idle", () => { box.dataset.state = "drawn"; });
}

start().catch(() => {
  box.dataset.state = "failed";
  box.textContent = box.dataset.failed;
});
