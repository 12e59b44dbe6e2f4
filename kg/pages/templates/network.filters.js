"use strict";

/* The filters, the slider of dates and the search. */

function check(name, value, title, count, extra = {}) {
  return make("label", { class: "check", title: extra.title }, make("input", { type: "checkbox", name, value, "data-testid": `${name}-${value}` }),
    make("span", {}, extra.swatch ? swatch(extra.swatch) : null, title), make("span", { class: "count" }, count.toLocaleString("en")));
}

const capitalized = (word) => word[0].toUpperCase() + word.slice(1).toLowerCase();
const countOf = (test) => statements.filter(test).length;

function buildFilters() {
  replaceContent(byId("statuses"), allStatuses.map((status) => check("status", status, STATUSES[status], countOf((told) => told.status === status), { title: STATUS_TITLES[status] })));
  replaceContent(byId("families"), [...typesOfFamily.keys()].map((family) => check("family", family, FAMILIES[family], countOf((told) => told.family === family), { swatch: family })));
  replaceContent(byId("types"), allTypes.map((type) => check("type", type, capitalized(type), countOf((told) => told.type === type))));
  replaceContent(byId("stances"), allStances.map((stance) => check("stance", stance, STANCES[stance], countOf((told) => told.stance === stance))));
  byId("stances-field").hidden = !allStances.length;
  replaceContent(byId("certainties"), allCertainties.map((certainty) => check("certainty", certainty, CERTAINTIES[certainty], countOf((told) => told.certainty === certainty))));
  byId("documents-field").hidden = documents.length < 2;
  replaceContent(byId("document"), make("option", { value: "" }, "All documents"), documents.map((one) => make("option", { value: one.id }, one.name)));
  buildSlider();
  byId("filter-form").hidden = !statements.length;
  byId("filter-form").addEventListener("change", ({ target }) => readControls(target));
  byId("filter-form").addEventListener("submit", (event) => event.preventDefault());
  byId("words").addEventListener("input", () => { state.words = byId("words").value; later(refresh); });
  byId("reset").addEventListener("click", reset);
  byId("clear").addEventListener("click", () => { reset(); byId("search").focus(); });
}

let waiting = 0;

/* Once for all that happens before the next frame. */
function later(work) {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(work);
}

function readControls(target) {
  if (target.type === "range" || target.id === "words") return;
  if (target.name === "family") {
    for (const type of typesOfFamily.get(target.value)) state.types[target.checked ? "add" : "delete"](type);
  } else if (target.name in SETS) {
    state[SETS[target.name]][target.checked ? "add" : "delete"](target.value);
  } else {
    state[target.id] = target.type === "checkbox" ? target.checked : target.value;
  }
  writeControls();
  refresh();
}

function writeControls() {
  for (const input of byId("filter-form").querySelectorAll("input[name]")) {
    if (input.name === "family") {
      const types = typesOfFamily.get(input.value);
      const on = types.filter((type) => state.types.has(type)).length;
      input.checked = on === types.length;
      input.indeterminate = on > 0 && on < types.length;
    } else {
      input.checked = state[SETS[input.name]].has(input.value);
    }
  }
  for (const id of ["since", "until", "document", "words"]) if (byId(id).value !== state[id]) byId(id).value = state[id];
  byId("undated").checked = keepsUndated();
  writeSlider();
}

/* ---- the slider: two handles beneath a histogram ---- */

function buildSlider() {
  byId("slider").hidden = bins.length < 2;
  byId("span").hidden = bins.length === 0;
  byId("undated-field").hidden = undatedCount === 0;
  byId("undated-count").textContent = undatedCount.toLocaleString("en");
  byId("histogram-title").textContent = bins[0]?.key.length === 4 ? "statements per year" : "statements per month";
  const most = Math.max(...bins.map((bin) => bin.count), 1);
  replaceContent(byId("histogram"), bins.map((bin, index) => {
    const column = make("i", { title: `${bin.name}: ${plural(bin.count, "statement")}`, class: index && !follows(bins[index - 1], bin) ? "after-gap" : null });
    column.style.height = `${Math.max(4, (100 * bin.count) / most)}%`;
    column.style.left = `calc(8px + (100% - 16px) * ${index / Math.max(1, bins.length - 1)})`;
    column.style.width = `max(1.5px, calc((100% - 16px) / ${Math.max(bins.length, 8)} - 1px))`;
    return column;
  }));
  for (const id of ["first-bin", "last-bin"]) {
    Object.assign(byId(id), { min: 0, max: Math.max(1, bins.length - 1), step: 1 });
    byId(id).addEventListener("input", () => slide(id));
  }
}

