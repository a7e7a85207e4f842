// The English of a row as it stands in its cell.

const cell = (() => {
  const came = new WeakMap(); // row → what its cell came with

  function draw(row) {
    const target = review.of(row).target;
    if ((row.drawn ?? row.data.target) === target && !row.spelt) return;
    if (!came.has(row)) came.set(row, [...row.english.childNodes]);
    row.english.replaceChildren(...(target === row.data.target ? came.get(row) : pieces(row, target)));
    row.drawn = target;
    row.spelt = target !== row.data.target && row.data.names.length > 0; // may change with what is said of names
  }

  // The text, cut where names begin and end.
  function pieces(row, target) {
    const found = places.of(row);
    const cuts = [...new Set([0, target.length, ...found.flatMap((place) => place ?? [])])].sort((a, b) => a - b);
    return cuts.slice(1).map((end, n) => {
      const start = cuts[n], part = target.slice(start, end);
      const inside = found.flatMap((place, number) => (place && place[0] <= start && end <= place[1] ? [number] : []));
      if (!inside.length) return document.createTextNode(part);
      const status = ["matched", "repaired", "unknown"].findLast((one) =>
        inside.some((number) => places.status(row, number) === one)) ?? "matched";
      const numbers = inside.map((number) => number + 1).join(" ");
      return make("mark", { class: `name ${status}`, "data-n": numbers, tabindex: "-1" }, part);
    });
  }

  return { draw };
})();
