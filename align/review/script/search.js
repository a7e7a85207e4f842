// Full text of both languages, as the person thinks of it and not as it is spelt.

const search = (() => {
  const MARKED = 500; // rows in which what was found is marked
  const persian = new WeakMap(), english = new WeakMap(); // folded
  const lit = window.CSS?.highlights && window.Highlight ? new Highlight() : null;
  if (lit) CSS.highlights.set("found", lit);

  const needle = () => text.fold($("search").value).trim().replace(/\s+/g, " ");

  function matches(row, wanted) {
    if (!persian.has(row)) persian.set(row, text.fold(row.data.source));
    const target = review.of(row).target;
    if (english.get(row)?.[0] !== target) english.set(row, [target, text.fold(target)]);
    return english.get(row)[1].includes(wanted) || persian.get(row).includes(wanted);
  }

  function mark(rows, wanted) {
    if (!lit) return;
    lit.clear();
    if (!wanted) return;
    for (const row of rows.slice(0, MARKED)) {
      for (const side of [row.english, row.persian]) {
        for (const span of text.find(side.textContent, wanted)) {
          const found = links.range(side, span);
          if (found) lit.add(found);
        }
      }
    }
  }

  return { needle, matches, mark };
})();
