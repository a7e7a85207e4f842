"use strict";
// Sorts a table by the column whose head is clicked: numbers by size, the largest first; words by the alphabet.
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = head.querySelector("button");
    if (!button) return;
    button.addEventListener("click", () => {
      const numeric = head.classList.contains("number");
      const down = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") === "ascending" : numeric;
      const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
      const compare = (a, b) => {
        const [x, y] = [value(a), value(b)];
        if (!numeric) return x.localeCompare(y, undefined, { numeric: true });
        if (x === "" || y === "") return x === "" ? (y === "" ? 0 : 1) : -1;  // what has none stays at the end
        return down ? y - x : x - y;
      };
      const body = table.tBodies[0];
      const rows = [...body.rows].sort(compare);
      if (!numeric && down) rows.reverse();
      body.append(...rows);
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
    });
  });
}