function follows(earlier, later) {
  const [year, month] = earlier.key.split("-").map(Number);
  return later.key === (month === undefined ? String(year + 1).padStart(4, "0") : month === 12 ? `${String(year + 1).padStart(4, "0")}-01` : `${earlier.key.slice(0, 5)}${String(month + 1).padStart(2, "0")}`);
}

function chosenBins() {
  const first = state.since ? bins.findIndex((bin) => bin.last >= state.since) : 0;
  const last = state.until ? bins.findLastIndex((bin) => bin.first <= state.until) : bins.length - 1;
  return [first < 0 ? bins.length - 1 : first, Math.max(last, 0)];
}

function slide(id) {
  let [first, last] = [Number(byId("first-bin").value), Number(byId("last-bin").value)];
  if (first > last) [first, last] = id === "first-bin" ? [last, last] : [first, first];
  state.since = first > 0 ? bins[first].first : "";
  state.until = last < bins.length - 1 ? bins[last].last : "";
  writeControls();
  later(refresh);
}

function writeSlider() {
  if (!bins.length) return;
  const [first, last] = chosenBins();
  for (const [id, at] of [["first-bin", first], ["last-bin", last]]) {
    byId(id).value = at;
    byId(id).setAttribute("aria-valuetext", bins[at].name);
  }
  byId("first-bin").classList.toggle("above", first === last && first > 0);
  [...byId("histogram").children].forEach((column, index) => column.classList.toggle("outside", index < first || index > last));
  replaceContent(byId("span"), make("span", {}, bins[first].name), last === first ? null : " – ", last === first ? null : make("span", {}, bins[last].name));
}

/* ---- search ---- */

const searchable = actors.map((actor) => ({ actor, words: [actor.name, ...actor.aliases].map(fold) }));
const FOUND = 10;
let found = []; // actors, and at the end the words themselves, to be looked for in the evidence
let pointed = -1;

function rankOf(words, wanted) {
  return Math.min(...words.map((word) => (word.startsWith(wanted) ? 0 : word.split(/\s+/).some((part) => part.startsWith(wanted)) ? 1 : word.includes(wanted) ? 2 : 9)));
}

function search() {
  const wanted = fold(byId("search").value.trim());
  found = wanted ? searchable.map(({ actor, words }) => [rankOf(words, wanted), actor]).filter(([at]) => at < 9)
    .sort((a, b) => a[0] - b[0] || b[1].told.length - a[1].told.length || a[1].index - b[1].index).slice(0, FOUND).map(([, actor]) => ({ actor })) : [];
  const inTexts = wanted ? countOf((told) => foldedWords(told).includes(wanted)) : 0;
  if (inTexts) found.push({ words: byId("search").value.trim(), count: inTexts });
  pointed = found.length ? 0 : -1;
  showSuggestions(wanted);
}

function showSuggestions(wanted) {
  const box = byId("suggestions");
  box.hidden = !wanted;
  byId("search").setAttribute("aria-expanded", String(Boolean(wanted)));
  replaceContent(box, found.length ? found.map((one, index) => make("li", {
    id: `suggestion-${index}`, role: "option", "aria-selected": String(index === pointed), "data-testid": "suggestion",
    on: { mousedown: (event) => { event.preventDefault(); take(one); } },
  }, ...suggestion(one))) : make("li", { role: "option", "aria-disabled": "true" }, "Nobody of that name, and no text with these words"));
  if (pointed >= 0) byId("search").setAttribute("aria-activedescendant", `suggestion-${pointed}`);
  else byId("search").removeAttribute("aria-activedescendant");
  byId(`suggestion-${pointed}`)?.scrollIntoView({ block: "nearest" });
}

function suggestion({ actor, words, count }) {
  if (actor) return [named(actor.name), make("span", {}, `${KINDS[actor.kind][0]} · ${actor.told.length.toLocaleString("en")}`)];
  return [make("b", {}, "Texts with “", named(words), "”"), make("span", {}, plural(count, "statement"))];
}

function take({ actor, words }) {
  byId("search").value = "";
  found = [];
  showSuggestions("");
  if (actor) {
    choose({ actor });
    return;
  }
  state.words = words;
  writeControls();
  refresh();
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
