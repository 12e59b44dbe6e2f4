"use strict";

/* The tables beneath the canvas hold what it shows, and more: every statement, tie and actor that passes the filters. */

const ROWS = matchMedia("(max-width: 760px)").matches ? 20 : 50;
const names = (people) => people.map((actor) => actor.name).join(", ");

/* Of each sheet: its title, what its rows are, its columns (name, title, value), the column that opens something, and what that is. */
const SHEETS = {
  statements: {
    title: "Statements", noun: "statement", first: "date", opens: "action",
    rows: () => view.passing,
    what: (told) => ({ told }),
    columns: [
      ["date", "Date", (told) => told.date || ""],
      ["who", "Who", (told) => names(told.actors)],
      ["action", "Does what", (told) => `${told.type} “${told.trigger}”`],
      ["whom", "To whom", (told) => names(told.recipients) || told.issue || ""],
      ["speakers", "Said by", (told) => told.speakers.map((actor) => actor.name).join(" → ")],
      ["how", "How", (told) => [STATUSES[told.status], told.certainty === "certain" ? "" : told.certainty, told.stance || ""].filter(Boolean).join(", ")],
      ["source", "Source", (told) => told.document.name + (told.page === null ? "" : `, p. ${told.page}`)],
    ],
  },
  ties: {
    title: "Ties", noun: "tie", first: "count", opens: "family",
    rows: () => view.all,
    what: ({ line }) => ({ line }),
    columns: [
      ["who", "Who", ({ line }) => line.source.name],
      ["family", "Sort of tie", ({ line }) => FAMILIES[line.family]],
      ["whom", "To whom", ({ line }) => (line.mutual ? `↔ ${line.target.name}` : line.target.name)],
      ["count", "Statements", ({ told }) => told.length],
      ["how", "How", ({ told }) => STATUSES[statusOfLine(told)] + (isDisputed(told) ? ", disputed" : "")],
      ["latest", "Latest", ({ told }) => told.reduce((last, one) => ((one.date || "") > last ? one.date : last), "")],
    ],
  },
  actors: {
    title: "Actors", noun: "actor", first: "count", opens: "name",
    rows: actorRows,
    what: ({ actor }) => ({ actor }),
    columns: [
      ["name", "Name", ({ actor }) => actor.name],
      ["kind", "Kind", ({ actor }) => KINDS[actor.kind][0]],
      ["country", "Country", ({ actor }) => actor.country || ""],
      ["did", "Acts", ({ did }) => did],
      ["received", "Is acted upon", ({ received }) => received],
      ["vouched", "Vouches", ({ vouched }) => vouched],
      ["count", "Statements", ({ count }) => count],
    ],
  },
};

function actorRows() {
  const rows = new Map();
  const count = (people, field) => {
    for (const actor of new Set(people)) {
      if (!rows.has(actor)) rows.set(actor, { actor, did: 0, received: 0, vouched: 0, count: 0 });
      rows.get(actor)[field] += 1;
    }
  };
  for (const told of view.passing) {
    count(told.actors, "did");
    count(told.recipients, "received");
    count(told.speakers, "vouched");
    count([...told.actors, ...told.recipients, ...told.speakers], "count");
  }
  return [...rows.values()].sort((a, b) => a.actor.index - b.actor.index);
}

let listed = []; // the rows of the sheet in their order

function sorting() {
  const sheet = SHEETS[state.sheet];
  const known = sheet.columns.some(([name]) => name === state.sort);
  return { name: known ? state.sort : sheet.first, descending: known ? state.descending : sheet.first === "count" };
}

const collator = new Intl.Collator("en");

function compare(a, b) {
  return typeof a === "number" ? a - b : collator.compare(a, b);
}

/* Rows without a value come last, whichever way the others run. */
function sorted(rows, columns, { name, descending }) {
  const value = columns.find(([column]) => column === name)[2];
  const sign = descending ? -1 : 1;
  return rows.map((row, index) => [value(row), index, row])
    .sort(([a, i], [b, j]) => (a === "") - (b === "") || sign * compare(a, b) || i - j)
    .map(([, , row]) => row);
}

function showTable() {
  const sheet = SHEETS[state.sheet];
  listed = sorted(sheet.rows(), sheet.columns, sorting());
  state.page = Math.min(state.page, Math.max(0, Math.ceil(listed.length / ROWS) - 1));
  showTabs();
  showHead(sheet);
  showRows();
}

function showTabs() {
  for (const tab of byId("sheets").querySelectorAll("[role=tab]")) {
    const on = tab.dataset.sheet === state.sheet;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
  }
  byId("table-panel").setAttribute("aria-labelledby", `sheet-${state.sheet}`);
}

