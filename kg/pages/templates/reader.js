"use strict";

/* The reader: text and cards point at one another, by mouse, by keyboard and by the address. */

(() => {
  const cards = [...document.querySelectorAll(".card")];
  const marks = [...document.querySelectorAll("mark.said")].map((mark) => ({ mark, told: mark.dataset.statements.split(" ").map(Number) }));
  const lengths = cards.map((_, index) => marks.filter(({ told }) => told.includes(index)).reduce((sum, { mark }) => sum + mark.textContent.length, 0));
  let chosen = -1;

  /* Of the statements that share these words the shortest first, and the next one at each further click. */
  function pick(told) {
    const ordered = [...told].sort((a, b) => lengths[a] - lengths[b] || a - b);
    return ordered[(ordered.indexOf(chosen) + 1) % ordered.length];
  }

  function point(indexes) {
    marks.forEach(({ mark, told }) => mark.classList.toggle("pointed", told.some((index) => indexes.includes(index))));
    cards.forEach((card, index) => card.classList.toggle("pointed", indexes.includes(index)));
  }

  function choose(index, { from }) {
    chosen = index;
    marks.forEach(({ mark, told }) => mark.classList.toggle("chosen", told.includes(index)));
    cards.forEach((card, at) => {
      card.classList.toggle("chosen", at === index);
      card.querySelector("button").setAttribute("aria-pressed", String(at === index));
    });
    if (index < 0) return;
    history.replaceState(null, "", `#${cards[index].id}`);
    if (from !== "text") marks.find(({ told }) => told.includes(index))?.mark.scrollIntoView({ block: "center" });
    if (from !== "card") cards[index].scrollIntoView({ block: "nearest" });
  }

  function openHash() {
    choose(cards.findIndex((card) => card.id === decodeURIComponent(location.hash.slice(1))), { from: "address" });
  }

  for (const { mark, told } of marks) {
    mark.addEventListener("mouseenter", () => point(told));
    mark.addEventListener("mouseleave", () => point([]));
    mark.addEventListener("click", () => choose(pick(told), { from: "text" }));
  }
  cards.forEach((card, index) => {
    card.addEventListener("mouseenter", () => point([index]));
    card.addEventListener("mouseleave", () => point([]));
    card.querySelector("button").addEventListener("click", () => choose(index, { from: "card" }));
  });
  window.addEventListener("hashchange", openHash);
  openHash();
})();
