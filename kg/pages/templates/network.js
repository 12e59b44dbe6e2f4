"use strict";

/* The network page.  data --filter--> statements that pass --choose--> actors and lines shown --draw--> canvas, table, counts

   `state` is all that a reader has set; it stands in the address after "#", so that a view can be sent to somebody. */

(() => {
  const STEP = 150;
  const ROWS = matchMedia("(max-width: 760px)").matches ? 20 : 100;
  const CONTEXT = 150;
  const LABEL = 12.5;

  const FAMILIES = {
    "material-cooperation": "Cooperation, deeds",
    "verbal-cooperation": "Cooperation, words",
    "verbal-conflict": "Conflict, words",
    "material-conflict": "Conflict, deeds",
    stance: "Stance held",
    relation: "Standing tie",
    none: "Comment",
  };
  const STATUSES = {
    fact: "Told as fact",
    claimed: "Claimed by somebody",
    denied: "Denied by somebody",
    negated: "Told as not so",
    "called-for": "Only called for",
    conditional: "Only conditional",
  };
  const STATUS_TITLES = {
    fact: "The document itself says so",
    claimed: "Somebody whom the document names says so",
    denied: "A named party denies it",
    negated: "The text says that it did not or will not happen",
    "called-for": "Somebody asks for it",
    conditional: "It would happen under a condition",
  };
  const USUAL_STATUSES = ["fact", "claimed", "denied"];
  const CERTAINTIES = { certain: "Certain", probable: "Probable", possible: "Possible", unknown: "Unknown" };
  const STANCES = { support: "Support", praise: "Praise", neutral: "Neutral", oppose: "Oppose", condemn: "Condemn" };
  const KINDS = {
    State: ["State", "●"],
    Person: ["Person", "◆"],
    Organization: ["Organization", "■"],
    Group: ["Armed or political group", "▲"],
    NewsOrganization: ["News organization", "⬢"],
  };

  /* ---- the data, as tables of objects ---- */

  const raw = JSON.parse(byId("data").textContent);

  const actors = raw.actors.map(([id, name, kind, country, aliases, wikidata, offices], index) => ({
    index, id, name: name || id, kind, country, aliases, wikidata,
    offices: offices.map(([title, where, start, end]) => ({ title, where, start, end })),
    did: [], received: [], vouched: [], told: [],
  }));

  const documents = raw.documents.map(([id, title, publisher, published, uri, given], index) => ({
    index, id, title, publisher, published, uri, given, name: title || uri || id,
  }));

  const statements = raw.statements.map((row, index) => {
    const [id, documentAt, page, place, trigger, kind, type, family, mode, status, certainty, eventuality, date, bounds, stance,
      issue, places, cameo, score, actorsAt, recipientsAt, speakersAt, contestedBy, denies] = row;
    return {
      index, id, document: documents[documentAt], page, place, trigger, kind, type: type || "COMMENT", family: family || "none", mode,
      status, certainty, eventuality, date, since: bounds[0], until: bounds[1], stance, issue, places, cameo, score,
      actors: actorsAt.map((at) => actors[at]),
      recipients: recipientsAt.map((at) => actors[at]),
      speakers: speakersAt.map((at) => actors[at]),
      contestedBy, denies,
    };
  });

  for (const told of statements) {
    for (const actor of new Set(told.actors)) actor.did.push(told);
    for (const actor of new Set(told.recipients)) actor.received.push(told);
    for (const actor of new Set(told.speakers)) actor.vouched.push(told);
    for (const actor of new Set([...told.actors, ...told.recipients, ...told.speakers])) actor.told.push(told);
  }

  const nodes = new Map(raw.nodes.map((node) => [node.id, node]));
  const lines = raw.edges.map((edge) => ({
    ...edge,
    source: actors[edge.from],
    target: actors[edge.to],
    told: edge.statements.map((at) => statements[at]),
    key: [actors[edge.from].id, actors[edge.to].id, edge.family + (edge.mutual ? "*" : "")].map(encodeURIComponent).join("~"),
  }));
  const lineOfKey = new Map(lines.map((line) => [line.key, line]));
  const actorOfId = new Map(actors.map((actor) => [actor.id, actor]));
  const statementOfId = new Map(statements.map((told) => [told.id, told]));
  const linesOfStatement = statements.map(() => []);
  for (const line of lines) for (const told of line.told) linesOfStatement[told.index].push(line);

  const present = (values, wanted) => Object.keys(wanted).filter((value) => values.has(value));
  const typesOfFamily = new Map(present(new Set(statements.map((told) => told.family)), FAMILIES).map((family) => [
    family, [...new Set(statements.filter((told) => told.family === family).map((told) => told.type))].sort(),
  ]));
  const allTypes = [...typesOfFamily.values()].flat();
  const allStatuses = present(new Set(statements.map((told) => told.status)), STATUSES);
  const allCertainties = present(new Set(statements.map((told) => told.certainty)), CERTAINTIES);
  const allStances = present(new Set(statements.map((told) => told.stance)), STANCES);

  /* ---- what the reader has set ---- */

  const usual = () => ({
    since: "", until: "", document: "",
    types: new Set(allTypes),
    statuses: new Set(allStatuses.filter((status) => USUAL_STATUSES.includes(status))),
    stances: new Set(),
    certainties: new Set(allCertainties),
    limit: 0, chosen: null, rows: ROWS, sort: "date", descending: false,
  });
  const state = usual();
  if (!state.statuses.size) state.statuses = new Set(allStatuses);

  function passes(told) {
    return state.types.has(told.type)
      && state.statuses.has(told.status)
      && state.certainties.has(told.certainty)
      && (!state.stances.size || state.stances.has(told.stance))
      && (!state.document || told.document.id === state.document)
      && (!state.since || (told.date !== null && (told.until || "9999") >= state.since))
      && (!state.until || (told.date !== null && told.since <= state.until));
  }

  /* ---- what is shown ---- */

  const opening = new Set(raw.nodes.filter((node) => node.near).map((node) => node.id));
  let view = { passing: [], lines: [], actors: new Set(), candidates: [] };

  function compute() {
    const passing = statements.filter(passes);
    const passed = new Set(passing);
    const candidates = new Map();
    const carried = [];
    for (const line of lines) {
      const told = line.told.filter((one) => passed.has(one));
      if (!told.length) continue;
      carried.push({ line, told });
      for (const end of [line.source, line.target]) candidates.set(end, (candidates.get(end) || 0) + told.length);
    }
    const ranked = [...candidates].sort((a, b) => b[1] - a[1] || a[0].index - b[0].index).map(([actor]) => actor);
    const limit = state.limit || Math.min(STEP, Math.max(opening.size, 2));
    const shown = new Set(ranked.slice(0, limit));
    for (const actor of forced(carried)) if (candidates.has(actor)) shown.add(actor);
    return {
      passing, candidates: ranked, actors: shown, all: carried,
      lines: carried.filter(({ line }) => shown.has(line.source) && shown.has(line.target)),
    };
  }

  /* Who is chosen is always shown, with whom it is tied to. */
  function forced(carried) {
    const chosen = state.chosen;
    if (!chosen) return [];
    if (chosen.line) return [chosen.line.source, chosen.line.target];
    if (chosen.told) return [...chosen.told.actors, ...chosen.told.recipients];
    const tied = carried.filter(({ line }) => line.source === chosen.actor || line.target === chosen.actor);
    return [chosen.actor, ...tied.slice(0, STEP).flatMap(({ line }) => [line.source, line.target])];
  }

  /* ---- the canvas ---- */

  let network = null;
  let nodeSet = null;
  let edgeSet = null;
  let hovered = null;
  let dragging = false;
  let changing = false; // what is on the canvas is not yet what is in view
  let palette = {};

  function readPalette() {
    const names = ["ground", "ink", "soft", "faint", "accent", "node", "node-rim", "raised", ...Object.keys(FAMILIES)];
    palette = Object.fromEntries(names.map((name) => [name, theme.colour(name)]));
  }

  function statusOfLine(told) {
    if (told.some((one) => one.status === "fact")) return "fact";
    return told.some((one) => one.status === "claimed") ? "claimed" : told[0].status;
  }

  function isDisputed(told) {
    return told.some((one) => one.status === "denied" || one.contestedBy.length > 0);
  }

  function nodeOf(actor) {
    const node = nodes.get(actor.index);
    const [x, y] = isNear() && node.near ? node.near : [node.x, node.y];
    const near = isLit(actor);
    return {
      id: node.id, x, y, shape: node.shape, size: node.size, opacity: near ? 1 : 0.22,
      borderWidth: actor === state.chosen?.actor ? 4 : 2, borderWidthSelected: 4,
      color: {
        background: palette.node, border: actor === state.chosen?.actor ? palette.accent : palette["node-rim"],
        highlight: { background: palette.node, border: palette.accent }, hover: { background: palette.node, border: palette.accent },
      },
    };
  }

  function isNear() {
    return [...view.actors].every((actor) => opening.has(actor.index));
  }

  function edgeOf({ line, told }) {
    const status = statusOfLine(told);
    const lit = isLineLit(line);
    const bend = line.bend;
    return {
      id: line.id, from: line.from, to: line.to,
      width: Math.min(5, 1 + 0.9 * Math.log2(told.length)) + (line === state.chosen?.line ? 1.5 : 0),
      dashes: { fact: false, claimed: [9, 6] }[status] ?? [2, 5],
      arrows: { to: { enabled: true, scaleFactor: 0.35 }, from: { enabled: line.mutual, scaleFactor: 0.35 } },
      color: { color: palette[line.family], highlight: palette[line.family], hover: palette[line.family], opacity: lit ? 0.85 : 0.1 },
      smooth: bend ? { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) } : { enabled: false },
    };
  }

  function isLineLit(line) {
    const chosen = state.chosen;
    if (!chosen) return true;
    if (chosen.line) return line === chosen.line;
    if (chosen.told) return line.told.includes(chosen.told);
    return line.source === chosen.actor || line.target === chosen.actor;
  }

  let lit = null;

  function isLit(actor) {
    return lit === null || lit.has(actor);
  }

  function computeLit() {
    if (!state.chosen || (state.chosen.told && !linesOfStatement[state.chosen.told.index].length)) return null;
    const found = new Set(state.chosen.actor ? [state.chosen.actor] : []);
    for (const { line } of view.lines) if (isLineLit(line)) found.add(line.source).add(line.target);
    return found;
  }

  function draw() {
    lit = computeLit();
    const wantedNodes = [...view.actors].map(nodeOf);
    const wantedEdges = view.lines.map(edgeOf);
    if (!network) {
      nodeSet = new vis.DataSet(wantedNodes);
      edgeSet = new vis.DataSet(wantedEdges);
      startNetwork();
      return;
    }
    changing = true;
    synchronize(edgeSet, [], wantedEdges);
    synchronize(nodeSet, wantedNodes, wantedNodes);
    synchronize(edgeSet, wantedEdges, wantedEdges);
    changing = false;
    redraw();
  }

  /* Draws once at the next frame, however often it is asked to. */
  function redraw() {
    network.body.emitter.emit("_requestRedraw");
  }

  /* Takes away what is not kept, and writes what is wanted if anything is to be written. */
  function synchronize(set, written, kept) {
    const ids = new Set(kept.map((item) => item.id));
    const gone = set.getIds().filter((id) => !ids.has(id));
    if (gone.length) set.remove(gone);
    if (written.length) set.update(written);
  }

  function startNetwork() {
    network = new vis.Network(byId("canvas"), { nodes: nodeSet, edges: edgeSet }, {
      autoResize: true,
      physics: { enabled: false },
      layout: { improvedLayout: false },
      interaction: {
        hover: true, hideEdgesOnDrag: true, selectConnectedEdges: false, hoverConnectedEdges: false, multiselect: false, tooltipDelay: 1e9,
        keyboard: { enabled: true, bindToWindow: false }, zoomSpeed: 0.6,
      },
      nodes: { shapeProperties: { interpolation: false }, chosen: false },
      edges: { chosen: false, selectionWidth: 0, hoverWidth: 1, arrowStrikethrough: false },
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
    network.on("dragStart", () => { dragging = true; });
    network.on("dragEnd", () => { dragging = false; redraw(); });
    network.on("afterDrawing", overlay);
    fit();
  }

  function fit() {
    if (!network) return;
    network.fit({ animation: false, maxZoomLevel: 1.6 });
    network.moveTo({ scale: network.getScale() * 0.92, animation: false });
  }

  function hover(what) {
    hovered = what;
    byId("canvas").style.cursor = what ? "pointer" : "";
    replaceContent(byId("hover"), ...(what ? describe(what) : []));
    redraw();
  }

  function describe({ actor, line }) {
    if (actor) return [named(actor.name), ` · ${KINDS[actor.kind][0]} · ${plural(actor.told.filter(passes).length, "statement")}`];
    return [...titleOfLine(line), ` · ${FAMILIES[line.family].toLowerCase()} · ${plural(line.told.filter(passes).length, "statement")}`];
  }

  function titleOfLine(line) {
    return [named(line.source.name), line.mutual ? " ↔ " : " → ", named(line.target.name)];
  }

  /* Labels keep one size on the screen, and only those are drawn that cover no other: the weightiest actors first. */
  function overlay(context) {
    if (changing) return;
    const ratio = context.getTransform().a / network.getScale();
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (!dragging) markDisputed(context);
    drawLabels(context);
    context.restore();
  }

  function markDisputed(context) {
    for (const { line, told } of view.lines) {
      if (!isDisputed(told) || !isLineLit(line)) continue;
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
    }
  }

  /* A point on the line that no actor's sign covers, the middle if it can be, in pixels from the canvas's upper left corner. */
  function clearPointOf(line) {
    const along = network.body.edges[line.id].edgeType;
    const points = [0.5, 0.4, 0.6, 0.3, 0.7].map((share) => along.getPoint(share));
    return network.canvasToDOM(points.find((point) => !isCovered(point)) || points[0]);
  }

  function isCovered({ x, y }) {
    for (const actor of view.actors) {
      const at = network.body.nodes[actor.index];
      const reach = nodes.get(actor.index).size + 6;
      if (Math.abs(at.x - x) < reach && Math.abs(at.y - y) < reach) return true;
    }
    return false;
  }

  function drawLabels(context) {
    const taken = new Map();
    const width = byId("canvas").clientWidth;
    const height = byId("canvas").clientHeight;
    const scale = network.getScale();
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    for (const actor of labelOrder()) {
      const at = network.getPosition(actor.index);
      const { x, y } = network.canvasToDOM(at);
      if (x < -80 || y < -40 || x > width + 80 || y > height + 40) continue;
      const heavy = actor === hovered?.actor || actor === state.chosen?.actor;
      drawLabel(context, actor, x, y + nodes.get(actor.index).size * scale + 4, heavy, taken);
    }
  }

  function labelOrder() {
    const first = [hovered?.actor, state.chosen?.actor, hovered?.line?.source, hovered?.line?.target].filter((actor) => actor && view.actors.has(actor));
    const rest = view.candidates.filter((actor) => view.actors.has(actor) && isLit(actor));
    return new Set([...first, ...rest]);
  }

  function drawLabel(context, actor, x, y, heavy, taken) {
    const text = nodes.get(actor.index).label.split("\n");
    context.font = `${heavy ? 600 : 400} ${LABEL}px system-ui, sans-serif`;
    const half = Math.max(...text.map((line) => measured(context, line))) / 2 + 3;
    const box = [x - half, y - 1, x + half, y + text.length * (LABEL + 2) + 1];
    if (!heavy && collides(box, taken)) return;
    occupy(box, taken);
    context.lineWidth = 3.5;
    context.strokeStyle = palette.ground;
    context.fillStyle = palette.ink;
    text.forEach((line, row) => {
      context.strokeText(line, x, y + row * (LABEL + 2));
      context.fillText(line, x, y + row * (LABEL + 2));
    });
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
      for (let row = Math.floor(top / CELL); row <= bottom / CELL; row += 1) found.push(`${column},${row}`);
    }
    return found;
  }

  function collides(box, taken) {
    return cells(box).some((cell) => (taken.get(cell) || []).some(
      (other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3],
    ));
  }

  function occupy(box, taken) {
    for (const cell of cells(box)) taken.set(cell, [...(taken.get(cell) || []), box]);
  }

  /* ---- the counts, the legend, and what stands in place of an empty canvas ---- */

  function showCounts() {
    const tied = nodes.size;
    const bold = (text) => make("b", {}, text);
    replaceContent(
      byId("counts"),
      bold(view.actors.size.toLocaleString("en")), ` of ${plural(tied, "actor")} · `,
      bold(view.lines.length.toLocaleString("en")), ` of ${plural(lines.length, "tie")} · `,
      bold(view.passing.length.toLocaleString("en")), ` of ${plural(statements.length, "statement")} shown`,
    );
    const left = view.candidates.length - view.actors.size;
    byId("more").hidden = left <= 0;
    byId("all").hidden = left <= 0;
    byId("more").textContent = `Show ${Math.min(STEP, left)} more`;
    byId("all").textContent = `Show all ${view.candidates.length.toLocaleString("en")}`;
  }

  function showEmpty() {
    const empty = byId("empty");
    empty.hidden = view.actors.size > 0;
    byId("zoom").hidden = view.actors.size === 0;
    if (view.actors.size) return;
    const alone = actors.filter((actor) => actor.told.some(passes));
    if (!statements.length) {
      replaceContent(empty, make("h2", {}, "There are no statements here"),
        make("p", {}, "The reports that this page was made from state nothing about anybody, or no reports were given."));
    } else if (!view.passing.length) {
      replaceContent(empty, make("h2", {}, "No statement passes these filters"),
        make("p", {}, `There are ${plural(statements.length, "statement")} in all.`),
        make("p", {}, make("button", { type: "button", on: { click: reset } }, "Reset filters")));
    } else {
      replaceContent(empty, make("h2", {}, "Nobody here is tied to anybody else"),
        make("p", {}, `${plural(view.passing.length, "statement")} tell of one actor at a time; the table below holds them. Choose an actor to read what is said of it.`),
        make("ul", {}, alone.slice(0, 60).map((actor) => make("li", {}, actorButton(actor)))));
    }
  }

  function showLegend() {
    const swatch = (name, text) => make("span", {}, make("i", { class: `swatch ${name}` }), text);
    const shapes = Object.entries(KINDS).filter(([kind]) => actors.some((actor) => actor.kind === kind));
    replaceContent(
      byId("legend"),
      [...typesOfFamily.keys()].filter((family) => family !== "none").map((family) => swatch(family, FAMILIES[family])),
      swatch("fact", "solid: told as fact"), swatch("claimed", "dashed: claimed"), swatch("denied", "dotted: denied or not so"),
      make("span", {}, "✕ disputed"),
      shapes.map(([, [name, symbol]]) => make("span", {}, make("i", { class: "shape" }, symbol), name)),
    );
  }

  /* ---- the panel ---- */

  function actorButton(actor) {
    return make("button", { type: "button", class: "link", dir: "auto", "data-actor": actor.id, on: { click: () => choose({ actor }) } }, actor.name);
  }

  function list(people) {
    return people.flatMap((actor, index) => [index ? ", " : "", actorButton(actor)]).filter(Boolean);
  }

  function facts(pairs) {
    return make("dl", { class: "facts" }, pairs.filter(([, value]) => value !== null && value !== undefined && value !== "" && value.length !== 0)
      .flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
  }

  function showPanel() {
    const panel = byId("panel");
    const chosen = state.chosen;
    if (!chosen) replaceContent(panel, ...guide());
    else if (chosen.actor) replaceContent(panel, closeButton(), ...dossier(chosen.actor));
    else if (chosen.line) replaceContent(panel, closeButton(), ...evidenceOfLine(chosen.line));
    else replaceContent(panel, closeButton(), ...evidenceOfStatement(chosen.told));
    panel.scrollTop = 0;
  }

  function closeButton() {
    return make("button", { type: "button", class: "close no-print", "data-testid": "close", "aria-label": "Close the details", on: { click: () => choose(null) } }, "×");
  }

  function guide() {
    const spans = statements.flatMap((told) => [told.since, told.until]).filter(Boolean).sort();
    const busiest = view.candidates.map((actor) => [actor, actor.told.filter(passes)]).sort((a, b) => b[1].length - a[1].length).slice(0, 8);
    return [
      make("p", { class: "eyebrow" }, "What is in this graph"),
      make("h2", {}, `${plural(statements.length, "statement")} from ${plural(documents.length, "document")}`),
      spans.length ? make("p", { class: "lead" }, spans[0] === spans.at(-1) ? spans[0] : `${spans[0]} to ${spans.at(-1)}`) : null,
      make("div", { class: "guide" },
        make("p", {}, "Each line stands for what somebody is said to have done, said or held toward somebody else. Choose a line to read the words that say so; choose an actor for its dossier.")),
      busiest.length ? make("h3", {}, "Most present") : null,
      busiest.length ? bars(busiest) : null,
      documents.length ? make("h3", {}, "Documents") : null,
      make("ul", { class: "brief" }, documents.slice(0, 12).map((one) => make("li", {}, documentLink(one), make("span", { class: "when" }, [one.publisher, one.published].filter(Boolean).join(" · "))))),
      documents.length > 12 ? make("p", { class: "small quiet" }, `and ${documents.length - 12} more`) : null,
    ];
  }

  function documentLink(one, anchor = "") {
    return one.given ? make("a", { href: `doc-${encodeURIComponent(one.id)}.html${anchor}`, dir: "auto" }, one.name) : named(one.name);
  }

  function bars(rows) {
    const most = Math.max(...rows.map(([, told]) => told.length), 1);
    return make("ul", { class: "bars" }, rows.map(([actor, told]) => make("li", {},
      make("span", {}, actorButton(actor)),
      bar(told, most),
      make("span", { class: "count" }, told.length.toLocaleString("en")))));
  }

  function bar(told, most) {
    const parts = [...typesOfFamily.keys()].map((family) => [family, told.filter((one) => one.family === family).length]).filter(([, count]) => count);
    return make("span", { class: "bar", "aria-hidden": "true" }, parts.map(([family, count]) => {
      const part = make("i", { class: family });
      part.style.width = `${(100 * count) / most}%`;
      return part;
    }));
  }

  function dossier(actor) {
    return [
      make("p", { class: "eyebrow" }, [KINDS[actor.kind][0], actor.country].filter(Boolean).join(" · ")),
      make("h2", { dir: "auto", "data-testid": "dossier-name" }, actor.name),
      facts([
        ["Also", actor.aliases.flatMap((alias, index) => [index ? ", " : "", named(alias)])],
        ["Offices", actor.offices.map((office) => make("div", {}, named(office.title), ...tenure(office)))],
        ["Wikidata", actor.wikidata],
        ["Identifier", actor.id],
      ]),
      ...counterparts(actor),
      ...briefs("What it did and said", "did", actor.did.filter(passes)),
      ...briefs("What was done and said to it", "received", actor.received.filter(passes)),
      ...voices(actor),
      ...briefs("What it vouches for", "vouched", actor.vouched.filter((told) => !told.actors.includes(actor)).filter(passes)),
    ];
  }

  function tenure(office) {
    const span = office.start || office.end ? `${office.start || "…"} – ${office.end || "…"}` : "";
    return [office.where ? ` (${office.where})` : "", span ? make("span", { class: "quiet" }, ` ${span}`) : ""];
  }

  function counterparts(actor) {
    const found = new Map();
    for (const { line, told } of view.all) {
      const other = line.source === actor ? line.target : line.target === actor ? line.source : null;
      if (other) found.set(other, [...(found.get(other) || []), ...told]);
    }
    const rows = [...found].sort((a, b) => b[1].length - a[1].length || a[0].index - b[0].index).slice(0, 10);
    return rows.length ? [make("h3", {}, "Tied to"), bars(rows)] : [];
  }

  function voices(actor) {
    const about = [...new Set([...actor.did, ...actor.received])].filter(passes);
    const counts = new Map();
    for (const told of about) for (const speaker of new Set(told.speakers)) counts.set(speaker, (counts.get(speaker) || 0) + 1);
    const unvoiced = about.filter((told) => !told.speakers.length).length;
    if (!about.length) return [];
    return [
      make("h3", {}, "Who vouches for it"),
      make("ul", { class: "brief", "data-testid": "voices" },
        unvoiced ? make("li", {}, `The documents themselves, ${plural(unvoiced, "time")}`) : null,
        [...counts].sort((a, b) => b[1] - a[1]).map(([speaker, count]) => make("li", {}, actorButton(speaker), `, ${plural(count, "time")}`))),
    ];
  }

  const BRIEFS = 12;

  function briefs(title, name, told) {
    if (!told.length) return [];
    const shownList = make("ul", { class: "brief", "data-testid": name }, told.slice(0, BRIEFS).map(brief));
    const rest = told.slice(BRIEFS);
    const button = rest.length ? make("button", { type: "button", class: "link small", on: { click: () => { shownList.append(...rest.map(brief)); button.remove(); } } }, `Show ${rest.length} more`) : null;
    return [make("h3", {}, `${title} (${told.length.toLocaleString("en")})`), shownList, button];
  }

  function brief(told) {
    return make("li", {},
      make("span", { class: "when" }, [told.date || "no date", told.type, STATUSES[told.status].toLowerCase()].join(" · ")),
      make("button", { type: "button", class: "link", dir: "auto", "data-statement": told.id, on: { click: () => choose({ told }) } }, quoteOf(told) || summary(told)));
  }

  function quoteOf(told) {
    const [passage, start, end] = told.place;
    return raw.passages[passage].slice(start, end);
  }

  function summary(told) {
    return [told.actors.map((actor) => actor.name).join(", "), told.type, told.recipients.map((actor) => actor.name).join(", ")].filter(Boolean).join(" — ");
  }

  function evidenceOfLine(line) {
    const told = line.told.filter(passes);
    const sources = new Set(told.map((one) => one.document)).size;
    return [
      make("p", { class: "eyebrow" }, FAMILIES[line.family]),
      make("h2", { "data-testid": "line-title" }, titleOfLine(line)),
      make("p", { class: "lead" }, `${plural(told.length, "statement")} in ${plural(sources, "document")}`),
      ...told.map((one) => card(one)),
      told.length ? null : make("p", { class: "lead" }, "None of its statements passes the filters."),
    ];
  }

  function evidenceOfStatement(told) {
    return [make("p", { class: "eyebrow" }, FAMILIES[told.family]), make("h2", {}, headline(told)), card(told)];
  }

  function headline(told) {
    const names = (people) => people.flatMap((actor, index) => [index ? ", " : "", named(actor.name)]).filter(Boolean);
    return [...names(told.actors), told.recipients.length ? " → " : "", ...names(told.recipients)].filter(Boolean);
  }

  function card(told) {
    return make("article", { class: "statement", "data-testid": "statement", "data-statement": told.id },
      make("header", {}, make("b", {}, told.type + (told.mode ? `, ${told.mode}` : "")), ...badges(told)),
      passageOf(told),
      facts([
        ["Who", list(told.actors)],
        ["To whom", list(told.recipients)],
        ["Said by", chain(told)],
        ["Stance", told.stance && STANCES[told.stance]],
        ["Issue", told.issue && named(told.issue)],
        ["Date", told.date || "not told"],
        ["Place", told.places.join(", ")],
        ["How surely", `${CERTAINTIES[told.certainty]}, ${told.eventuality}`],
        ["Code", told.cameo && `CAMEO ${told.cameo}${told.score === null ? "" : `, Goldstein ${told.score}`}`],
        ["Source", sourceOf(told)],
      ]),
      ...rivals(told),
      make("p", { class: "links no-print" },
        told.document.given ? make("a", { href: `doc-${encodeURIComponent(told.document.id)}.html#s-${told.id}` }, "Read it in the document") : null,
        state.chosen?.told === told ? null : make("button", { type: "button", class: "link", on: { click: () => choose({ told }) } }, "Only this statement")));
  }

  function badges(told) {
    const disputed = told.contestedBy.length ? make("span", { class: "badge contested" }, "✕ contested") : null;
    const sign = told.status === "denied" ? "✕ " : "";
    return [make("span", { class: `badge ${told.status}`, title: STATUS_TITLES[told.status] }, sign + STATUSES[told.status]), disputed].filter(Boolean);
  }

  function passageOf(told) {
    const [passage, start, end, triggerStart, triggerEnd] = told.place;
    const text = raw.passages[passage];
    if (start === end) return make("p", { class: "lead" }, "Coded event data: there is no text behind this statement.");
    const inside = triggerStart >= start && triggerEnd <= end && triggerEnd > triggerStart;
    return make("blockquote", { dir: "auto" },
      make("span", { class: "around" }, before(text, start)),
      make("mark", { "data-testid": "quote" },
        inside ? [text.slice(start, triggerStart), make("mark", { class: "trigger", "data-testid": "trigger" }, text.slice(triggerStart, triggerEnd)), text.slice(triggerEnd, end)] : text.slice(start, end)),
      make("span", { class: "around" }, after(text, end)));
  }

  /* The words around the evidence: from the beginning of a sentence and to the end of one, where these are near. */
  function before(text, start) {
    const words = text.slice(Math.max(0, start - CONTEXT), start);
    const sentence = words.search(/(?<=[.!?]["”’»)]?\s+)\S/);
    if (sentence >= 0) return words.slice(sentence);
    return start <= CONTEXT ? words : `… ${words.replace(/^\S*\s/, "")}`;
  }

  function after(text, end) {
    const words = text.slice(end, end + CONTEXT);
    const sentence = words.match(/^[^]*[.!?]["”’»)]?(?=\s)/);
    if (sentence) return sentence[0];
    return end + CONTEXT >= text.length ? words : `${words.replace(/\s\S*$/, "")} …`;
  }

  function chain(told) {
    if (!told.speakers.length) return "the document itself";
    return told.speakers.flatMap((speaker, index) => [index ? ", quoting " : "", actorButton(speaker)]).filter(Boolean);
  }

  function sourceOf(told) {
    const about = [told.document.publisher, told.document.published].filter(Boolean).join(", ");
    return [documentLink(told.document, `#s-${told.id}`), `, page ${told.page}`, about ? make("span", { class: "quiet" }, ` (${about})`) : ""];
  }

  function rivals(told) {
    const section = (title, others) => others.length ? [make("div", { class: "rivals", "data-testid": "rivals" }, make("b", {}, title),
      make("ul", { class: "brief" }, others.map((at) => brief(statements[at]))))] : [];
    return [...section("Contested by", told.contestedBy), ...section("Denies", told.denies)];
  }

  /* ---- the table ---- */

  const names = (people) => people.map((actor) => actor.name).join(", ");
  const COLUMNS = [
    ["date", "Date", (told) => told.date || ""],
    ["who", "Who", (told) => names(told.actors)],
    ["action", "Does what", (told) => `${told.type} “${told.trigger}”`],
    ["whom", "To whom", (told) => names(told.recipients) || told.issue || ""],
    ["speakers", "Said by", (told) => told.speakers.map((actor) => actor.name).join(" → ")],
    ["how", "How", (told) => [STATUSES[told.status], told.certainty === "certain" ? "" : told.certainty, told.stance || ""].filter(Boolean).join(", ")],
    ["source", "Source", (told) => `${told.document.name}, p. ${told.page}`],
  ];

  function sorted(told) {
    const value = COLUMNS.find(([name]) => name === state.sort)[2];
    const sign = state.descending ? -1 : 1;
    return told.map((one) => [value(one), one])
      .sort(([a, one], [b, other]) => (a === "") - (b === "") || sign * a.localeCompare(b, "en") || one.index - other.index)
      .map(([, one]) => one);
  }

  function showTable() {
    const ordered = sorted(view.passing);
    const rows = ordered.slice(0, state.rows);
    replaceContent(byId("table-head"), COLUMNS.map(([name, title]) => make("th", {
      scope: "col", "aria-sort": state.sort === name ? (state.descending ? "descending" : "ascending") : null,
    }, make("button", { type: "button", "data-testid": `sort-${name}`, on: { click: () => sortBy(name) } }, title))));
    replaceContent(byId("table-body"), rows.map(row));
    byId("table-counts").textContent = `${rows.length.toLocaleString("en")} of ${plural(ordered.length, "statement")} listed`;
    byId("more-rows").hidden = rows.length === ordered.length;
    markChosenRow();
  }

  function row(told) {
    return make("tr", { "data-statement": told.id }, COLUMNS.map(([name, title, value]) => make("td", { class: name, "data-label": title, dir: name === "date" ? null : "auto" },
      name === "action" ? make("button", { type: "button", class: "link", "data-testid": "row-button" }, value(told)) : value(told))));
  }

  function sortBy(name) {
    state.descending = state.sort === name && !state.descending;
    state.sort = name;
    showTable();
    byId("table-head").querySelector(`[data-testid="sort-${name}"]`).focus();
  }

  function markChosenRow() {
    for (const old of byId("table-body").querySelectorAll("tr.chosen")) old.classList.remove("chosen");
    const told = state.chosen?.told;
    if (told) byId("table-body").querySelector(`tr[data-statement="${told.id}"]`)?.classList.add("chosen");
  }

  /* ---- choosing ---- */

  function choose(what, { keepView = false } = {}) {
    state.chosen = what;
    const before = view.actors;
    view = compute();
    const moved = [...view.actors].some((actor) => !before.has(actor)) || before.size !== view.actors.size;
    showCounts();
    draw();
    if (moved && !keepView) fit();
    showPanel();
    markChosenRow();
    writeHash();
    if (what && matchMedia("(max-width: 1180px)").matches) byId("panel").scrollIntoView({ block: "nearest" });
  }

  function refresh() {
    state.rows = ROWS;
    view = compute();
    showCounts();
    showEmpty();
    if (network || view.actors.size) draw();
    showPanel();
    showTable();
    writeHash();
  }

  function reset() {
    Object.assign(state, usual(), { chosen: state.chosen });
    if (!state.statuses.size) state.statuses = new Set(allStatuses);
    writeControls();
    refresh();
    fit();
  }

  /* ---- the filters ---- */

  function check(name, value, title, count, extra = {}) {
    return make("label", { class: "check", title: extra.title }, make("input", { type: "checkbox", name, value, "data-testid": `${name}-${value}` }),
      make("span", {}, extra.swatch ? make("i", { class: `swatch ${extra.swatch}` }) : null, title), make("span", { class: "count" }, count.toLocaleString("en")));
  }

  const capitalized = (word) => word[0].toUpperCase() + word.slice(1).toLowerCase();
  const count = (test) => statements.filter(test).length;

  function buildFilters() {
    replaceContent(byId("statuses"), allStatuses.map((status) => check("status", status, STATUSES[status], count((told) => told.status === status), { title: STATUS_TITLES[status] })));
    replaceContent(byId("families"), [...typesOfFamily.keys()].map((family) => check("family", family, FAMILIES[family], count((told) => told.family === family), { swatch: family })));
    replaceContent(byId("types"), allTypes.map((type) => check("type", type, capitalized(type), count((told) => told.type === type))));
    replaceContent(byId("stances"), allStances.map((stance) => check("stance", stance, STANCES[stance], count((told) => told.stance === stance))));
    byId("stances-field").hidden = !allStances.length;
    replaceContent(byId("certainties"), allCertainties.map((certainty) => check("certainty", certainty, CERTAINTIES[certainty], count((told) => told.certainty === certainty))));
    byId("documents-field").hidden = documents.length < 2;
    replaceContent(byId("document"), make("option", { value: "" }, "All documents"), documents.map((one) => make("option", { value: one.id }, one.name)));
    byId("filter-form").addEventListener("change", ({ target }) => readControls(target));
    byId("filter-form").addEventListener("submit", (event) => event.preventDefault());
    byId("reset").addEventListener("click", reset);
  }

  const SETS = { status: "statuses", type: "types", stance: "stances", certainty: "certainties" };

  function readControls(target) {
    if (target.name === "family") {
      for (const type of typesOfFamily.get(target.value)) state.types[target.checked ? "add" : "delete"](type);
    } else if (target.name in SETS) {
      state[SETS[target.name]][target.checked ? "add" : "delete"](target.value);
    } else {
      state[target.id] = target.value;
    }
    writeControls();
    refresh();
  }

  function writeControls() {
    for (const input of byId("filter-form").querySelectorAll("input[type=checkbox]")) {
      if (input.name === "family") {
        const types = typesOfFamily.get(input.value);
        const on = types.filter((type) => state.types.has(type)).length;
        input.checked = on === types.length;
        input.indeterminate = on > 0 && on < types.length;
      } else {
        input.checked = state[SETS[input.name]].has(input.value);
      }
    }
    for (const id of ["since", "until", "document"]) byId(id).value = state[id];
  }

  /* ---- search ---- */

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const searchable = actors.map((actor) => ({ actor, words: [actor.name, ...actor.aliases].map(fold) }));
  let found = [];
  let pointed = -1;

  function search() {
    const wanted = fold(byId("search").value.trim());
    const rank = ({ words }) => Math.min(...words.map((word) => (word.startsWith(wanted) ? 0 : word.split(/\s+/).some((part) => part.startsWith(wanted)) ? 1 : word.includes(wanted) ? 2 : 9)));
    found = wanted ? searchable.map((entry) => [rank(entry), entry.actor]).filter(([at]) => at < 9)
      .sort((a, b) => a[0] - b[0] || b[1].told.length - a[1].told.length || a[1].index - b[1].index).slice(0, 12).map(([, actor]) => actor) : [];
    pointed = found.length ? 0 : -1;
    showSuggestions(wanted);
  }

  function showSuggestions(wanted) {
    const box = byId("suggestions");
    box.hidden = !wanted;
    byId("search").setAttribute("aria-expanded", String(Boolean(wanted)));
    replaceContent(box, found.length ? found.map((actor, index) => make("li", {
      id: `suggestion-${index}`, role: "option", "aria-selected": String(index === pointed), "data-testid": "suggestion",
      on: { mousedown: (event) => { event.preventDefault(); take(actor); } },
    }, named(actor.name), make("span", {}, `${KINDS[actor.kind][0]} · ${actor.told.length}`))) : make("li", { role: "option", "aria-disabled": "true" }, "Nobody of that name"));
    if (pointed >= 0) byId("search").setAttribute("aria-activedescendant", `suggestion-${pointed}`);
    else byId("search").removeAttribute("aria-activedescendant");
  }

  function take(actor) {
    byId("search").value = "";
    found = [];
    showSuggestions("");
    choose({ actor });
  }

  function searchKey(event) {
    if (event.key === "Escape") { byId("search").value = ""; search(); return; }
    if (!found.length) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      pointed = (pointed + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length;
      showSuggestions(byId("search").value);
    } else if (event.key === "Enter") {
      event.preventDefault();
      take(found[pointed]);
    }
  }

  /* ---- the address ---- */

  let written = "";

  function writeHash() {
    const fields = new URLSearchParams();
    for (const name of ["since", "until", "document"]) if (state[name]) fields.set(name, state[name]);
    const standard = usual();
    for (const [name, set] of Object.entries(SETS)) {
      const same = state[set].size === standard[set].size && [...state[set]].every((value) => standard[set].has(value));
      if (!same) fields.set(name, [...state[set]].sort().join(","));
    }
    if (state.limit) fields.set("limit", state.limit);
    if (state.chosen?.actor) fields.set("node", state.chosen.actor.id);
    if (state.chosen?.line) fields.set("edge", state.chosen.line.key);
    if (state.chosen?.told) fields.set("s", state.chosen.told.id);
    if (document.documentElement.dataset.theme) fields.set("theme", document.documentElement.dataset.theme);
    written = `#${fields}`;
    history.replaceState(null, "", written);
  }

  function readHash() {
    const fields = new URLSearchParams(location.hash.slice(1));
    Object.assign(state, usual());
    if (!state.statuses.size) state.statuses = new Set(allStatuses);
    for (const name of ["since", "until"]) state[name] = /^\d{4}-\d\d-\d\d$/.test(fields.get(name)) ? fields.get(name) : "";
    state.document = documents.some((one) => one.id === fields.get("document")) ? fields.get("document") : "";
    for (const [name, set] of Object.entries(SETS)) {
      if (fields.has(name)) state[set] = new Set(fields.get(name).split(",").filter(Boolean));
    }
    state.limit = Math.max(0, Number.parseInt(fields.get("limit"), 10) || 0);
    state.chosen = chosenIn(fields);
    theme.set(["dark", "light"].includes(fields.get("theme")) ? fields.get("theme") : "");
  }

  function chosenIn(fields) {
    const actor = actorOfId.get(fields.get("node"));
    const line = lineOfKey.get(fields.get("edge"));
    const told = statementOfId.get(fields.get("s"));
    return told ? { told } : line ? { line } : actor ? { actor } : null;
  }

  function openHash() {
    if (location.hash === written) return;
    readHash();
    readPalette();
    writeControls();
    refresh();
    fit();
  }

  /* ---- taking things away ---- */

  /* A cell that begins like a formula would be run by a spreadsheet. */
  function cell(value) {
    const text = String(value ?? "");
    const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  function csv() {
    const head = ["id", "date", "actors", "type", "mode", "trigger", "recipients", "stance", "issue", "speakers", "status", "certainty", "eventuality", "document", "page", "quote"];
    const many = (people) => people.map((actor) => actor.name).join("; ");
    const rows = sorted(view.passing).map((told) => [told.id, told.date, many(told.actors), told.type, told.mode, told.trigger, many(told.recipients), told.stance,
      told.issue, many(told.speakers), told.status, told.certainty, told.eventuality, told.document.name, told.page, quoteOf(told)]);
    return `\ufeff${[head, ...rows].map((values) => values.map(cell).join(",")).join("\r\n")}\r\n`;
  }

  function graphml() {
    const space = "http://graphml.graphdrawing.org/xmlns";
    const xml = document.implementation.createDocument(space, "graphml");
    const add = (parent, tag, attributes, text) => {
      const element = xml.createElementNS(space, tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, clean(value));
      if (text !== undefined) element.textContent = clean(text);
      return parent.appendChild(element);
    };
    const keys = { node: ["name", "kind", "country"], edge: ["statement", "type", "family", "status", "date", "certainty", "speakers", "stance", "mutual", "document", "page", "quote"] };
    for (const [scope, fields] of Object.entries(keys)) for (const field of fields) add(xml.documentElement, "key", { id: `${scope}-${field}`, for: scope, "attr.name": field, "attr.type": "string" });
    const graph = add(xml.documentElement, "graph", { edgedefault: "directed" });
    const put = (parent, scope, values) => { for (const field of keys[scope]) if (values[field] !== null && values[field] !== undefined && values[field] !== "") add(parent, "data", { key: `${scope}-${field}` }, values[field]); };
    for (const actor of view.actors) put(add(graph, "node", { id: actor.id }), "node", actor);
    for (const { line, told } of view.lines) {
      for (const one of told) {
        const values = { ...one, statement: one.id, mutual: line.mutual, speakers: names(one.speakers), document: one.document.name, quote: quoteOf(one) };
        put(add(graph, "edge", { source: line.source.id, target: line.target.id }), "edge", values);
      }
    }
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(xml)}\n`;
  }

  function clean(text) {
    return String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd");
  }

  function png() {
    const drawn = byId("canvas").querySelector("canvas");
    const copy = make("canvas", { width: drawn.width, height: drawn.height });
    const context = copy.getContext("2d");
    context.fillStyle = palette.ground;
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(drawn, 0, 0);
    copy.toBlob((blob) => download("diplograph.png", "image/png", blob), "image/png");
  }

  const EXPORTS = {
    png,
    csv: () => download("diplograph.csv", "text/csv;charset=utf-8", csv()),
    graphml: () => download("diplograph.graphml", "application/xml", graphml()),
    print: () => window.print(),
  };

  /* ---- putting it together ---- */

  function listen() {
    byId("search").addEventListener("input", search);
    byId("search").addEventListener("keydown", searchKey);
    byId("search").addEventListener("blur", () => showSuggestions(""));
    byId("theme").addEventListener("click", () => { theme.toggle(); repaint(); });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
    byId("more").addEventListener("click", () => showMore(view.actors.size + STEP));
    byId("all").addEventListener("click", () => showMore(nodes.size));
    byId("more-rows").addEventListener("click", () => { state.rows += ROWS; showTable(); });
    byId("fit").addEventListener("click", fit);
    byId("zoom-in").addEventListener("click", () => zoom(1.3));
    byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
    byId("table-body").addEventListener("click", (event) => {
      const hit = event.target.closest("tr[data-statement]");
      if (hit) choose({ told: statementOfId.get(hit.dataset.statement) });
    });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape" && state.chosen && event.target !== byId("search")) choose(null); });
    document.addEventListener("click", (event) => { if (!byId("export").contains(event.target)) byId("export").open = false; });
    for (const button of document.querySelectorAll("[data-export]")) {
      button.addEventListener("click", () => { byId("export").open = false; EXPORTS[button.dataset.export](); });
    }
    window.addEventListener("hashchange", openHash);
  }

  function showMore(limit) {
    state.limit = limit;
    view = compute();
    showCounts();
    draw();
    fit();
    writeHash();
  }

  function zoom(by) {
    if (network) network.moveTo({ scale: network.getScale() * by });
  }

  function repaint() {
    readPalette();
    if (network) draw();
    writeHash();
  }

  readHash();
  if (matchMedia("(max-width: 760px)").matches) byId("filters").open = false;
  readPalette();
  buildFilters();
  writeControls();
  showLegend();
  listen();
  refresh();

  /* For scripts and tests: the same that a reader does by hand, and where things are on the screen. */
  window.diplograph = Object.freeze({
    selectNode: (id) => choose(actorOfId.has(id) ? { actor: actorOfId.get(id) } : null),
    selectEdge: (key) => choose(lineOfKey.has(key) ? { line: lineOfKey.get(key) } : null),
    selectStatement: (id) => choose(statementOfId.has(id) ? { told: statementOfId.get(id) } : null),
    edges: () => view.lines.map(({ line, told }) => ({ id: line.key, from: line.source.id, to: line.target.id, family: line.family, statements: told.map((one) => one.id) })),
    nodes: () => [...view.actors].map((actor) => actor.id),
    edgePoint: (key) => onScreen(clearPointOf(lineOfKey.get(key))),
    nodePoint: (id) => onScreen(network.canvasToDOM(network.getPosition(actorOfId.get(id).index))),
    exported: (kind) => ({ csv, graphml })[kind](),
  });

  function onScreen({ x, y }) {
    const frame = byId("canvas").getBoundingClientRect();
    return { x: frame.left + x, y: frame.top + y };
  }
})();
