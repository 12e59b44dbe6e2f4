"use strict";

/* What stands beside the canvas: counts, legend, and the details of what is chosen. */

const SLOW = 5000; // ties that are drawn in about a second

/* ---- the counts, the legend, and what stands in place of an empty canvas ---- */

function showCounts() {
  const bold = (text) => make("b", {}, text);
  replaceContent(
    byId("counts"),
    bold(view.actors.size.toLocaleString("en")), ` of ${plural(nodes.size, "actor")} · `,
    bold(view.lines.length.toLocaleString("en")), ` of ${plural(lines.length, "tie")} · `,
    bold(view.passing.length.toLocaleString("en")), ` of ${plural(statements.length, "statement")} shown`,
  );
  const set = filtersInWords();
  const hidden = view.all.length - view.lines.length;
  const untied = actors.length - nodes.size;
  const aside = untied && nodes.size ? `${plural(untied, "actor")} tied to nobody: in the table of actors.` : "";
  const about = isOpening() ? `Opens on ${raw.opening}.` : set.length ? `Only ${set.join(" · ")}` : hidden > 0 ? "The actors with most statements, and their heaviest ties." : aside;
  const cost = hidden > 0 && view.all.length > SLOW ? ` To show all draws ${plural(view.all.length, "tie")} and takes some ${Math.ceil(view.all.length / SLOW)} seconds.` : "";
  byId("about-view").textContent = about + cost;
  byId("clear").hidden = !isFiltered();
  byId("more").hidden = hidden <= 0;
  byId("all").hidden = hidden <= 0;
  const left = view.candidates.length - view.actors.size;
  byId("more").textContent = left > 0 ? `Show ${Math.min(STEP, left)} more` : "Show more ties";
  byId("all").textContent = `Show all ${view.candidates.length.toLocaleString("en")}`;
  byId("all").title = `Draw every actor and tie that passes the filters.${cost}`;
  byId("canvas").setAttribute("aria-label", `Graph of ${plural(view.actors.size, "actor")} and ${plural(view.lines.length, "tie")}; the tables below hold the same`);
}

function showEmpty() {
  const empty = byId("empty");
  empty.hidden = view.actors.size > 0;
  byId("zoom").hidden = view.actors.size === 0;
  byId("legend").hidden = view.actors.size === 0;
  if (view.actors.size) return;
  const alone = actors.filter((actor) => actor.told.some(passes));
  if (!statements.length) {
    replaceContent(empty, make("h2", {}, "There are no statements here"),
      make("p", {}, "The reports that this page was made from state nothing about anybody, or no reports were given."));
  } else if (!view.passing.length) {
    replaceContent(empty, make("h2", {}, "No statement passes these filters"),
      make("p", {}, `There are ${plural(statements.length, "statement")} in all. ${filtersInWords().join(" · ")}`),
      make("p", {}, make("button", { type: "button", on: { click: reset } }, "Reset filters")));
  } else if (!alone.length) {
    replaceContent(empty, make("h2", {}, "These statements name nobody"),
      make("p", {}, `${plural(view.passing.length, "statement")} without actors; the table below holds them.`));
  } else {
    replaceContent(empty, make("h2", {}, "Nobody here is tied to anybody else"),
      make("p", {}, `${plural(view.passing.length, "statement")} of one actor at a time; the table below holds them. Choose an actor to read what is said of it.`),
      make("ul", {}, alone.slice(0, 60).map((actor) => make("li", {}, actorButton(actor)))),
      alone.length > 60 ? make("p", {}, `and ${alone.length - 60} more, in the table of actors below`) : null);
  }
}

