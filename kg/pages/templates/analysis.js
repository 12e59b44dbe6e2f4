"use strict";

/* The analysis page: its tables as files for a spreadsheet. */

(() => {
  const { tables } = JSON.parse(byId("data").textContent);

  function save(name) {
    const { columns, rows } = tables[name];
    download(`${name}.csv`, "text/csv;charset=utf-8", csvText([columns, ...rows]));
  }

  for (const button of document.querySelectorAll("[data-table]")) {
    button.addEventListener("click", () => save(button.dataset.table));
  }
})();
