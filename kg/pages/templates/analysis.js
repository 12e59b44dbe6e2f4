"use strict";

/* The analysis page: its tables as files for a spreadsheet. */

(() => {
  const { tables } = JSON.parse(byId("data").textContent);

  /* A cell that begins like a formula would be run by a spreadsheet. */
  function cell(value) {
    const text = Array.isArray(value) ? value.join("; ") : String(value ?? "");
    const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?(e-?\d+)?$/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  function save(name) {
    const { columns, rows } = tables[name];
    const lines = [columns, ...rows].map((row) => row.map(cell).join(","));
    download(`${name}.csv`, "text/csv;charset=utf-8", `\ufeff${lines.join("\r\n")}\r\n`);
  }

  for (const button of document.querySelectorAll("[data-table]")) {
    button.addEventListener("click", () => save(button.dataset.table));
  }
})();
