"use strict";

/* The reader: text and cards point at one another, by mouse, by keyboard and by the address. */

(() => {
  const cards = [...document.querySelectorAll(".card")];
  const marks = [...document.querySelectorAll("mark.said")].map((mark) => ({ mark, told: mark.dataset.statements.split(" ").map(Number) }));
  const marksOf = cards.map(() => []);
  for (const { mark, told } of marks) for (const index of told) marksOf[index].push(mark);
  const lengths = marksOf.map((own) => own.reduce((sum, mark) => sum + mark.textContent.length, 0));
  let chosen = -1;
  let shown = cards.map((_, index) => index); // the statements that are marked

  const isShown = (index) => !cards[index].hidden;

  /* Of the statements that share these words the shortest first, and the next one at each further click. */
  function pick(told) {
    const ordered = told.filter(isShown).sort((a, b) => lengths[a] - lengths[b] || a - b);
    return ordered.length ? ordered[(ordered.indexOf(chosen) + 1) % ordered.length] : -1;
  }

  function toggle(indexes, name, on) {
    for (const index of indexes) {
      cards[index].classList.toggle(name, on);
      for (const mark of marksOf[index]) mark.classList.toggle(name, on);
    }
  }

  let pointed = [];

  function point(indexes) {
    toggle(pointed, "pointed", false);
    pointed = indexes.filter(isShown);
    toggle(pointed, "pointed", true);
  }

  function choose(index, { from }) {
    if (chosen >= 0) {
      toggle([chosen], "chosen", false);
      cards[chosen].querySelector("button").setAttribute("aria-pressed", "false");
    }
    chosen = index;
    showPlace();
    if (index < 0) return;
    toggle([index], "chosen", true);
    cards[index].querySelector("button").setAttribute("aria-pressed", "true");
    write(cards[index].id);
    if (from !== "text") marksOf[index][0]?.scrollIntoView({ block: "center" });
    if (from !== "card") showCard(cards[index]);
  }

  /* Beside the text the list alone is moved; beneath it the reader stays at the words. */
  function showCard(card) {
    const list = card.closest("aside");
    if (getComputedStyle(list).position !== "sticky") return;
    const [box, frame] = [card.getBoundingClientRect(), list.getBoundingClientRect()];
    if (box.top < frame.top + 40 || box.bottom > frame.bottom - 20) list.scrollTop += box.top - frame.top - frame.height / 3;
  }

  function showPlace() {
    const at = shown.indexOf(chosen);
    if (byId("place")) byId("place").textContent = at < 0 ? plural(shown.length, "statement") : `${at + 1} of ${shown.length.toLocaleString("en")}`;
  }

  function step(by) {
    if (!shown.length) return;
    const at = shown.indexOf(chosen);
    choose(shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length], { from: "step" });
  }

  /* Marks only what is told in one way. */
  function filter() {
    const wanted = byId("marked")?.value || "";
    cards.forEach((card) => { card.hidden = Boolean(wanted) && !card.dataset.marked.split(" ").includes(wanted); });
    shown = cards.map((_, index) => index).filter(isShown);
    for (const { mark, told } of marks) mark.classList.toggle("unmarked", !told.some(isShown));
    if (chosen >= 0 && !isShown(chosen)) choose(-1, { from: "filter" });
    showPlace();
  }

  function write(id) {
    const fields = new URLSearchParams([[id, ""]]);
    if (document.documentElement.dataset.theme) address.write(fields);
    else history.replaceState(null, "", `#${id}`);
  }

  function openHash() {
    const [id] = address.fields().keys();
    choose(cards.findIndex((card) => card.id === id), { from: "address" });
  }

  for (const { mark, told } of marks) {
    mark.addEventListener("mouseenter", () => point(told));
    mark.addEventListener("mouseleave", () => point([]));
    mark.addEventListener("click", () => choose(pick(told), { from: "text" }));
  }
  cards.forEach((card, index) => {
    card.addEventListener("mouseenter", () => point([index]));
    card.addEventListener("mouseleave", () => point([]));
    card.querySelector("button").addEventListener("focus", () => point([index]));
    card.querySelector("button").addEventListener("blur", () => point([]));
    card.querySelector("button").addEventListener("click", () => choose(index, { from: "card" }));
  });
  byId("previous")?.addEventListener("click", () => step(-1));
  byId("next")?.addEventListener("click", () => step(1));
  byId("marked")?.addEventListener("change", filter);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
    if (event.key === "Escape" && chosen >= 0) choose(-1, { from: "keyboard" });
  });
  window.addEventListener("hashchange", openHash);
  filter();
  openHash();
})();