/* A short piece of a line with the end that its family has: colour is never the only sign. */
function swatch(family) {
  const shape = { conflict: "M22 1v10", stance: "M17 6a3 3 0 1 0 6 0a3 3 0 1 0 -6 0", relation: "M15 6l4 -4l4 4l-4 4z" };
  const end = family.endsWith("conflict") ? shape.conflict : shape[family] || "M17 1.5l6 4.5l-6 4.5z";
  const drawn = family in FAMILIES && family !== "none";
  const picture = svg("svg", { class: `swatch ${family}`, viewBox: "0 0 24 12", width: 24, height: 12, "aria-hidden": "true" },
    svg("path", { d: family === "none" ? "" : "M1 6H22", class: "stroke" }), drawn ? svg("path", { d: end, class: family.endsWith("conflict") ? "stroke thick" : "end" }) : null);
  return picture;
}

function svg(tag, attributes, ...content) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content.filter(Boolean));
  return element;
}

function legendEntries() {
  return [
    ...[...typesOfFamily.keys()].filter((family) => family !== "none").map((family) => [family, FAMILIES[family]]),
    ["fact", "solid: told as fact"], ["claimed", "dashed: claimed"], ["denied", "dotted: denied or not so"],
  ];
}

function kindsInGraph() {
  return Object.entries(KINDS).filter(([kind]) => actors.some((actor) => actor.kind === kind && nodes.has(actor.index))).map(([, sign]) => sign);
}

function showLegend() {
  replaceContent(
    byId("legend"),
    legendEntries().map(([sign, words]) => make("li", {}, swatch(sign), words)),
    make("li", {}, make("span", { class: "shape", "aria-hidden": "true" }, "✕"), "disputed"),
    kindsInGraph().map(([title, symbol]) => make("li", {}, make("span", { class: "shape", "aria-hidden": "true" }, symbol), title)),
  );
}

/* ---- the panel ---- */

function showPanel() {
  const panel = byId("panel");
  const chosen = state.chosen;
  if (!chosen) replaceContent(panel, ...guide());
  else if (chosen.actor) replaceContent(panel, closeButton(), ...dossier(chosen.actor));
  else if (chosen.line) replaceContent(panel, closeButton(), ...evidenceOfLine(chosen.line));
  else replaceContent(panel, closeButton(), ...evidenceOfStatement(chosen.told));
  panel.scrollTop = 0;
}

function actorButton(actor) {
  return make("button", { type: "button", class: "link", dir: "auto", "data-actor": actor.id, on: { click: () => choose({ actor }) } }, actor.name);
}

function list(people) {
  return people.flatMap((actor, index) => [index ? ", " : "", actorButton(actor)]).filter(Boolean);
}

function facts(pairs) {
  return make("dl", { class: "facts" }, pairs.filter(([, value]) => value !== null && value !== undefined && value !== "" && value.length !== 0)
    .flatMap(([title, value]) => [make("dt", {}, title), make("dd", {}, value)]));
}

function closeButton() {
  return make("button", { type: "button", class: "close no-print", "data-testid": "close", "aria-label": "Close the details", on: { click: () => choose(null) } }, "×");
}

/* As many of the items as are read at once, and a button for the next ones. */
function inPortions(items, portion, container, item) {
  container.append(...items.slice(0, portion).map(item));
  let next = portion;
  if (items.length <= portion) return [container];
  const button = make("button", { type: "button", class: "link small", "data-testid": "next-portion", on: { click: () => {
    const added = items.slice(next, next + 5 * portion).map(item);
    container.append(...added);
    next += added.length;
    added[0].querySelector("button, a")?.focus();
    if (next >= items.length) button.remove();
    else button.textContent = label();
  } } });
  const label = () => `Show ${Math.min(5 * portion, items.length - next).toLocaleString("en")} of ${(items.length - next).toLocaleString("en")} more`;
  button.textContent = label();
  return [container, button];
}

