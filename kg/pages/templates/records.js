"use strict";

/* Statements as a page holds them (see records.py), and how one is shown: who did what to whom, the words that say so, who says
   it, and the passage, which opens. */

const STATUSES = {
  fact: "Told as fact",
  claimed: "Claimed",
  denied: "Denied",
  negated: "Told as not so",
  "called-for": "Only called for",
  conditional: "Only conditional",
};
const CERTAINTIES = { certain: "certain", probable: "probable", possible: "possible", unknown: "certainty unknown" };
const CONTEXT = 200;

const capitalized = (word) => word[0].toUpperCase() + word.slice(1).toLowerCase();

function openRecords(tables) {
  const actors = tables.actors.map(([id, name, file]) => ({ id, name: name || id, file }));
  const documents = tables.documents.map(([id, title, publisher, published, given]) => ({ id, name: title || id, publisher, published, given, coded: id.startsWith("coded:") }));
  const statements = tables.statements.map((row, index) => {
    const [id, documentAt, page, place, trigger, type, family, mode, status, certainty, eventuality, date, bounds, stance, issue, places,
      cameo, score, actorsAt, recipientsAt, speakersAt, sourcesAt] = row;
    const [passage, start, end, triggerStart, triggerEnd] = place;
    return {
      index, id, document: documents[documentAt], page, trigger, type: type || "COMMENT", family: family || "none", mode, status, certainty,
      eventuality, date, since: bounds[0], until: bounds[1], stance, issue, places, cameo, score,
      passage: tables.passages[passage], start, end, triggerStart, triggerEnd, rivals: [], denials: [],
      actors: actorsAt.map((at) => actors[at]), recipients: recipientsAt.map((at) => actors[at]), speakers: speakersAt.map((at) => actors[at]),
      sources: sourcesAt.map((at) => tables.sources[at]),
    };
  });
  const disputes = tables.disputes.map(([account, rival, denied, parties]) => ({
    account: statements[account], rival: rival === null ? null : statements[rival], denied, parties: parties.map((at) => actors[at]),
  }));
  for (const { account, rival, denied } of disputes) {
    if (rival) account.rivals.push({ told: rival, word: denied ? "Denied" : "Contested" });
    if (rival) rival.rivals.push({ told: account, word: denied ? "Denies" : "Contests" });
  }
  return { actors, documents, disputes, all: statements, statements: statements.slice(0, tables.listed) };
}

const quoteOf = (told) => told.passage.slice(told.start, told.end);
const namesOf = (people, between = ", ") => people.map((actor) => actor.name).join(between);

function sentenceOf(told) {
  const whom = namesOf(told.recipients) || told.issue || "";
  return [namesOf(told.actors) || "Somebody not named", whom && ` → ${whom}`].filter(Boolean).join("");
}

function actorLinks(people, between = ", ") {
  return people.flatMap((actor, index) => [index ? between : "", make("a", { href: actor.file, dir: "auto" }, actor.name)]);
}

/* An EDTF date for people to read. */
function dateInWords(date) {
  const [first, last] = date.split("/");
  if (!last || last === first) return first;
  if (!first || first === "..") return `until ${last}`;
  return last === ".." ? `${first} on` : `${first} to ${last}`;
}

function whenOf(told) {
  if (told.date) return dateInWords(told.date);
  return told.document.published ? `reported ${told.document.published}` : "no date";
}

function typeOf(told) {
  return capitalized(told.type) + (told.mode ? `, ${told.mode.replaceAll("-", " ")}` : "");
}

function addressOf(told) {
  return told.document.given ? `doc-${encodeURIComponent(told.document.id)}.html#s-${told.id}` : `network.html#s=${told.id}`;
}

function card(told, { heading = "h3", opened = null } = {}) {
  const details = make("details", { class: "evidence" }, make("summary", {}, "Passage and details"));
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(passageOf(told), factsOf(told));
    if (opened) opened(told, details.open);
  });
  return make("article", { class: `statement ${told.family}`, "data-testid": "statement", "data-statement": told.id },
    make("p", { class: "meta" }, make("span", { class: "when" }, whenOf(told)), ` · ${typeOf(told)}`),
    make(heading, { class: "deed" }, deedOf(told)),
    wordsOf(told),
    make("p", { class: "badges" }, badgesOf(told)),
    make("p", { class: "source" }, voicesOf(told), sourceOf(told)),
    details);
}

function deedOf(told) {
  const whom = told.recipients.length ? actorLinks(told.recipients) : told.issue ? [named(told.issue)] : [];
  const who = told.actors.length ? actorLinks(told.actors) : ["Somebody not named"];
  return [...who, ...(whom.length ? [" → ", ...whom] : [])];
}

function badgesOf(told) {
  const badge = (sort, text, title) => make("span", { class: `badge ${sort}`, title }, text);
  return [
    badge(told.status, (told.status === "denied" ? "✕ " : "") + STATUSES[told.status], STATUS_TITLES[told.status]),
    told.status !== "denied" && told.rivals.some(({ word }) => word === "Contested" || word === "Denied") ? badge("contested", "✕ Contested", "Another account contradicts it") : null,
    told.certainty === "certain" ? null : badge(told.certainty, capitalized(CERTAINTIES[told.certainty]), "How sure the innermost voice is"),
    ["ongoing", "planned"].includes(told.eventuality) ? badge(told.eventuality, capitalized(told.eventuality)) : null,
    told.stance ? badge("side", capitalized(told.stance), "The side taken") : null,
  ];
}