function showHead(sheet) {
  const { name: by, descending } = sorting();
  replaceContent(byId("table-head"), sheet.columns.map(([name, title]) => make("th", {
    scope: "col", role: "columnheader", class: isNumber(sheet, name) ? "number" : null, "aria-sort": by === name ? (descending ? "descending" : "ascending") : null,
  }, make("button", { type: "button", "data-testid": `sort-${name}`, on: { click: () => sortBy(name) } }, title))));
}

function isNumber(sheet, name) {
  return sheet !== SHEETS.statements && ["count", "did", "received", "vouched"].includes(name);
}

function showRows() {
  const start = state.page * ROWS;
  const rows = listed.slice(start, start + ROWS);
  const sheet = SHEETS[state.sheet];
  replaceContent(byId("table-body"), rows.map((row, index) => rowOf(sheet, row, start + index)));
  byId("table-counts").textContent = rows.length
    ? `${(start + 1).toLocaleString("en")} to ${(start + rows.length).toLocaleString("en")} of ${plural(listed.length, sheet.noun)}`
    : `No ${sheet.noun} passes the filters`;
  byId("table-frame").hidden = !rows.length;
  byId("table").setAttribute("aria-rowcount", listed.length + 1);
  byId("pager").hidden = listed.length <= ROWS;
  byId("previous-rows").disabled = state.page === 0;
  byId("next-rows").disabled = start + ROWS >= listed.length;
  byId("page-now").textContent = `Page ${state.page + 1} of ${Math.max(1, Math.ceil(listed.length / ROWS))}`;
  markChosenRow();
}

function rowOf(sheet, row, index) {
  return make("tr", { role: "row", "data-row": index, "aria-rowindex": index + 2 }, sheet.columns.map(([name, title, value]) => {
    const text = String(value(row).toLocaleString("en"));
    return make("td", { role: "cell", class: `${name}${isNumber(sheet, name) ? " number" : ""}`, "data-label": title, dir: name === "date" ? null : "auto" },
      name === sheet.opens ? make("button", { type: "button", class: "link", "data-testid": "row-button" }, text) : text);
  }));
}

function sortBy(name) {
  const now = sorting();
  state.descending = now.name === name ? !now.descending : isNumber(SHEETS[state.sheet], name);
  state.sort = name;
  state.page = 0;
  showTable();
  writeHash();
  byId("table-head").querySelector(`[data-testid="sort-${name}"]`).focus();
}

function showSheet(name) {
  Object.assign(state, { sheet: name, sort: "", descending: false, page: 0 });
  showTable();
  writeHash();
}

function turnPage(by) {
  state.page += by;
  showRows();
  writeHash();
  byId("statements").scrollIntoView({ block: "start" });
}

function isChosen({ told, line, actor }) {
  const chosen = state.chosen;
  return Boolean(chosen && ((told && told === chosen.told) || (line && line === chosen.line) || (actor && actor === chosen.actor)));
}

function markChosenRow() {
  const { what } = SHEETS[state.sheet];
  for (const row of byId("table-body").rows) {
    const chosen = isChosen(what(listed[row.dataset.row]));
    row.classList.toggle("chosen", chosen);
    row.querySelector("button").setAttribute("aria-pressed", String(chosen));
  }
}

/* Up and down go from row to row, as in a spreadsheet. */
function tableKey(event) {
  const row = event.target.closest("tr[data-row]");
  const next = { ArrowDown: row?.nextElementSibling, ArrowUp: row?.previousElementSibling }[event.key];
  if (!next) return;
  event.preventDefault();
  next.querySelector("button").focus();
}

function tabKey(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const all = Object.keys(SHEETS);
  showSheet(all[(all.indexOf(state.sheet) + step + all.length) % all.length]);
  byId(`sheet-${state.sheet}`).focus();
}

function listenToTable() {
  replaceContent(byId("sheets"), Object.entries(SHEETS).map(([name, { title }]) => make("button", {
    type: "button", role: "tab", id: `sheet-${name}`, "data-sheet": name, "data-testid": `sheet-${name}`, "aria-controls": "table-panel", on: { click: () => showSheet(name) },
  }, title)));
  byId("sheets").addEventListener("keydown", tabKey);
  byId("table-body").addEventListener("keydown", tableKey);
  byId("table-body").addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-row]");
    if (row) choose(SHEETS[state.sheet].what(listed[row.dataset.row]));
  });
  byId("previous-rows").addEventListener("click", () => turnPage(-1));
  byId("next-rows").addEventListener("click", () => turnPage(1));
}
