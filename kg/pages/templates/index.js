"use strict";

/* The search of the index: actors by any of their names, reports by title or publisher, statements by their words. */

(() => {
  const MOST = { actors: 8, documents: 6, statements: 12 };

  if (!byId("search-box")) return;
  const raw = JSON.parse(byId("data").textContent);
  const actors = raw.actors.map(([name, file, kind, count, aliases]) => ({ name, file, kind, count, aliases }));
  const documents = raw.documents.map(([title, id, publisher, published]) => ({ title, id, publisher, published }));
  let corpus = null;

  /* Made at the first search: folded words are long to make, and most readers only look. */
  function prepared() {
    corpus ??= {
      actors: actors.map((one) => [[one.name, ...one.aliases].map(fold).join("\n"), one]),
      documents: documents.map((one) => [fold([one.title, one.publisher, one.published].filter(Boolean).join(" ")), one]),
      statements: raw.statements.map(([id, documentAt, date, words, people]) => [
        fold([words, ...people.map((at) => actors[at].name)].join(" ")), { id, document: documents[documentAt], date, words },
      ]),
    };
    return corpus;
  }

  function search() {
    const wanted = byId("search").value.trim();
    const terms = fold(wanted).split(/\s+/).filter(Boolean);
    byId("results").hidden = !terms.length;
    write(wanted);
    if (!terms.length) { byId("found").textContent = ""; return; }
    const found = Object.fromEntries(Object.entries(prepared()).map(([sort, entries]) => [sort, entries.filter(([text]) => terms.every((term) => text.includes(term)))]));
    const ranked = found.actors.map(([text, actor]) => [rank(text, terms[0]), actor]).sort((a, b) => a[0] - b[0] || b[1].count - a[1].count).map(([, actor]) => actor);
    byId("found").textContent = [plural(ranked.length, "actor"), plural(found.documents.length, "report"), plural(found.statements.length, "statement")].join(", ")
      + (raw.all > raw.statements.length ? `; of ${raw.all.toLocaleString("en")} statements the newest ${raw.statements.length.toLocaleString("en")} are searched` : "");
    replaceContent(byId("results"),
      group("Actors", ranked, MOST.actors, (actor) => [link(actor.file, actor.name), about(actor.kind, plural(actor.count, "mention"))]),
      group("Reports", found.documents.map(([, one]) => one), MOST.documents, (one) => [link(`doc-${encodeURIComponent(one.id)}.html`, one.title), about(one.publisher, one.published)]),
      group("Statements", found.statements.map(([, one]) => one), MOST.statements, (one) => [
        link(one.document ? `doc-${encodeURIComponent(one.document.id)}.html#s-${one.id}` : `network.html#s=${one.id}`, one.words), about(one.date, one.document?.title)]),
      ranked.length + found.documents.length + found.statements.length ? null : make("p", { class: "quiet" }, "Nothing here has these words. Every word must occur; a shorter one finds more."));
  }

  const rank = (names, term) => (names.startsWith(term) ? 0 : names.split(/\s+/).some((word) => word.startsWith(term)) ? 1 : 2);
  const link = (href, text) => make("a", { href, dir: "auto" }, text);
  const about = (...parts) => make("span", { class: "when" }, parts.filter(Boolean).flatMap((part, index) => [index ? " · " : "", named(part)]));

  function group(title, found, most, content) {
    if (!found.length) return null;
    const list = make("ul", { class: "brief" });
    const more = make("button", { type: "button", class: "link" });
    const show = (from, to) => list.append(...found.slice(from, to).map((one) => make("li", {}, content(one))));
    show(0, most);
    more.textContent = `Show all ${found.length.toLocaleString("en")}`;
    more.addEventListener("click", () => { show(most, found.length); more.remove(); });
    return make("section", { class: "result" }, make("h2", {}, title), list, found.length > most ? more : null);
  }

  function write(wanted) {
    const fields = new URLSearchParams();
    if (wanted) fields.set("q", wanted);
    address.write(fields);
  }

  function readAddress() {
    if (!address.says(["q"])) return;
    byId("search").value = address.fields().get("q");
    search();
  }

  byId("search-box").hidden = false;
  byId("search").addEventListener("input", search);
  address.watch(readAddress);
  readAddress();
})();
