"use strict";

/* The canvas: vis-network holds the nodes and edges and knows the mouse; labels and marks are drawn here, at one size on the screen. */

const LABEL = 12.5;
const LARGE_LABEL = 14.5;
const GAP = 130; // canvas units between actors, about, below which a view is not drawn together further
const HEAVY = 400; // actors and lines from which a picture of the canvas moves instead of the canvas
const HUGE = 3000; // lines from which drawing once more would keep the hand waiting
const REST = 180; // milliseconds after which a hand is taken to rest

const ENDS = {
  "material-cooperation": { type: "arrow", scaleFactor: 0.42 },
  "verbal-cooperation": { type: "arrow", scaleFactor: 0.42 },
  "verbal-conflict": { type: "bar", scaleFactor: 0.42 },
  "material-conflict": { type: "bar", scaleFactor: 0.42 },
  stance: { type: "circle", scaleFactor: 0.42 },
  relation: { type: "diamond", scaleFactor: 0.42 },
};

let network = null;
let nodeSet = null;
let edgeSet = null;
let hovered = null;
let changing = false; // what is on the canvas is not yet what is in view
let palette = {};
let lit = null; // the actors that stand out; null where all do

function readPalette() {
  const wanted = ["ground", "ink", "soft", "faint", "accent", "node", "node-rim", "raised", "rule", ...Object.keys(FAMILIES)];
  palette = Object.fromEntries(wanted.map((name) => [name, theme.colour(name)]));
}

/* ---- where actors stand: as laid out when the page was made, turned and stretched to fill the frame ---- */

let arrangement = { near: false, swap: false, across: 1, down: 1, actors: new Set() };

function arrange() {
  const frame = byId("canvas").getBoundingClientRect();
  const wide = Math.max(frame.width, 1) / Math.max(frame.height, 1);
  const near = isOpening();
  const spots = [...view.actors].map((actor) => homeOf(actor, near)).filter(Boolean);
  const [width, height] = [0, 1].map((axis) => Math.max(GAP, spread(spots.map((spot) => spot[axis])) + GAP));
  const swap = (width > height) !== (wide > 1) && Math.max(width / height, height / width) > 1.1;
  const shape = swap ? height / width : width / height;
  const drawn = Math.min(1, Math.sqrt((spots.length * GAP * GAP) / (width * height)));
  arrangement = {
    near, swap, actors: new Set(view.actors),
    across: drawn * Math.min(1.9, Math.max(1, wide / shape)),
    down: drawn * Math.min(1.9, Math.max(1, shape / wide)),
  };
}

function spread(numbers) {
  let least = Infinity;
  let most = -Infinity;
  for (const number of numbers) {
    least = Math.min(least, number);
    most = Math.max(most, number);
  }
  return Math.max(0, most - least);
}

function homeOf(actor, near) {
  const node = nodes.get(actor.index);
  return near ? node.near : [node.x, node.y];
}

function onCanvas([x, y]) {
  return arrangement.swap ? { x: y * arrangement.across, y: x * arrangement.down } : { x: x * arrangement.across, y: y * arrangement.down };
}

function fromCanvas({ x, y }) {
  return arrangement.swap ? [y / arrangement.down, x / arrangement.across] : [x / arrangement.across, y / arrangement.down];
}

/* The place of each actor in view. Those who join a first view that was not made for them stand around the one they are tied to. */
function places() {
  const found = new Map();
  const without = [];
  for (const actor of view.actors) {
    const home = state.moved.get(actor) || homeOf(actor, arrangement.near);
    if (home) found.set(actor, onCanvas(home));
    else without.push(actor);
  }
  if (without.length) placeAround(without, found);
  return found;
}

