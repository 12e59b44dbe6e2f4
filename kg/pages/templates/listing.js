"use strict";

/* The statements of a dossier or of two actors: data --filter--> those that pass --> cards or a table, a count, CSV.

   The page gives `roles`, groups of its statements among which a reader chooses, and where two actors face each other `sides`. */

(() => {
  const CARDS = 40;
  const ROWS = 100;
  const FEW = 6;
  const NAMES = ["role", "since", "until", "type", "status", "voice", "party", "words", "order", "view", "s"];
  const ITSELF = "-";

  const data = JSON.parse(byId("data").textContent);
  const records = openRecords(data);
  const roles = data.roles.map(([key, title, members]) => ({ key, title, members: new Set(members) }));
  const sides = data.sides ? Object.entries(data.sides).map(([side, members]) => [side, new Set(members)]) : [];

  const usual = () => ({ role: roles[0].key, since: "", until: "", type: "", status: "", voice: "", party: "", words: "", order: "new", view: "cards", s: "" });
  const state = usual();

  /* ---- what passes ---- */

  const heard = new Map();

  function textOf(told) {
    if (!heard.has(told)) heard.set(told, fold([quoteOf(told), namesOf([...told.actors, ...told.recipients, ...told.speakers], " "), told.issue || ""].join(" ")));
    return heard.get(told);
  }

  function passes(told) {
    return roles.find((role) => role.key === state.role).members.has(told.index)
      && (!state.type || told.type === state.type || `family-${told.family}` === state.type)
      && (!state.status || told.status === state.status)
      && (!state.voice || (state.voice === ITSELF ? !told.speakers.length : told.speakers.some((speaker) => speaker.id === state.voice)))
      && (!state.party || [...told.actors, ...told.recipients].some((actor) => actor.id === state.party))
      && (!state.since || (told.since !== "" && (told.until || "9999") >= state.since))
      && (!state.until || (told.since !== "" && told.since <= state.until))
      && (!state.words || fold(state.words).split(/\s+/).every((word) => textOf(told).includes(word)));
  }

  function passing() {
    const dated = (told) => told.since || "";
    const sign = state.order === "new" ? -1 : 1;
    return records.statements.filter(passes)
      .sort((a, b) => (dated(a) === "") - (dated(b) === "") || sign * dated(a).localeCompare(dated(b)) || a.index - b.index);
  }

  /* ---- what is shown ---- */

  function show() {
    const told = passing();
    const all = records.statements.length;
    replaceContent(byId("counts"), make("b", {}, told.length.toLocaleString("en")), ` of ${plural(all, "statement")} shown`);
    byId("nothing").hidden = told.length > 0;
    byId("cards").hidden = state.view !== "cards" || !told.length;
    byId("table").hidden = state.view !== "table" || !told.length;
    for (const head of document.querySelectorAll(".side-head")) head.hidden = byId("cards").hidden || !["", roles[0].key].includes(state.role);
    const chosen = told.findIndex((one) => one.id === state.s);
    if (state.view === "cards") inSteps(byId("cards"), byId("more"), CARDS, told.map((one) => () => item(one)), chosen + 1);
    else inSteps(byId("table-body"), byId("more"), ROWS, told.map((one) => () => row(one)), chosen + 1);
    if (chosen >= 0) point();
  }

  function item(told) {
    const side = sides.find(([, members]) => members.has(told.index));
    return make("li", { class: side ? side[0] : null }, card(told, { opened: (one, isOpen) => choose(one, isOpen) }));
  }

  function row(told) {
    const cells = [
      ["Date", whenOf(told)],
      ["Who", namesOf(told.actors)],
      ["Does what", `${typeOf(told)} “${told.trigger}”`],
      ["To whom", namesOf(told.recipients) || told.issue || ""],
      ["Said by", namesOf(told.speakers, " → ")],
      ["How", [STATUSES[told.status], told.certainty === "certain" ? "" : CERTAINTIES[told.certainty], told.stance || ""].filter(Boolean).join(", ")],
      ["Words", quoteOf(told)],
    ];
    return make("tr", { "data-statement": told.id }, cells.map(([name, text]) => make("td", { "data-label": name, dir: "auto" }, text)),
      make("td", { "data-label": "Source" }, sourceOf(told)));
  }

  function choose(told, isOpen) {
    if (!isOpen && state.s !== told.id) return;
    state.s = isOpen ? told.id : "";
    write();
    mark();
  }

  function mark() {
    for (const one of document.querySelectorAll("#cards [data-statement], #table-body [data-statement]")) one.classList.toggle("chosen", one.dataset.statement === state.s);
  }

  /* Opens the statement that the address names, and brings it before the reader's eyes. */
  function point() {
    mark();
    const found = document.querySelector(`#cards [data-statement="${CSS.escape(state.s)}"]`);
    if (!found || found.querySelector("details").open) return;
    found.querySelector("details").open = true;
    found.scrollIntoView({ block: "center" });
  }

  /* ---- the filters ---- */

  function options(select, first, entries) {
    const make1 = ([value, title, count]) => make("option", { value }, count === undefined ? title : `${title} (${count.toLocaleString("en")})`);
    replaceContent(select, make("option", { value: "" }, first), entries.map(make1));
    select.closest(".field").hidden = entries.length < 2;
  }

  function counted(values) {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1]);
  }

  const tally = (values) => new Map(counted(values));

  function build() {
    const told = records.statements;
    replaceContent(byId("roles"), roles.map((role, index) => make("label", { class: role.members.size ? "" : "none" },
      make("input", { type: "radio", name: "role", value: role.key, checked: index === 0, disabled: !role.members.size, "data-testid": `role-${role.key}` }),
      named(role.title, "span"), make("span", { class: "count" }, role.members.size.toLocaleString("en")))));
    const families = tally(told.map((one) => one.family));
    const types = tally(told.map((one) => `${one.family} ${one.type}`));
    options(byId("type"), "Anything", Object.keys(FAMILIES).filter((family) => families.has(family)).flatMap((family) => [
      [`family-${family}`, FAMILIES[family], families.get(family)],
      ...[...types].map(([key, count]) => [...key.split(" "), count]).filter(([of]) => of === family).map(([, type, count]) => [type, `\u2003${capitalized(type)}`, count]),
    ]));
    options(byId("status"), "However", Object.keys(STATUSES).map((status) => [status, STATUSES[status], told.filter((one) => one.status === status).length]).filter(([, , count]) => count));
    const own = told.filter((one) => !one.speakers.length).length;
    const people = (of) => counted(told.flatMap((one) => [...new Set(of(one))])).map(([actor, count]) => [actor.id, actor.name, count]);
    options(byId("voice"), "Anybody", [...(own ? [[ITSELF, "The reports themselves", own]] : []), ...people((one) => one.speakers)]);
    options(byId("party"), "Anybody", people((one) => [...one.actors, ...one.recipients].filter((actor) => !data.self.includes(actor.id))));
    byId("fold").hidden = told.length <= FEW;
    byId("roles").hidden = told.length <= 1;
  }

  const INPUTS = ["since", "until", "type", "status", "voice", "party", "words", "order", "view"];

  function read() {
    for (const id of INPUTS) state[id] = byId(id).value;
    state.role = byId("roles").querySelector("input:checked").value;
    state.s = "";
    write();
    show();
  }

  function writeInputs() {
    for (const id of INPUTS) byId(id).value = state[id];
    for (const input of byId("roles").querySelectorAll("input")) input.checked = input.value === state.role;
  }

  function reset() {
    Object.assign(state, usual(), { view: state.view, order: state.order });
    writeInputs();
    write();
    show();
  }

  /* ---- the address ---- */

  function write() {
    const fields = new URLSearchParams();
    const standard = usual();
    for (const name of NAMES) if (state[name] && state[name] !== standard[name]) fields.set(name, state[name]);
    address.write(fields);
  }

  function readAddress() {
    const fields = address.fields();
    const offered = (id, value) => [...byId(id).options].some((option) => option.value === value);
    Object.assign(state, usual());
    for (const name of ["since", "until"]) if (/^\d{4}-\d\d-\d\d$/.test(fields.get(name) || "")) state[name] = fields.get(name);
    for (const name of ["type", "status", "voice", "party", "order", "view"]) if (offered(name, fields.get(name))) state[name] = fields.get(name);
    if (roles.some((role) => role.key === fields.get("role") && role.members.size)) state.role = fields.get("role");
    state.words = fields.get("words") || "";
    state.s = records.statements.some((told) => told.id === fields.get("s")) ? fields.get("s") : "";
  }

  function openAddress() {
    if (!address.says(NAMES)) return;
    readAddress();
    writeInputs();
    show();
    if (!state.s) byId("statements").scrollIntoView({ block: "start" });
  }

  /* ---- putting it together ---- */

  function showDisputes() {
    if (!byId("disputes")) return;
    inSteps(byId("disputes"), byId("more-disputes"), 8, records.disputes.map((dispute) => () => disputeOf(dispute)));
  }

  build();
  showDisputes();
  byId("filters").addEventListener("change", read);
  byId("words").addEventListener("input", read);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("roles").addEventListener("change", read);
  byId("reset").addEventListener("click", reset);
  byId("reset-nothing").addEventListener("click", reset);
  byId("csv").addEventListener("click", () => download("statements.csv", "text/csv;charset=utf-8", csvOf(passing())));
  byId("print").addEventListener("click", () => window.print());
  if (matchMedia("(max-width: 760px)").matches) byId("fold").open = false;
  address.watch(openAddress);
  if (address.says(NAMES)) openAddress();
  else { writeInputs(); show(); }
})();
