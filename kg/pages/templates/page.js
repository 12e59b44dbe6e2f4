"use strict";

/* What the index, the dossiers, the pages of two actors and the contested accounts share: the theme, and the address.

   What a reader has set stands in the address after "#", as `name=value&name=value`, so that a view can be sent to somebody. */

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const address = {
  own: "",
  fields() {
    return new URLSearchParams(location.hash.slice(1));
  },
  /* Whether the address says anything of these names; else it points at a place in the page, or nowhere. */
  says(names) {
    const fields = this.fields();
    return names.some((name) => fields.has(name));
  },
  write(fields) {
    if (document.documentElement.dataset.theme) fields.set("theme", document.documentElement.dataset.theme);
    this.own = [...fields].length ? `#${fields}` : "";
    history.replaceState(null, "", this.own || location.pathname + location.search);
  },
  /* Calls `read` when somebody else than the page itself has changed the address. */
  watch(read) {
    window.addEventListener("hashchange", () => {
      if (location.hash !== this.own) read();
    });
  },
};

(() => {
  const set = () => {
    const name = address.fields().get("theme");
    if (["dark", "light"].includes(name)) theme.set(name);
  };
  byId("theme").addEventListener("click", () => {
    theme.toggle();
    address.write(address.fields());
  });
  address.watch(set);
  set();

  /* Who has chosen a theme keeps it from page to page, where the address has room for it. */
  document.addEventListener("click", ({ target }) => {
    const link = target.closest("a[href]");
    const chosen = document.documentElement.dataset.theme;
    if (!link || !chosen || !/^[\w-]+\.html(#|$)/.test(link.getAttribute("href"))) return;
    const [file, hash = ""] = link.getAttribute("href").split("#");
    const fields = new URLSearchParams(hash);
    if (hash && !hash.includes("=")) return;
    fields.set("theme", chosen);
    link.setAttribute("href", `${file}#${fields}`);
  });
})();