/* The quote, the words that name the action marked in it. */
function marked(told) {
  const { passage, start, end, triggerStart, triggerEnd } = told;
  if (triggerStart < start || triggerEnd > end || triggerEnd <= triggerStart) return [passage.slice(start, end)];
  return [
    passage.slice(start, triggerStart),
    make("mark", { class: "trigger", "data-testid": "trigger" }, passage.slice(triggerStart, triggerEnd)),
    passage.slice(triggerEnd, end),
  ];
}

function wordsOf(told) {
  if (told.start === told.end) return make("p", { class: "quiet words" }, "Coded event data: there is no text behind this statement.");
  return make("blockquote", { class: "words", dir: "auto", "data-testid": "quote" }, marked(told));
}

function voicesOf(told) {
  if (!told.speakers.length) return told.document.coded ? "The data set itself · " : "The report itself · ";
  return ["Said by ", ...actorLinks(told.speakers.slice(0, 1)), ...told.speakers.slice(1).flatMap((speaker) => [", quoting ", ...actorLinks([speaker])]), " · "];
}

function sourceOf(told) {
  return make("a", { href: addressOf(told), class: "where" }, named(told.document.name), told.page === null ? "" : `, page ${told.page}`);
}

function passageOf(told) {
  if (told.start === told.end) return null;
  return make("blockquote", { class: "passage", dir: "auto", "data-testid": "passage" },
    make("span", { class: "around" }, before(told)), make("mark", {}, marked(told)), make("span", { class: "around" }, after(told)));
}

/* The words around the evidence: from the beginning of a sentence and to the end of one, where these are near. */
function before({ passage, start }) {
  const words = passage.slice(Math.max(0, start - CONTEXT), start);
  const sentence = words.search(/(?<=[.!?]["”’»)]?\s+)\S/);
  if (sentence >= 0) return words.slice(sentence);
  return start <= CONTEXT ? words : `… ${words.replace(/^\S*\s/, "")}`;
}

function after({ passage, end }) {
  const words = passage.slice(end, end + CONTEXT);
  const sentence = words.match(/^[^]*[.!?]["”’»)]?(?=\s)/);
  if (sentence) return sentence[0];
  return end + CONTEXT >= passage.length ? words : `${words.replace(/\s\S*$/, "")} …`;
}

function factsOf(told) {
  const about = [told.document.publisher, told.document.published].filter(Boolean).join(", ");
  const known = [
    ["What", [typeOf(told), `, “${told.trigger}”`]],
    ["Issue", told.issue && [named(told.issue)]],
    ["Stance", told.stance && [told.stance]],
    ["How surely", [`${CERTAINTIES[told.certainty]}, ${told.eventuality}`]],
    ["Date", [told.date ? dateInWords(told.date) : "not told"]],
    ["Place", told.places.length && told.places.flatMap((place, index) => [index ? ", " : "", named(place)])],
    ["Code", told.cameo && [`CAMEO ${told.cameo}${told.score === null ? "" : `, Goldstein ${told.score}`}`]],
    [told.document.coded ? "Data set" : "Report", [named(told.document.name), about ? make("span", { class: "quiet" }, " (", named(about), ")") : ""]],
    ["Coded from", told.sources.length && reportsOf(told.sources)],
    ...told.rivals.map(({ told: other, word }) => [word, [word === "Denied" || word === "Contested" ? "by " : "", make("a", { href: addressOf(other), dir: "auto" }, quoteOf(other) || sentenceOf(other))]]),
    ["Read it", [make("a", { href: addressOf(told) }, told.document.given ? "in the document" : "in the network"), told.document.given ? [", ", make("a", { href: `network.html#s=${told.id}` }, "in the network")] : ""].flat()],
  ];
  return make("dl", { class: "facts" }, known.filter(([, value]) => value).flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
}

/* An account and its rival side by side, with what the one is to the other between them. */
function disputeOf({ account, rival, denied }) {
  const side = (told, name) => make("div", { class: "side" }, make("p", { class: "eyebrow" }, name), card(told));
  if (!rival) return make("div", { class: "dispute alone", "data-testid": "dispute" }, side(account, "Denied, without the account that it denies"));
  return make("div", { class: "dispute", "data-testid": "dispute" },
    side(account, "Account"), make("p", { class: "stand" }, denied ? "denied by" : "contested by"), side(rival, denied ? "Denial" : "Rival account"));
}

/* The statements as a table for a spreadsheet. */
function csvOf(told) {
  const head = ["id", "date", "reported", "actors", "type", "mode", "trigger", "recipients", "stance", "issue", "speakers", "status", "certainty", "eventuality",
    "cameo", "goldstein", "contradicts", "document", "page", "quote", "sources"];
  const rows = told.map((one) => [one.id, one.date, one.document.published, namesOf(one.actors, "; "), one.type, one.mode, one.trigger, namesOf(one.recipients, "; "),
    one.stance, one.issue, namesOf(one.speakers, "; "), one.status, one.certainty, one.eventuality, one.cameo, one.score,
    one.rivals.map(({ told: other }) => other.id).join("; "), one.document.name, one.page, quoteOf(one), one.sources]);
  return csvText([head, ...rows]);
}

/* Puts the first of many things into an element, and the next ones at each press of its button, which follows a line that says
   how many there are. */
function inSteps(element, button, step, things, shown = step) {
  let count = 0;
  const more = (wanted) => {
    element.append(...things.slice(count, wanted).map((thing) => thing()));
    count = Math.min(wanted, things.length);
    button.hidden = count >= things.length;
    button.textContent = `Show ${Math.min(step, things.length - count).toLocaleString("en")} more`;
    button.previousElementSibling.textContent = count < things.length ? `${count.toLocaleString("en")} of ${things.length.toLocaleString("en")} listed` : "";
  };
  element.replaceChildren();
  button.onclick = () => more(count + step);
  more(Math.max(step, shown));
}
