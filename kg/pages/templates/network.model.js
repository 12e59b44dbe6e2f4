"use strict";

/* What the network page shows.  data --passes--> statements --compute--> actors and lines in view

   `state` is all that a reader has set. It stands in the address after "#", so that a view can be sent to somebody. */

const STEP = 150; // actors
const WEIGHTIEST = 8; // actors whose labels are larger
const LINES_EACH = 2.5; // lines for each actor; more are a thicket at first sight

const STATUSES = {
  fact: "Told as fact",
  claimed: "Claimed by somebody",
  denied: "Denied by somebody",
  negated: "Told as not so",
  "called-for": "Only called for",
  conditional: "Only conditional",
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

const actors = raw.actors.map(([id, name, kind, country, aliases, wikidata, offices, page], index) => ({
  index, id, name: name || id, kind, country, aliases, wikidata, page,
  offices: offices.map(([title, where, start, end]) => ({ title, where, start, end })),
  did: [], received: [], vouched: [], told: [],
}));

const documents = raw.documents.map(([id, title, publisher, published, uri, given], index) => ({
  index, id, title, publisher, published, uri, given, name: title || uri || id, coded: id.startsWith("coded:"),
}));

const word = (at) => (at === null ? null : raw.words[at]);

const statements = raw.statements.map((row, index) => {
  const [id, documentAt, page, place, trigger, type, mode, status, certainty, eventuality, stance, date, days,
    issue, places, cameo, score, actorsAt, recipientsAt, speakersAt, contestedBy, denies, sourcesAt] = row;
  const [since, until] = days || [date, date];
  return {
    index, id, document: documents[documentAt], page, place, trigger, type: word(type) || "COMMENT", family: raw.families[word(type)] || "none",
    mode: word(mode), status: word(status), certainty: word(certainty), eventuality: word(eventuality), stance: word(stance),
    date, since, until, issue, places, cameo, score,
    actors: actorsAt.map((at) => actors[at]),
    recipients: recipientsAt.map((at) => actors[at]),
    speakers: speakersAt.map((at) => actors[at]),
    contestedBy, denies, sources: sourcesAt.map(word),
  };
});

for (const told of statements) {
  for (const actor of new Set(told.actors)) actor.did.push(told);
  for (const actor of new Set(told.recipients)) actor.received.push(told);
  for (const actor of new Set(told.speakers)) actor.vouched.push(told);
  for (const actor of new Set([...told.actors, ...told.recipients, ...told.speakers])) actor.told.push(told);
}

const nodes = new Map(raw.nodes.map(([id, label, shape, x, y, near]) => [id, { id, label, shape, x, y, near }]));
const lines = raw.edges.map(([from, to, family, mutual, near, told], id) => ({
  id, from, to, family, mutual: mutual === 1, near: near === 1,
  source: actors[from],
  target: actors[to],
  told: told.map((at) => statements[at]),
  key: [actors[from].id, actors[to].id, family + (mutual ? "*" : "")].map(encodeURIComponent).join("~"),
}));
const lineOfKey = new Map(lines.map((line) => [line.key, line]));
const actorOfId = new Map(actors.map((actor) => [actor.id, actor]));
const statementOfId = new Map(statements.map((told) => [told.id, told]));
const linesOfStatement = statements.map(() => []);
for (const line of lines) for (const told of line.told) linesOfStatement[told.index].push(line);
const dyadPages = new Map(raw.dyads.map(([one, other, file]) => [`${one} ${other}`, file]));

function dyadPage(one, other) {
  return dyadPages.get([one.index, other.index].sort((a, b) => a - b).join(" "));
}

const present = (values, wanted) => Object.keys(wanted).filter((value) => values.has(value));
const typesOfFamily = new Map(present(new Set(statements.map((told) => told.family)), FAMILIES).map((family) => [
  family, [...new Set(statements.filter((told) => told.family === family).map((told) => told.type))].sort(),
]));
const allTypes = [...typesOfFamily.values()].flat();
const allStatuses = present(new Set(statements.map((told) => told.status)), STATUSES);
const allCertainties = present(new Set(statements.map((told) => told.certainty)), CERTAINTIES);
const allStances = present(new Set(statements.map((told) => told.stance)), STANCES);

function quoteOf(told) {
  const [passage, start, end] = told.place;
  return raw.passages[passage].slice(start, end);
}

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function foldedWords(told) {
  told.folded ??= fold(`${quoteOf(told)} ${told.issue || ""}`);
  return told.folded;
}

/* ---- the bins of the date slider: months that have statements, or years where there would be too many ---- */

const MOST_BINS = 120;
const isDated = (told) => Boolean(told.since || told.until);
const undatedCount = statements.filter((told) => !isDated(told)).length;
const bins = binsOf(7).length <= MOST_BINS ? binsOf(7) : binsOf(4);

function binsOf(length) {
  const counts = new Map();
  for (const told of statements) {
    const key = (told.since || told.until).slice(0, length);
    if (key) counts.set(key, (counts.get(key) || 0) + 1);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, count]) => ({ key, count, first: firstDay(key), last: lastDay(key), name: nameOfBin(key) }));
}