function placeAround(without, found) {
  const middle = without.includes(state.chosen?.actor) ? state.chosen.actor : null;
  if (middle) found.set(middle, centreOf(neighbours(middle).filter((actor) => found.has(actor)).map((actor) => found.get(actor)), 1));
  without.filter((actor) => actor !== middle).forEach((actor, index) => {
    const centre = centreOf(neighbours(actor).filter((other) => found.has(other)).map((other) => found.get(other)), 0);
    const turn = index * 2.399963; // the golden angle
    const reach = GAP * (0.7 + 0.25 * Math.sqrt(index));
    found.set(actor, { x: centre.x + reach * Math.cos(turn), y: centre.y + reach * Math.sin(turn) });
  });
}

function neighbours(actor) {
  return view.lines.filter(({ line }) => line.source === actor || line.target === actor).map(({ line }) => (line.source === actor ? line.target : line.source));
}

function centreOf(spots, aside) {
  const count = Math.max(spots.length, 1);
  const sum = spots.reduce((one, other) => ({ x: one.x + other.x, y: one.y + other.y }), { x: 0, y: 0 });
  return { x: sum.x / count + aside * GAP * 0.6, y: sum.y / count + aside * GAP * 0.4 };
}

/* ---- nodes and edges as vis-network takes them ---- */

function statusOfLine(told) {
  if (told.some((one) => one.status === "fact")) return "fact";
  return told.some((one) => one.status === "claimed") ? "claimed" : told[0].status;
}

function isDisputed(told) {
  return told.some((one) => one.status === "denied" || one.contestedBy.length > 0);
}

function nodeOf(actor, place) {
  const node = nodes.get(actor.index);
  const chosen = actor === state.chosen?.actor;
  const border = chosen ? palette.accent : palette["node-rim"];
  return {
    id: node.id, x: place.x, y: place.y, shape: node.shape, size: node.size, opacity: isLit(actor) ? 1 : 0.22,
    borderWidth: chosen ? 4 : 2, borderWidthSelected: 4,
    color: { background: palette.node, border, highlight: { background: palette.node, border: palette.accent }, hover: { background: palette.node, border: palette.accent } },
  };
}

/* How much each line in view is bent: not at all if it is the only one between two actors, else fanned out. */
function bendsOf(drawn) {
  const between = new Map();
  for (const { line } of drawn) {
    const pair = line.from < line.to ? `${line.from} ${line.to}` : `${line.to} ${line.from}`;
    if (between.has(pair)) between.get(pair).push(line);
    else between.set(pair, [line]);
  }
  const bends = new Map();
  for (const parallel of between.values()) {
    parallel.forEach((line, place) => {
      const offset = (place - (parallel.length - 1) / 2) * 0.2;
      bends.set(line, line.from < line.to ? offset : -offset);
    });
  }
  return bends;
}

function edgeOf({ line, told }, bend) {
  const colour = palette[line.family];
  const end = ENDS[line.family];
  return {
    id: line.id, from: line.from, to: line.to,
    width: widthOf(told.length) + (line === state.chosen?.line ? 1.5 : 0),
    dashes: { fact: false, claimed: [9, 6] }[statusOfLine(told)] ?? [2, 5],
    arrowStrikethrough: end.type === "bar",
    arrows: { to: { enabled: true, ...end }, from: { enabled: line.mutual, ...end } },
    color: { color: colour, highlight: colour, hover: colour, opacity: isLineLit(line) ? 0.9 : 0.1 },
    smooth: bend ? { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) } : { enabled: false },
  };
}

/* The more statements, the wider, measured by the line in view that has most. */
function widthOf(count) {
  return 1.2 + 3.6 * ((count - 1) / Math.max(4, view.most - 1)) ** 0.8;
}

function isLineLit(line) {
  return !state.chosen || isOfChosen(line);
}

function isLit(actor) {
  return lit === null || lit.has(actor);
}

function computeLit() {
  if (!state.chosen || (state.chosen.told && !linesOfStatement[state.chosen.told.index].length)) return null;
  const found = new Set(state.chosen.actor ? [state.chosen.actor] : []);
  for (const { line } of view.lines) if (isLineLit(line)) found.add(line.source).add(line.target);
  return found;
}