function guide() {
  const spans = statements.flatMap((told) => [told.since, told.until]).filter(Boolean).sort();
  const busiest = view.candidates.slice(0, 40).map((actor) => [actor, actor.told.filter(passes)]).sort((a, b) => b[1].length - a[1].length).slice(0, 8);
  return [
    make("p", { class: "eyebrow" }, "What is in this graph"),
    make("h2", {}, `${plural(statements.length, "statement")} from ${sourcesInWords(documents)}`),
    spans.length ? make("p", { class: "lead" }, spans[0] === spans.at(-1) ? spans[0] : `${spans[0]} to ${spans.at(-1)}`) : null,
    statements.length ? make("p", { class: "guide" }, "Each line stands for what somebody is said to have done, said or held toward somebody else. Choose a line to read the words that say so; choose an actor for its dossier.") : null,
    busiest.length ? make("h3", {}, "Most present") : null,
    busiest.length ? bars(busiest) : null,
    documents.length ? make("h3", {}, "Documents") : null,
    ...(documents.length ? inPortions(documents, 12, make("ul", { class: "brief" }), (one) => make("li", {}, documentLink(one), make("span", { class: "when" }, [one.publisher, one.published].filter(Boolean).join(" · ")))) : []),
  ];
}

/* How many documents and data sets these are. */
function sourcesInWords(all) {
  const coded = all.filter((one) => one.coded).length;
  const counts = [[all.length - coded, "document"], [coded, "data set"]].filter(([count]) => count);
  return counts.map(([count, noun]) => plural(count, noun)).join(" and ") || plural(0, "document");
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
  const words = parts.map(([family, count]) => `${FAMILIES[family].toLowerCase()}: ${count}`).join("; ");
  return make("span", { class: "bar", "aria-hidden": "true", title: words }, parts.map(([family, count]) => {
    const part = make("i", { class: family });
    part.style.width = `${(100 * count) / most}%`;
    return part;
  }));
}

/* ---- an actor ---- */