function firstDay(key) {
  return key.length === 4 ? `${key}-01-01` : `${key}-01`;
}

function lastDay(key) {
  return key.length === 4 ? `${key}-12-31` : `${key}-${new Date(Date.UTC(...key.split("-").map(Number), 0)).getUTCDate()}`;
}

function nameOfBin(key) {
  if (key.length === 4) return key;
  return new Date(`${key}-01T00:00:00Z`).toLocaleDateString("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });
}

/* ---- what the reader has set ---- */

const usual = () => ({
  since: "", until: "", undated: null, words: "", document: "",
  types: new Set(allTypes),
  statuses: new Set(allStatuses.some((status) => USUAL_STATUSES.includes(status)) ? allStatuses.filter((status) => USUAL_STATUSES.includes(status)) : allStatuses),
  stances: new Set(),
  certainties: new Set(allCertainties),
  limit: 0, chosen: null, sheet: "statements", page: 0, sort: "", descending: false, moved: new Map(), look: null,
});
const state = usual();
const SETS = { status: "statuses", type: "types", stance: "stances", certainty: "certainties" };

/* Undated statements stand aside once dates are set, unless the reader says otherwise. */
function keepsUndated() {
  return state.undated ?? !(state.since || state.until);
}

function isInRange(told) {
  if (!isDated(told)) return keepsUndated();
  return (!state.since || (told.until || "9999") >= state.since) && (!state.until || told.since <= state.until);
}

function passes(told) {
  return state.types.has(told.type)
    && state.statuses.has(told.status)
    && state.certainties.has(told.certainty)
    && (!state.stances.size || state.stances.has(told.stance))
    && (!state.document || told.document.id === state.document)
    && isInRange(told)
    && (!state.words || foldedWords(told).includes(fold(state.words.trim())));
}

function sameAsUsual(name) {
  const standard = usual()[name];
  return state[name].size === standard.size && [...state[name]].every((value) => standard.has(value));
}

function isFiltered() {
  return Boolean(state.since || state.until || state.undated === false || state.words || state.document) || !Object.values(SETS).every(sameAsUsual);
}

/* The filters that are set, each in a few words. */
function filtersInWords() {
  const listed = (name, titles) => sameAsUsual(SETS[name]) ? null : [...state[SETS[name]]].sort().map((value) => (titles ? titles[value] : value)?.toLowerCase()).join(", ") || "none";
  const parts = [
    [state.since || state.until ? "dates" : null, `${state.since || "the first"} to ${state.until || "the last"}`],
    [state.undated === null || undatedCount === 0 ? null : "undated", state.undated ? "kept" : "left out"],
    [state.words ? "words" : null, `“${state.words}”`],
    [state.document ? "document" : null, documents.find((one) => one.id === state.document)?.name],
    ["told", listed("status", STATUSES)], ["types", listed("type")], ["stance", listed("stance", STANCES)], ["certainty", listed("certainty", CERTAINTIES)],
  ];
  return parts.filter(([name, value]) => name && value).map(([name, value]) => `${name}: ${value}`);
}

/* ---- what is in view ---- */

let view = { passing: [], lines: [], actors: new Set(), candidates: [], all: [], weightiest: new Set(), most: 1 };

/* The first view of a graph too large to show at once is the one chosen when the page was made. */
function isOpening() {
  return Boolean(raw.opening) && state.limit === 0 && !isFiltered();
}

function compute() {
  const passing = statements.filter(passes);
  const passed = new Uint8Array(statements.length);
  for (const told of passing) passed[told.index] = 1;
  const weights = new Map();
  const carried = [];
  for (const line of lines) {
    const told = line.told.filter((one) => passed[one.index]);
    if (!told.length) continue;
    carried.push({ line, told });
    for (const end of [line.source, line.target]) weights.set(end, (weights.get(end) || 0) + told.length);
  }
  const candidates = [...weights].sort((a, b) => b[1] - a[1] || a[0].index - b[0].index).map(([actor]) => actor);
  const wanted = isOpening() ? carried.filter(({ line }) => line.near) : heaviest(carried, candidates);
  const drawn = new Set([...wanted, ...carried.filter(({ line }) => isOfChosen(line)).slice(0, STEP)]);
  const shown = new Set([...drawn].flatMap(({ line }) => [line.source, line.target]));
  const inView = carried.filter((one) => drawn.has(one));
  sizeSigns(inView);
  const weightiest = new Set(shown.size > WEIGHTIEST ? candidates.filter((actor) => shown.has(actor)).slice(0, WEIGHTIEST) : []);
  return { passing, candidates, all: carried, actors: shown, lines: inView, weightiest, most: inView.reduce((most, { told }) => Math.max(most, told.length), 1) };
}

/* An actor's sign is the larger the more others it is tied to in view. */
function sizeSigns(drawn) {
  const others = new Map();
  for (const { line } of drawn) {
    for (const [end, other] of [[line.from, line.to], [line.to, line.from]]) {
      if (others.has(end)) others.get(end).add(other);
      else others.set(end, new Set([other]));
    }
  }
  for (const [at, tied] of others) nodes.get(at).size = Math.min(22, 6 + 1.7 * Math.sqrt(tied.size));
}

/* The lines among the weightiest actors; where they are too many, the heaviest of each actor, and then those of most statements. */
function heaviest(carried, candidates) {
  const limit = state.limit || STEP;
  if (state.limit && limit >= candidates.length) return carried;
  const first = new Set(candidates.slice(0, limit));
  const inside = carried.filter(({ line }) => first.has(line.source) && first.has(line.target));
  const room = roomFor(first.size);
  if (inside.length <= room) return inside;
  inside.sort((a, b) => b.told.length - a.told.length || a.line.id - b.line.id);
  const own = new Set();
  for (const actor of first) {
    const heaviestOfIt = inside.find(({ line }) => line.source === actor || line.target === actor);
    if (heaviestOfIt) own.add(heaviestOfIt);
  }
  return [...own, ...inside.filter((one) => !own.has(one))].slice(0, room);
}

function roomFor(count) {
  return Math.max(60, Math.floor(LINES_EACH * count));
}

/* Who is chosen is always shown, with whom it is tied to. */
function isOfChosen(line) {
  const chosen = state.chosen;
  if (!chosen) return false;
  if (chosen.line) return line === chosen.line;
  if (chosen.told) return linesOfStatement[chosen.told.index].includes(line);
  return line.source === chosen.actor || line.target === chosen.actor;
}

/* ---- the address ---- */

let written = "";
let writing = 0;

function writeHash() {
  clearTimeout(writing);
  const fields = new URLSearchParams();
  for (const name of ["since", "until", "words", "document", "sort"]) if (state[name]) fields.set(name, state[name]);
  for (const [name, set] of Object.entries(SETS)) if (!sameAsUsual(set)) fields.set(name, [...state[set]].sort().join(","));
  if (state.undated !== null) fields.set("undated", state.undated ? "yes" : "no");
  if (state.limit) fields.set("limit", state.limit === Infinity ? "all" : state.limit);
  if (state.chosen?.actor) fields.set("node", state.chosen.actor.id);
  if (state.chosen?.line) fields.set("edge", state.chosen.line.key);
  if (state.chosen?.told) fields.set("s", state.chosen.told.id);
  if (state.sheet !== "statements") fields.set("sheet", state.sheet);
  if (state.descending) fields.set("order", "down");
  if (state.page) fields.set("page", state.page + 1);
  for (const [actor, [x, y]] of state.moved) fields.append("moved", `${Math.round(x)}~${Math.round(y)}~${actor.id}`);
  if (state.look) fields.set("look", state.look.map((number) => Number(number.toPrecision(4))).join(","));
  if (document.documentElement.dataset.theme) fields.set("theme", document.documentElement.dataset.theme);
  written = `#${fields}`;
  history.replaceState(null, "", written);
}

/* For what changes many times a second. */
function writeHashSoon() {
  clearTimeout(writing);
  writing = setTimeout(writeHash, 200);
}

function readHash() {
  const fields = new URLSearchParams(location.hash.slice(1));
  Object.assign(state, usual());
  for (const name of ["since", "until"]) state[name] = /^\d{4}-\d\d-\d\d$/.test(fields.get(name)) ? fields.get(name) : "";
  state.words = fields.get("words") || "";
  state.undated = { yes: true, no: false }[fields.get("undated")] ?? null;
  state.document = documents.some((one) => one.id === fields.get("document")) ? fields.get("document") : "";
  for (const [name, set] of Object.entries(SETS)) {
    if (fields.has(name)) state[set] = new Set(fields.get(name).split(",").filter(Boolean));
  }
  state.limit = fields.get("limit") === "all" ? Infinity : Math.max(0, Number.parseInt(fields.get("limit"), 10) || 0);
  state.chosen = chosenIn(fields);
  state.sheet = fields.get("sheet") in SHEETS ? fields.get("sheet") : "statements";
  state.sort = fields.get("sort") || "";
  state.descending = fields.get("order") === "down";
  state.page = Math.max(0, (Number.parseInt(fields.get("page"), 10) || 1) - 1);
  state.moved = new Map(fields.getAll("moved").map(movedIn).filter(([actor]) => actor));
  state.look = lookIn(fields.get("look"));
  theme.set(["dark", "light"].includes(fields.get("theme")) ? fields.get("theme") : "");
}

function chosenIn(fields) {
  const actor = actorOfId.get(fields.get("node"));
  const line = lineOfKey.get(fields.get("edge"));
  const told = statementOfId.get(fields.get("s"));
  return told ? { told } : line ? { line } : actor ? { actor } : null;
}

function movedIn(text) {
  const [, x, y, id] = text.match(/^(-?\d+)~(-?\d+)~(.*)$/s) || [];
  return [actorOfId.get(id), [Number(x), Number(y)]];
}

function lookIn(text) {
  const numbers = (text || "").split(",").map(Number);
  return numbers.length === 3 && numbers.every(Number.isFinite) && numbers[2] > 0 ? numbers : null;
}