/* ---- drawing ---- */

function draw() {
  lit = computeLit();
  const anew = !network || arrangement.near !== isOpening() || (!arrangement.near && isStrange());
  if (anew) {
    if (network && arrangement.near !== isOpening()) state.moved.clear();
    arrange();
  }
  const place = places();
  const wantedNodes = [...view.actors].map((actor) => nodeOf(actor, place.get(actor)));
  const bends = bendsOf(view.lines);
  const wantedEdges = view.lines.map((one) => edgeOf(one, bends.get(one.line)));
  still = null;
  if (!network) {
    nodeSet = new vis.DataSet(wantedNodes);
    edgeSet = new vis.DataSet(wantedEdges);
    startNetwork();
    lookAgain();
    return;
  }
  changing = true;
  synchronize(edgeSet, [], wantedEdges);
  synchronize(nodeSet, wantedNodes, wantedNodes);
  synchronize(edgeSet, wantedEdges, wantedEdges);
  changing = false;
  if (anew) fit();
  redraw();
}

/* Whether somebody is in view for whom there is no place yet, or so few are left that they deserve more room. */
function isStrange() {
  return view.actors.size < arrangement.actors.size / 2 || ![...view.actors].every((actor) => arrangement.actors.has(actor));
}

/* Takes away what is not kept, and writes what is wanted if anything is to be written. */
function synchronize(set, wanted, kept) {
  const ids = new Set(kept.map((item) => item.id));
  const gone = set.getIds().filter((id) => !ids.has(id));
  if (gone.length) set.remove(gone);
  if (wanted.length) set.update(wanted);
}

/* Draws once at the next frame, however often it is asked to. */
function redraw() {
  network?.body.emitter.emit("_requestRedraw");
}

function startNetwork() {
  network = new vis.Network(byId("canvas"), { nodes: nodeSet, edges: edgeSet }, {
    autoResize: true,
    physics: { enabled: false },
    layout: { improvedLayout: false },
    interaction: {
      hover: true, selectConnectedEdges: false, hoverConnectedEdges: false, multiselect: false, tooltipDelay: 1e9,
      keyboard: { enabled: true, bindToWindow: false }, zoomSpeed: 0.6,
    },
    nodes: { shapeProperties: { interpolation: false }, chosen: false },
    edges: { chosen: false, selectionWidth: 0, hoverWidth: 1 },
  });
  network.on("click", ({ nodes: hitNodes, edges: hitEdges }) => {
    if (hitNodes.length) choose({ actor: actors[hitNodes[0]] });
    else if (hitEdges.length) choose({ line: lines[hitEdges[0]] });
    else choose(null);
  });
  network.on("hoverNode", ({ node }) => hover({ actor: actors[node] }));
  network.on("blurNode", () => hover(null));
  network.on("hoverEdge", ({ edge }) => hover({ line: lines[edge] }));
  network.on("blurEdge", () => hover(null));
  network.on("afterDrawing", overlay);
  watchMotion();
}

function fit() {
  if (!network) return;
  still = null;
  state.look = null;
  network.fit({ animation: false, maxZoomLevel: 1.25 });
  network.moveTo({ scale: network.getScale() * 0.95, animation: false });
  fitted = network.getScale();
}

let fitted = 1;

/* The part of the graph that an address names, or all of it. */
function lookAgain() {
  const look = state.look;
  fit();
  if (!look) return;
  state.look = look;
  network.moveTo({ position: onCanvas(look), scale: fitted * look[2], animation: false });
}

function rememberLook() {
  state.look = [...fromCanvas(network.getViewPosition()), network.getScale() / fitted];
  writeHashSoon();
}

function zoom(by) {
  if (!network) return;
  still = null;
  network.moveTo({ scale: network.getScale() * by });
  rememberLook();
}

function hover(what) {
  if (moving) return;
  hovered = what;
  byId("canvas").style.cursor = what ? "pointer" : "";
  replaceContent(byId("hover"), ...(what ? describe(what) : []));
  if (isHuge() && !still) takeStill(null);
  redraw();
}

