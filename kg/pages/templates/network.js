"use strict";

/* The network page: what happens when a reader does something.  model, canvas, panel, table, filters and exports do the work. */

function choose(what) {
  state.chosen = what;
  view = compute();
  showCounts();
  showEmpty();
  if (network || view.actors.size) draw();
  showPanel();
  markChosenRow();
  writeHash();
  if (what && matchMedia("(max-width: 1180px)").matches) byId("panel").scrollIntoView({ block: "nearest" });
}

function refresh() {
  view = compute();
  showCounts();
  showEmpty();
  if (network || view.actors.size) draw();
  showPanel();
  showTable();
  writeHashSoon();
}

function reset() {
  const { chosen, sheet, sort, descending } = state;
  Object.assign(state, usual(), { chosen, sheet, sort, descending });
  writeControls();
  refresh();
  fit();
}

function showMore(limit) {
  state.limit = limit;
  view = compute();
  showCounts();
  draw();
  fit();
  showPanel();
  writeHash();
}

function openHash() {
  if (location.hash === written) return;
  readHash();
  readPalette();
  writeControls();
  refresh();
  if (network) lookAgain();
}

function repaint() {
  readPalette();
  if (network) draw();
  writeHash();
}

/* A frame of another shape asks for another arrangement. */
function watchFrame() {
  let shape = "";
  new ResizeObserver(([{ contentRect: { width, height } }]) => {
    const now = `${Math.round(width)} ${Math.round(height)}`;
    if (shape && now !== shape && network && width && height) later(rearrange);
    shape = now;
  }).observe(byId("canvas"));
}

function rearrange() {
  const look = state.look;
  arrangement = { ...arrangement, actors: new Set() };
  network.setSize("100%", "100%");
  draw();
  state.look = look;
  lookAgain();
}

function listen() {
  byId("search").addEventListener("input", search);
  byId("search").addEventListener("keydown", searchKey);
  byId("search").addEventListener("blur", () => showSuggestions(""));
  byId("theme").addEventListener("click", () => { theme.toggle(); repaint(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  byId("more").addEventListener("click", () => showMore((state.limit || STEP) + STEP));
  byId("all").addEventListener("click", () => showMore(Infinity));
  byId("fit").addEventListener("click", () => { fit(); writeHash(); });
  byId("zoom-in").addEventListener("click", () => zoom(1.3));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", (event) => { if (!byId("export").contains(event.target)) byId("export").open = false; });
  for (const button of document.querySelectorAll("[data-export]")) {
    button.addEventListener("click", () => { byId("export").open = false; EXPORTS[button.dataset.export](); });
  }
  window.addEventListener("hashchange", openHash);
  window.addEventListener("beforeprint", beforePrint);
  window.addEventListener("afterprint", afterPrint);
  listenToTable();
}

function pressed(event) {
  if (event.key === "Escape" && byId("export").open) {
    byId("export").open = false;
    byId("export").querySelector("summary").focus();
  } else if (event.key === "Escape" && state.chosen && event.target !== byId("search")) {
    choose(null);
  } else if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest("input, select, textarea")) {
    event.preventDefault();
    byId("search").focus();
  }
}

readHash();
if (matchMedia("(max-width: 760px)").matches) byId("filters").open = false;
readPalette();
buildFilters();
writeControls();
showLegend();
listen();
refresh();
watchFrame();

/* For scripts and tests: the same that a reader does by hand, and where things are on the screen. */
window.diplograph = Object.freeze({
  selectNode: (id) => choose(actorOfId.has(id) ? { actor: actorOfId.get(id) } : null),
  selectEdge: (key) => choose(lineOfKey.has(key) ? { line: lineOfKey.get(key) } : null),
  selectStatement: (id) => choose(statementOfId.has(id) ? { told: statementOfId.get(id) } : null),
  edges: () => view.lines.map(({ line, told }) => ({ id: line.key, from: line.source.id, to: line.target.id, family: line.family, statements: told.map((one) => one.id) })),
  nodes: () => [...view.actors].map((actor) => actor.id),
  edgePoint: (key) => onScreen(clearPointOf(lineOfKey.get(key))),
  nodePoint: (id) => onScreen(screenPoint(actorOfId.get(id))),
  labels: () => labels,
  exported: (kind) => ({ csv, graphml, gexf })[kind](),
});

function onScreen({ x, y }) {
  const frame = byId("canvas").getBoundingClientRect();
  return { x: frame.left + x, y: frame.top + y };
}
