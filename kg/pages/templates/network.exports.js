"use strict";

/* Taking things away: the picture, the statements as a table, the graph for other programs, a print. */

/* ---- the picture, with what it shows and what its signs mean ---- */

const FINE = 2; // pixels of a picture to one of the screen, at least
const EDGE = 24;

function picture() {
  const frame = byId("canvas").getBoundingClientRect();
  const width = Math.max(frame.width, 560);
  const ratio = Math.max(FINE, window.devicePixelRatio || 1);
  const context = make("canvas", {}).getContext("2d");
  const above = textLines(context, headOfPicture(), width - 2 * EDGE);
  const below = legendRows(context, width - 2 * EDGE);
  const top = EDGE + above.length * 18 + 8;
  const height = top + frame.height + 12 + below.length * 20 + EDGE / 2;
  Object.assign(context.canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = palette.ground;
  context.fillRect(0, 0, width, height);
  context.textBaseline = "alphabetic";
  above.forEach((text, row) => write(context, text, EDGE, EDGE + 8 + 18 * row, row ? palette.soft : palette.ink, row === 0));
  if (network && view.actors.size) paintOn(context, ratio, (width - frame.width) / 2, top);
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  below.forEach((row, index) => row.forEach(({ entry, x }) => drawEntry(context, entry, EDGE + x, top + frame.height + 24 + 20 * index)));
  return context.canvas;
}

function headOfPicture() {
  return [byId("counts").textContent, byId("about-view").textContent].filter(Boolean);
}

function font(bold) {
  return `${bold ? 600 : 400} 12.5px system-ui, sans-serif`;
}

function write(context, text, x, y, colour, bold = false) {
  context.font = font(bold);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

/* The texts in lines that are no wider than this. */
function textLines(context, texts, width) {
  context.font = font(true);
  return texts.flatMap((text) => {
    const rows = [""];
    for (const word of text.split(" ")) {
      const longer = rows.at(-1) ? `${rows.at(-1)} ${word}` : word;
      if (context.measureText(longer).width <= width || !rows.at(-1)) rows[rows.length - 1] = longer;
      else rows.push(word);
    }
    return rows;
  });
}

function legendRows(context, width) {
  context.font = font(false);
  const entries = [...legendEntries(), ["✕", "disputed"], ...kindsInGraph().map(([title, symbol]) => [symbol, title])];
  const rows = [[]];
  let x = 0;
  for (const entry of entries) {
    const wide = 30 + context.measureText(entry[1]).width + 18;
    if (x + wide > width && rows.at(-1).length) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1).push({ entry, x });
    x += wide;
  }
  return rows;
}

function drawEntry(context, [sign, words], x, y) {
  const dashes = { claimed: [6, 3], denied: [2, 3] }[sign] || [];
  if (sign in FAMILIES || sign in STATUSES) {
    context.save();
    context.strokeStyle = context.fillStyle = palette[sign] || palette.soft;
    context.lineWidth = 2.5;
    context.setLineDash(dashes);
    context.stroke(new Path2D(`M${x} ${y - 4}h22`));
    context.setLineDash([]);
    if (sign.endsWith("conflict")) context.stroke(new Path2D(`M${x + 22} ${y - 9}v10`));
    else if (sign === "stance") context.fill(new Path2D(`M${x + 17} ${y - 4}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0`));
    else if (sign === "relation") context.fill(new Path2D(`M${x + 15} ${y - 4}l4 -4l4 4l-4 4z`));
    else if (sign in FAMILIES) context.fill(new Path2D(`M${x + 17} ${y - 8.5}l6 4.5l-6 4.5z`));
    context.restore();
  } else {
    write(context, sign, x + 8, y, palette.node);
  }
  write(context, words, x + 30, y, palette.soft);
}

function png() {
  picture().toBlob((blob) => download("diplograph.png", "image/png", blob), "image/png");
}

/* ---- printing: a picture in the colours of paper takes the place of the canvas ---- */

let themeBefore = null;

function beforePrint() {
  themeBefore = document.documentElement.dataset.theme || "";
  theme.set("light");
  readPalette();
  palette.ground = palette["node-rim"] = "#fff";
  replaceContent(byId("print-picture"), network && view.actors.size ? repainted(picture) : null);
}

/* What `work` gives while the canvas wears the palette that holds now. */
function repainted(work) {
  draw();
  return work();
}

function afterPrint() {
  theme.set(themeBefore);
  replaceContent(byId("print-picture"));
  readPalette();
  if (network) draw();
  writeHash();
}

/* ---- tables and graphs ---- */

function csv() {
  const head = ["id", "date", "actors", "type", "mode", "trigger", "recipients", "stance", "issue", "speakers", "status", "certainty", "eventuality", "document", "page", "quote", "sources"];
  const many = (people) => people.map((actor) => actor.name).join("; ");
  const rows = sorted(view.passing, SHEETS.statements.columns, state.sheet === "statements" ? sorting() : { name: "date", descending: false })
    .map((told) => [told.id, told.date, many(told.actors), told.type, told.mode, told.trigger, many(told.recipients), told.stance,
      told.issue, many(told.speakers), told.status, told.certainty, told.eventuality, told.document.name, told.page, quoteOf(told), told.sources]);
  return csvText([head, ...rows]);
}

const NODE_FIELDS = ["kind", "country"];
const EDGE_FIELDS = ["statement", "type", "family", "status", "date", "certainty", "speakers", "stance", "mutual", "document", "page", "quote"];

/* The edges in view, one for each statement of a line. */
function* edgesInView() {
  for (const { line, told } of view.lines) {
    for (const one of told) {
      yield { line, told: one, values: { ...one, statement: one.id, mutual: line.mutual, speakers: names(one.speakers), document: one.document.name, quote: quoteOf(one) } };
    }
  }
}

const isTold = (value) => value !== null && value !== undefined && value !== "";

/* A tree of XML elements; text and attributes can become nothing but themselves. */
function tree(space, root, attributes) {
  const xml = document.implementation.createDocument(space, root);
  const add = (parent, tag, values, text) => {
    const element = xml.createElementNS(tag.startsWith("viz:") ? VIZ : space, tag);
    for (const [name, value] of Object.entries(values)) if (isTold(value)) element.setAttribute(name, clean(value));
    if (text !== undefined) element.textContent = clean(text);
    return parent.appendChild(element);
  };
  for (const [name, value] of Object.entries(attributes)) xml.documentElement.setAttribute(name, value);
  return { root: xml.documentElement, add, text: () => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(xml)}\n` };
}

/* XML can hold neither most control characters nor halves of characters. */
function clean(text) {
  return String(text).toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd");
}

function graphml() {
  const { root, add, text } = tree("http://graphml.graphdrawing.org/xmlns", "graphml", {});
  const keys = { node: ["name", ...NODE_FIELDS], edge: EDGE_FIELDS };
  for (const [scope, fields] of Object.entries(keys)) {
    for (const field of fields) add(root, "key", { id: `${scope}-${field}`, for: scope, "attr.name": field, "attr.type": "string" });
  }
  const graph = add(root, "graph", { edgedefault: "directed" });
  const put = (parent, scope, values) => { for (const field of keys[scope]) if (isTold(values[field])) add(parent, "data", { key: `${scope}-${field}` }, values[field]); };
  for (const actor of view.actors) put(add(graph, "node", { id: actor.id }), "node", actor);
  for (const { line, values } of edgesInView()) put(add(graph, "edge", { source: line.source.id, target: line.target.id }), "edge", values);
  return text();
}

const VIZ = "http://www.gexf.net/1.2draft/viz";

/* GEXF as Gephi reads it: with where each actor stands here, and each tie's days for its timeline. */
function gexf() {
  const { root, add, text } = tree("http://www.gexf.net/1.2draft", "gexf", { version: "1.2" });
  const graph = add(root, "graph", { defaultedgetype: "directed", mode: "static", timeformat: "date" });
  const fields = { node: NODE_FIELDS, edge: EDGE_FIELDS.filter((field) => field !== "type") };
  for (const [scope, listed] of Object.entries(fields)) {
    const attributes = add(graph, "attributes", { class: scope, mode: "static" });
    listed.forEach((field) => add(attributes, "attribute", { id: `${scope}-${field}`, title: field, type: "string" }));
  }
  const put = (parent, scope, values) => {
    const held = add(parent, "attvalues", {});
    for (const field of fields[scope]) if (isTold(values[field])) add(held, "attvalue", { for: `${scope}-${field}`, value: values[field] });
  };
  const allNodes = add(graph, "nodes", {});
  for (const actor of view.actors) {
    const element = add(allNodes, "node", { id: actor.id, label: actor.name });
    put(element, "node", actor);
    const { x, y } = network.getPosition(actor.index);
    add(element, "viz:position", { x: Math.round(x), y: Math.round(-y), z: 0 });
    add(element, "viz:size", { value: nodes.get(actor.index).size });
  }
  const allEdges = add(graph, "edges", {});
  let number = 0;
  for (const { line, told, values } of edgesInView()) {
    const element = add(allEdges, "edge", { id: number++, source: line.source.id, target: line.target.id, label: told.type, start: told.since, end: told.until });
    put(element, "edge", values);
    const [r, g, b] = rgbOf(palette[line.family]);
    add(element, "viz:color", { r, g, b });
  }
  return text();
}

function rgbOf(colour) {
  return colour.match(/\d+(\.\d+)?/g).slice(0, 3).map((part) => Math.round(Number(part)));
}

const EXPORTS = {
  png,
  csv: () => download("diplograph.csv", "text/csv;charset=utf-8", csv()),
  graphml: () => download("diplograph.graphml", "application/xml", graphml()),
  gexf: () => download("diplograph.gexf", "application/xml", gexf()),
  link: () => copyLink(),
  print: () => window.print(),
};

/* The address of this very view, for a message or a footnote. */
async function copyLink() {
  writeHash();
  const said = byId("said");
  try {
    await navigator.clipboard.writeText(location.href);
    said.textContent = "The link to this view is copied.";
  } catch {
    said.textContent = "This browser lets no page copy; the link to this view stands in the address bar.";
  }
  setTimeout(() => { said.textContent = ""; }, 6000);
}