function describe({ actor, line }) {
  if (actor) return [named(actor.name), ` · ${KINDS[actor.kind][0]} · ${plural(actor.told.filter(passes).length, "statement")}`];
  return [...titleOfLine(line), ` · ${FAMILIES[line.family].toLowerCase()} · ${plural(line.told.filter(passes).length, "statement")}`];
}

/* ---- motion: a large graph is drawn once, and its picture moves with the hand ---- */

let still = null; // the picture, the part of the graph that it shows, and the actor that is dragged across it
let drawnAt = null; // the part of the graph that the last whole drawing showed
let apart = null; // the actor left out of a drawing
let moving = false;
let resting = 0;
let drawWhole = null;

function watchMotion() {
  drawWhole = network.renderer._redraw.bind(network.renderer);
  network.renderer._redraw = (hidden = false) => (still && !hidden ? drawStill() : drawWhole(hidden));
  network.on("dragStart", ({ nodes: [dragged] }) => {
    moving = true;
    if (isHeavy()) takeStill(dragged === undefined ? null : actors[dragged]);
  });
  network.on("dragging", ({ nodes: dragged }) => { if (still && !dragged.length) refreshSoon(() => takeStill(null)); });
  network.on("dragEnd", ({ nodes: [dragged] }) => {
    moving = false;
    settle();
    if (dragged === undefined) rememberLook();
    else remember(actors[dragged]);
  });
  network.on("zoom", () => {
    if (!still && isHeavy()) takeStill(null);
    if (still) refreshSoon(settle);
    rememberLook();
  });
}

function isHuge() {
  return view.lines.length >= HUGE;
}

/* Whether the picture shows another part of the graph than is to be seen. */
function isStale({ scale, x, y }) {
  const now = network.body.view;
  return scale !== now.scale || x !== now.translation.x || y !== now.translation.y;
}

function isHeavy() {
  return view.actors.size + view.lines.length > HEAVY;
}

function remember(actor) {
  state.moved.set(actor, fromCanvas(network.getPosition(actor.index)));
  writeHash();
}

function refreshSoon(work) {
  clearTimeout(resting);
  resting = setTimeout(() => { if (still) work(); }, REST);
}

function settle() {
  clearTimeout(resting);
  still = null;
  redraw();
}

/* Keeps a picture of the canvas; without the actor that is about to be dragged, unless drawing that takes too long: then the picture
   shows where it came from. */
function takeStill(dragged) {
  const before = still;
  still = null;
  if (dragged && !isHuge()) {
    drawWithout(dragged);
  } else if (before && !isStale(before)) {
    still = { ...before, dragged };
    return;
  } else if (before) {
    drawWhole();
  }
  const canvas = canvasElement();
  const picture = make("canvas", { width: canvas.width, height: canvas.height });
  picture.getContext("2d").drawImage(canvas, 0, 0);
  still = { picture, dragged, ...drawnAt };
}

function canvasElement() {
  return network.canvas.frame.canvas;
}

function drawWithout(actor) {
  const { body } = network;
  const [allNodes, allEdges] = [body.nodeIndices, body.edgeIndices];
  apart = actor;
  body.nodeIndices = allNodes.filter((id) => id !== actor.index);
  body.edgeIndices = allEdges.filter((id) => !touches(lines[id], actor));
  drawWhole();
  [body.nodeIndices, body.edgeIndices] = [allNodes, allEdges];
  apart = null;
}

function touches(line, actor) {
  return line.source === actor || line.target === actor;
}

function drawStill() {
  const canvas = canvasElement();
  const context = canvas.getContext("2d");
  const ratio = canvas.width / canvas.clientWidth;
  const { scale, translation } = network.body.view;
  const grown = scale / still.scale;
  network.renderer.redrawRequested = false; // what the whole drawing would note
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.drawImage(
    still.picture, ratio * (translation.x - grown * still.x), ratio * (translation.y - grown * still.y),
    canvas.width * grown, canvas.height * grown,
  );
  if (still.dragged) drawDragged(context, ratio, still.dragged);
  else if (hovered?.actor) labelHovered(context, ratio);
  if (!moving && isStale(still)) refreshSoon(settle);
}

