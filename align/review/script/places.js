// Where the names of a row are in its English, also after an edit.

const places = (() => {
  const known = new WeakMap(); // row → [target, version of the corrections, places]

  // The Persian form of a name, as it stands in the source, and as it is compared.
  function form(row, number) {
    const { source, names } = row.data;
    const [start, end] = names[number].source.map((point) => text.units(source, point));
    return source.slice(start, end).trim();
  }

  const key = (row, number) => text.fold(form(row, number)).replace(/\s+/g, " ");

  // The spelling that is wanted of a name: the person's, or the one it came with.
  const wanted = (row, number) => review.corrections.get(key(row, number))?.en ?? row.data.names[number].english;

  // Start and end of each name, null where it is not found.
  function of(row) {
    const target = review.of(row).target;
    const spellings = target === row.data.target ? "" : row.data.names.map((_, n) => wanted(row, n)).join("\n");
    const kept = known.get(row);
    if (kept && kept[0] === target && kept[1] === spellings) return kept[2];
    const found = placed(row, target);
    known.set(row, [target, spellings, found]);
    return found;
  }

  function placed(row, target) {
    const old = row.data.target;
    const before = row.data.names.map((name) => name.target && name.target.map((point) => text.units(old, point)));
    if (target === old) return before;
    const [start, end, now] = diff.middle(old, target);
    const found = before.map((place) => {
      if (!place) return null;
      if (place[1] <= start && !joins(target, place[1])) return place;
      const shifted = place.map((at) => at + now - end);
      return place[0] >= end && !joins(target, shifted[0]) ? shifted : null;
    });
    return found.map((place, number) => {
      if (place) return place;
      const was = before[number];
      const spellings = [wanted(row, number), row.data.names[number].english, was ? old.slice(...was) : ""];
      const taken = found.filter((other, n) => other && !(was && before[n] && meet(was, before[n])));
      return (found[number] = nearest(target, spellings, was ? was[0] : 0, taken));
    });
  }

  const meet = (one, other) => one[0] < other[1] && other[0] < one[1];
  const WORD = /[\p{L}\p{N}_]/u;
  const joins = (string, at) => at > 0 && at < string.length && WORD.test(string[at - 1]) && WORD.test(string[at]);

  // Of the first spelling that stands in a text by itself, the place next to where it was.
  function nearest(target, spellings, was, taken) {
    for (const spelling of spellings.filter(Boolean)) {
      const found = [];
      for (let at = target.indexOf(spelling); at >= 0; at = target.indexOf(spelling, at + 1)) {
        const place = [at, at + spelling.length];
        if (!place.some((one) => joins(target, one)) && !taken.some((other) => meet(place, other))) found.push(place);
      }
      if (found.length) return found.sort((a, b) => Math.abs(a[0] - was) - Math.abs(b[0] - was))[0];
    }
    return null;
  }

  // What became of a name whose place is known now.
  function status(row, number) {
    const name = row.data.names[number], place = of(row)[number];
    const target = review.of(row).target;
    if (target === row.data.target) return name.status;
    if (!place) return "missing";
    if (review.corrections.has(key(row, number)) && target.slice(...place) === wanted(row, number)) return "repaired";
    return name.status === "missing" ? "matched" : name.status;
  }

  // Every mention in the file of the form that a name has: [row, number].
  function mentions(wantedKey) {
    return all.flatMap((row) => row.data.names.flatMap((_, n) => (key(row, n) === wantedKey ? [[row, n]] : [])));
  }

  return { of, form, key, wanted, status, mentions };
})();
