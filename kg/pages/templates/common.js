"use strict";

/* What the pages share. Text reaches a page through `make` alone, which sets textContent and never markup. */

function make(tag, attributes, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "on") {
      for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value);
    }
  }
  for (const part of content.flat()) {
    if (part !== null && part !== undefined && part !== false && part !== "") element.append(part);
  }
  return element;
}

function replaceContent(element, ...content) {
  element.replaceChildren(...content.flat().filter((part) => part !== null && part !== undefined && part !== false));
}

function byId(id) {
  return document.getElementById(id);
}

function plural(count, one, many) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many || one + "s"}`;
}

/* Names and reports may run from right to left: each is set apart, so that it cannot turn the words around it. */
function named(text, tag = "bdi") {
  return make(tag, { dir: "auto" }, text);
}

/* What a coder of events rests a statement on, one below the other: an address of the web leads there, and nothing else does. */
function reportsOf(sources) {
  const isAddress = (text) => /^https?:\/\/[A-Za-z0-9.-]+(:\d{1,5})?([/?#]|$)/.test(text);
  return sources.map((source) => make("div", { "data-testid": "coded-from" },
    isAddress(source) ? make("a", { href: source, rel: "noreferrer noopener", dir: "ltr" }, source) : named(source)));
}

/* The words for what is done, in the order of the legends, and what it means how a statement is told. */
const FAMILIES = {
  "material-cooperation": "Cooperation, deeds",
  "verbal-cooperation": "Cooperation, words",
  "verbal-conflict": "Conflict, words",
  "material-conflict": "Conflict, deeds",
  stance: "Stance held",
  relation: "Standing tie",
  none: "Comment",
};
const STATUS_TITLES = {
  fact: "The document itself says so",
  claimed: "Somebody whom the document names says so",
  denied: "A named party denies it",
  negated: "The text says that it did not or will not happen",
  "called-for": "Somebody asks for it",
  conditional: "It would happen under a condition",
};

/* Rows as a file for a spreadsheet. A cell that begins like a formula would be run there. */
function csvText(rows) {
  const cell = (value) => {
    const text = Array.isArray(value) ? value.join("; ") : String(value ?? "");
    const formula = typeof value !== "number" && /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text);
    const safe = formula ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function download(name, type, content) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

const theme = {
  isDark() {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  },
  set(name) {
    if (name) document.documentElement.dataset.theme = name;
    else delete document.documentElement.dataset.theme;
  },
  toggle() {
    this.set(this.isDark() ? "light" : "dark");
  },
  /* The colour behind a variable of the style sheet, resolved for the theme that holds. */
  colour(name) {
    const probe = make("span", {});
    probe.style.color = `var(--${name})`;
    document.body.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  },
};