function labelHovered(context, ratio) {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  startLabels(context);
  placeLabel(context, hovered.actor, true, null);
}

function drawDragged(context, ratio, actor) {
  const { body } = network;
  const { scale, translation } = body.view;
  context.save();
  context.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * translation.x, ratio * translation.y);
  const own = view.lines.filter(({ line }) => touches(line, actor)).map(({ line }) => body.edges[line.id]);
  for (const edge of own) edge.draw(context);
  body.nodes[actor.index].draw(context);
  for (const edge of own) edge.drawArrows(context);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  startLabels(context);
  placeLabel(context, actor, true, null);
  context.restore();
}

/* ---- over the drawing: marks and labels, in pixels of the screen ---- */

function overlay(context) {
  if (changing) return;
  const ratio = context.getTransform().a / network.getScale();
  const { scale, translation } = network.body.view;
  drawnAt = { scale, x: translation.x, y: translation.y };
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawLabels(context, markDisputed(context));
  context.restore();
}

/* A cross on each line that is denied or contested; gives what the crosses cover. */
function markDisputed(context) {
  const covered = [];
  for (const { line, told } of view.lines) {
    if (!isDisputed(told) || !isLineLit(line) || (apart && touches(line, apart))) continue;
    const { x, y } = clearPointOf(line);
    context.beginPath();
    context.arc(x, y, 6.5, 0, 2 * Math.PI);
    context.fillStyle = palette.ground;
    context.fill();
    context.beginPath();
    for (const turn of [-1, 1]) {
      context.moveTo(x - 3.5, y - 3.5 * turn);
      context.lineTo(x + 3.5, y + 3.5 * turn);
    }
    context.lineWidth = 2;
    context.strokeStyle = palette[line.family];
    context.stroke();
    covered.push([x - 7, y - 7, x + 7, y + 7]);
  }
  return covered;
}

/* A point on the line that no actor's sign covers, the middle if it can be, in pixels from the canvas's upper left corner. */
function clearPointOf(line) {
  const along = network.body.edges[line.id].edgeType;
  const shares = view.lines.length > LINES_EACH * STEP ? [0.5] : [0.5, 0.4, 0.6, 0.3, 0.7];
  const points = shares.map((share) => along.getPoint(share));
  return network.canvasToDOM((points.length > 1 && points.find((point) => !isCovered(point))) || points[0]);
}

function isCovered({ x, y }) {
  for (const actor of view.actors) {
    const at = network.body.nodes[actor.index];
    const reach = nodes.get(actor.index).size + 6;
    if (Math.abs(at.x - x) < reach && Math.abs(at.y - y) < reach) return true;
  }
  return false;
}

let labels = []; // the boxes of those that the last drawing shows, and whose they are

/* Only those labels are drawn that cover neither another label nor a sign: the weightiest actors first, who may cover a sign. */
function drawLabels(context, marks) {
  const taken = { labels: new Map(), signs: new Map() };
  labels = [];
  if (marks.length <= STEP) for (const mark of marks) occupy(mark, taken.signs);
  const scale = network.getScale();
  const ordered = [...labelOrder()];
  if (ordered.length <= 2 * STEP) for (const actor of ordered) occupy(signBox(actor, scale), taken.signs);
  startLabels(context);
  for (const actor of ordered) placeLabel(context, actor, actor === hovered?.actor || actor === state.chosen?.actor, taken);
}

function startLabels(context) {
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = palette.ground;
  context.fillStyle = palette.ink;
}

