"use strict";

/* The contested accounts: disputes --filter--> those that pass --> groups of those between the same parties, side by side. */

(() => {
  const STEP = 24;
  const NAMES = ["actor", "since", "until", "kind", "order", "pair"];
  const KINDS = { denied: "Accounts that are denied", contested: "Accounts told otherwise", alone: "Denials alone" };

  const data = JSON.parse(byId("data").textContent);
  const records = openRecords(data);
  const groups = data.groups.map(([key, href, members]) => ({ key, href, members: members.map((at) => records.disputes[at]) }));
  for (const group of groups) for (const dispute of group.members) dispute.group = group;

  const usual = () => ({ actor: "", since: "", until: "", kind: "", order: "pair", pair: "" });
  const state = usual();

  const sidesOf = ({ account, rival }) => (rival ? [account, rival] : [account]);
  const kindOf = ({ rival, denied }) => (!rival ? "alone" : denied ? "denied" : "contested");
  const peopleOf = (dispute) => new Set([...dispute.parties, ...sidesOf(dispute).flatMap((told) => [...told.actors, ...told.recipients, ...told.speakers])]);
  const dayOf = (dispute) => sidesOf(dispute).map((told) => told.since).filter(Boolean).sort()[0] || "";

  function passes(dispute) {
    return (!state.kind || kindOf(dispute) === state.kind)
      && (!state.pair || dispute.group.key === state.pair)
      && (!state.actor || [...peopleOf(dispute)].some((actor) => actor.id === state.actor))
      && ((!state.since && !state.until) || sidesOf(dispute).some((told) => told.since
        && (!state.since || (told.until || "9999") >= state.since) && (!state.until || told.since <= state.until)));
  }

  function show() {
    const passing = groups.flatMap((group) => group.members.filter(passes));
    replaceContent(byId("counts"), make("b", {}, passing.length.toLocaleString("en")), ` of ${plural(records.disputes.length, "dispute")} shown`,
      state.pair ? [", between ", ...titleOf(groups.find((group) => group.key === state.pair)), ". ", make("button", { type: "button", class: "link", "data-testid": "all-pairs", on: { click: reset } }, "Show all")] : null);
    byId("nothing").hidden = passing.length > 0;
    inSteps(byId("disputes"), byId("more"), STEP, state.order === "pair" ? grouped(passing) : dated(passing));
  }

  function grouped(passing) {
    let last = null;
    return passing.map((dispute) => () => {
      const parts = make("div", { class: "group" }, dispute.group === last ? null : headOf(dispute.group, passing), disputeOf(dispute));
      last = dispute.group;
      return parts;
    });
  }

  function dated(passing) {
    const sign = state.order === "new" ? -1 : 1;
    const ordered = [...passing].sort((a, b) => (dayOf(a) === "") - (dayOf(b) === "") || sign * dayOf(a).localeCompare(dayOf(b)));
    return ordered.map((dispute) => () => disputeOf(dispute));
  }

  function headOf(group, passing) {
    const count = passing.filter((dispute) => dispute.group === group).length;
    return make("div", { class: "group-head" }, make("h3", { "data-testid": "group" }, titleOf(group, actorLinks)),
      make("p", { class: "quiet small" }, plural(count, "dispute"), group.href ? [" · ", make("a", { href: group.href }, "All that passes between the two")] : null));
  }

  function titleOf({ members: [{ parties }] }, shown = (people, between) => people.flatMap((actor, index) => [index ? between : "", named(actor.name)])) {
    if (!parties.length) return ["Nobody named"];
    return [...shown(parties, " – "), parties.length === 1 ? ", and nobody named against it" : ""];
  }

  function build() {
    const counts = new Map();
    for (const dispute of records.disputes) for (const actor of peopleOf(dispute)) counts.set(actor, (counts.get(actor) || 0) + 1);
    const option = (value, title) => make("option", { value }, title);
    replaceContent(byId("actor"), option("", "Anybody"), [...counts].sort((a, b) => b[1] - a[1]).map(([actor, count]) => option(actor.id, `${actor.name} (${count.toLocaleString("en")})`)));
    replaceContent(byId("kind"), option("", "Everything"), Object.entries(KINDS).map(([kind, title]) => [kind, title, records.disputes.filter((dispute) => kindOf(dispute) === kind).length])
      .filter(([, , count]) => count).map(([kind, title, count]) => option(kind, `${title} (${count.toLocaleString("en")})`)));
    byId("fold").hidden = records.disputes.length < 2;
  }

  const INPUTS = ["actor", "since", "until", "kind", "order"];

  function read() {
    for (const id of INPUTS) state[id] = byId(id).value;
    write();
    show();
  }

  function writeInputs() {
    for (const id of INPUTS) byId(id).value = state[id];
  }

  function reset() {
    Object.assign(state, usual(), { order: state.order });
    writeInputs();
    write();
    show();
  }

  function write() {
    const fields = new URLSearchParams();
    const standard = usual();
    for (const name of NAMES) if (state[name] !== standard[name]) fields.set(name, state[name]);
    address.write(fields);
  }

  function openAddress() {
    if (!address.says(NAMES)) return;
    const fields = address.fields();
    const offered = (id) => [...byId(id).options].some((option) => option.value === fields.get(id));
    Object.assign(state, usual());
    for (const name of ["since", "until"]) if (/^\d{4}-\d\d-\d\d$/.test(fields.get(name) || "")) state[name] = fields.get(name);
    for (const name of ["actor", "kind", "order"]) if (offered(name)) state[name] = fields.get(name);
    if (groups.some((group) => group.key === fields.get("pair"))) state.pair = fields.get("pair");
    writeInputs();
    show();
    byId("fold").scrollIntoView({ block: "start" });
  }

  build();
  byId("filters").addEventListener("change", read);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("reset").addEventListener("click", reset);
  byId("reset-nothing").addEventListener("click", reset);
  byId("csv").addEventListener("click", () => download("contested.csv", "text/csv;charset=utf-8", csvOf([...new Set(groups.flatMap((group) => group.members.filter(passes)).flatMap(sidesOf))])));
  byId("print").addEventListener("click", () => window.print());
  if (matchMedia("(max-width: 760px)").matches) byId("fold").open = false;
  address.watch(openAddress);
  writeInputs();
  show();
  openAddress();
})();