function dossier(actor) {
  return [
    make("p", { class: "eyebrow" }, [KINDS[actor.kind][0], actor.country].filter(Boolean).join(" · ")),
    make("h2", { dir: "auto", "data-testid": "dossier-name" }, actor.name),
    actor.page ? make("p", { class: "lead no-print" }, make("a", { href: actor.page, "data-testid": "dossier-page" }, "Whole dossier")) : null,
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
    actor.told.some(passes) ? null : make("p", { class: "lead" }, "No statement about it passes the filters."),
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
  const rows = [...found].sort((a, b) => b[1].length - a[1].length || a[0].index - b[0].index);
  const rest = rows.length - 10;
  return rows.length ? [make("h3", {}, "Tied to"), bars(rows.slice(0, 10)), rest > 0 ? make("p", { class: "small quiet" }, `and ${rest.toLocaleString("en")} more`) : null] : [];
}

function voices(actor) {
  const about = [...new Set([...actor.did, ...actor.received])].filter(passes);
  const counts = new Map();
  for (const told of about) for (const speaker of new Set(told.speakers)) counts.set(speaker, (counts.get(speaker) || 0) + 1);
  const unvoiced = about.filter((told) => !told.speakers.length).length;
  if (!about.length) return [];
  const heard = [...counts].sort((a, b) => b[1] - a[1] || a[0].index - b[0].index);
  const rows = make("ul", { class: "brief", "data-testid": "voices" }, unvoiced ? make("li", {}, `The documents themselves, ${plural(unvoiced, "time")}`) : null);
  return [make("h3", {}, "Who vouches for it"), ...inPortions(heard, 12, rows, ([speaker, count]) => make("li", {}, actorButton(speaker), `, ${plural(count, "time")}`))];
}

function briefs(title, testId, told) {
  if (!told.length) return [];
  return [make("h3", {}, `${title} (${told.length.toLocaleString("en")})`), ...inPortions(told, 12, make("ul", { class: "brief", "data-testid": testId }), brief)];
}

function brief(told) {
  return make("li", {},
    make("span", { class: "when" }, [told.date || "no date", told.type, STATUSES[told.status].toLowerCase()].join(" · ")),
    make("button", { type: "button", class: "link", dir: "auto", "data-statement": told.id, on: { click: () => choose({ told }) } }, quoteOf(told) || summary(told)));
}

function summary(told) {
  return [told.actors.map((actor) => actor.name).join(", "), told.type, told.recipients.map((actor) => actor.name).join(", ")].filter(Boolean).join(" — ");
}

/* ---- a line, a statement ---- */

function titleOfLine(line) {
  return [named(line.source.name), line.mutual ? " ↔ " : " → ", named(line.target.name)];
}

function evidenceOfLine(line) {
  const told = line.told.filter(passes);
  const sources = [...new Set(told.map((one) => one.document))];
  const both = dyadPage(line.source, line.target);
  return [
    make("p", { class: "eyebrow" }, swatch(line.family), ` ${FAMILIES[line.family]}`),
    make("h2", { "data-testid": "line-title" }, titleOfLine(line)),
    make("p", { class: "lead" }, `${plural(told.length, "statement")} in ${sourcesInWords(sources)}`),
    both ? make("p", { class: "lead no-print" }, make("a", { href: both, "data-testid": "dyad-page" }, "All between the two, over time")) : null,
    ...besides(line),
    told.length ? null : make("p", { class: "lead" }, "None of its statements passes the filters."),
    ...inPortions(told, 20, make("div", {}), card),
  ];
}

/* The other lines between the same two. */
function besides(line) {
  const pair = new Set([line.source, line.target]);
  const others = view.all.filter((one) => one.line !== line && pair.has(one.line.source) && pair.has(one.line.target));
  if (!others.length) return [];
  return [make("h3", {}, "Also between the two"), make("ul", { class: "brief", "data-testid": "besides" }, others.map((one) => make("li", {},
    swatch(one.line.family), " ",
    make("button", { type: "button", class: "link", on: { click: () => choose({ line: one.line }) } }, titleOfLine(one.line)),
    `, ${FAMILIES[one.line.family].toLowerCase()}, ${plural(one.told.length, "statement")}`)))];
}

function evidenceOfStatement(told) {
  return [make("p", { class: "eyebrow" }, FAMILIES[told.family]), make("h2", {}, headline(told)), card(told)];
}

function headline(told) {
  const listed = (people) => people.flatMap((actor, index) => [index ? ", " : "", named(actor.name)]).filter(Boolean);
  const parts = [...listed(told.actors), told.recipients.length ? " → " : "", ...listed(told.recipients)].filter(Boolean);
  return parts.length ? parts : [`“${told.trigger}”`];
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
      ["Place", told.places.map((where, index) => [index ? ", " : "", named(where)]).flat()],
      ["How surely", `${CERTAINTIES[told.certainty]}, ${told.eventuality}`],
      ["Code", told.cameo && `CAMEO ${told.cameo}${told.score === null ? "" : `, Goldstein ${told.score}`}`],
      ["Source", sourceOf(told)],
      ["Coded from", reportsOf(told.sources)],
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

const CONTEXT = 150; // characters around the evidence

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
  if (!told.speakers.length) return told.document.coded ? "the data set itself" : "the document itself";
  return told.speakers.flatMap((speaker, index) => [index ? ", quoting " : "", actorButton(speaker)]).filter(Boolean);
}

function sourceOf(told) {
  const about = [told.document.publisher, told.document.published].filter(Boolean).join(", ");
  return [documentLink(told.document, `#s-${told.id}`), told.page === null ? "" : `, page ${told.page}`, about ? make("span", { class: "quiet" }, ` (${about})`) : ""];
}

function rivals(told) {
  const section = (title, others) => others.length ? [make("div", { class: "rivals", "data-testid": "rivals" }, make("b", {}, title),
    make("ul", { class: "brief" }, others.map((at) => brief(statements[at]))))] : [];
  return [...section("Contested by", told.contestedBy), ...section("Denies", told.denies)];
}