function labelOrder() {
  const first = [hovered?.actor, state.chosen?.actor, hovered?.line?.source, hovered?.line?.target].filter((actor) => actor && view.actors.has(actor));
  const rest = view.candidates.filter((actor) => view.actors.has(actor) && isLit(actor) && actor !== apart);
  return new Set([...first, ...rest]);
}

function screenPoint(actor) {
  const { x, y } = network.body.nodes[actor.index];
  return network.canvasToDOM({ x, y });
}

function signBox(actor, scale) {
  const { x, y } = screenPoint(actor);
  const reach = nodes.get(actor.index).size * scale * 0.8;
  return [x - reach, y - reach, x + reach, y + reach];
}

function placeLabel(context, actor, certainly, taken) {
  const { x, y } = screenPoint(actor);
  const canvas = byId("canvas");
  if (x < 0 || y < 0 || x > canvas.clientWidth || y > canvas.clientHeight) return;
  const large = view.weightiest.has(actor);
  const size = large ? LARGE_LABEL : LABEL;
  context.font = `${certainly || large ? 600 : 400} ${size}px system-ui, sans-serif`;
  const text = nodes.get(actor.index).label.split("\n");
  const half = Math.max(...text.map((line) => measured(context, line))) / 2 + 2;
  const height = text.length * (size + 2);
  const reach = nodes.get(actor.index).size * network.getScale() + 3;
  const beside = reach + half;
  const spots = [[x, y + reach], [x + beside, y - height / 2], [x - beside, y - height / 2], [x, y - reach - height],
    [x + beside * 0.8, y + reach * 0.5], [x - beside * 0.8, y + reach * 0.5], [x + beside * 0.8, y - reach * 0.5 - height], [x - beside * 0.8, y - reach * 0.5 - height]]
    .map(([middle, top]) => [middle - half, top, middle + half, top + height]);
  const box = freeSpot(spots.filter((spot) => isInside(spot, canvas)), taken, large) || (certainly ? spots[0] : null);
  if (!box) return;
  if (taken) occupy(box, taken.labels);
  labels.push({ actor: actor.id, box });
  text.forEach((line, row) => {
    context.strokeText(line, (box[0] + box[2]) / 2, box[1] + row * (size + 2));
    context.fillText(line, (box[0] + box[2]) / 2, box[1] + row * (size + 2));
  });
}

function freeSpot(spots, taken, large) {
  if (!taken) return null;
  const clear = spots.filter((spot) => !collides(spot, taken.labels));
  return clear.find((spot) => !collides(spot, taken.signs)) || (large ? clear[0] : null);
}

function isInside([left, top, right, bottom], canvas) {
  return left > 0 && top > 0 && right < canvas.clientWidth && bottom < canvas.clientHeight;
}

const widths = new Map();

function measured(context, text) {
  const key = context.font + text;
  if (!widths.has(key)) widths.set(key, context.measureText(text).width);
  return widths.get(key);
}

const CELL = 60;

function cells([left, top, right, bottom]) {
  const found = [];
  for (let column = Math.floor(left / CELL); column <= right / CELL; column += 1) {
    for (let row = Math.floor(top / CELL); row <= bottom / CELL; row += 1) found.push(column * 1e4 + row);
  }
  return found;
}

function collides(box, taken) {
  return cells(box).some((cell) => (taken.get(cell) || []).some(
    (other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3],
  ));
}

function occupy(box, taken) {
  for (const cell of cells(box)) {
    if (taken.has(cell)) taken.get(cell).push(box);
    else taken.set(cell, [box]);
  }
}

/* The picture on another canvas, for saving and printing, `ratio` times as fine as on the screen. */
function paintOn(context, ratio, left, top) {
  const { scale, translation } = network.body.view;
  context.save();
  context.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * (left + translation.x), ratio * (top + translation.y));
  network.renderer._drawEdges(context);
  network.renderer._drawNodes(context);
  network.renderer._drawArrows(context);
  context.setTransform(ratio, 0, 0, ratio, ratio * left, ratio * top);
  drawLabels(context, markDisputed(context));
  context.restore();
}
