// What differs between two texts.

const diff = (() => {
  // Where two texts begin and end to differ: [start, end of the first, end of the second].
  function middle(before, after) {
    const most = Math.min(before.length, after.length);
    let start = 0, end = 0;
    while (start < most && before[start] === after[start]) start += 1;
    while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
    return [start, before.length - end, after.length - end];
  }

  // The words of two texts in order: [kind, text], kind being "same", "del" or "ins". By the longest common run of
  // words; of texts beyond any sentence only their middles are compared, as wholes.
  function words(before, after) {
    const [old, now] = [before, after].map((one) => one.match(/[\p{L}\p{N}\p{M}'’-]+|\s+|./gsu) ?? []);
    let start = 0, end = 0;
    while (start < Math.min(old.length, now.length) && old[start] === now[start]) start += 1;
    while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
    const a = old.slice(start, old.length - end), b = now.slice(start, now.length - end);
    const found = [["same", old.slice(0, start).join("")]];
    if (a.length * b.length > 4e6) found.push(["del", a.join("")], ["ins", b.join("")]);
    else found.push(...common(a, b));
    found.push(["same", end ? old.slice(-end).join("") : ""]);
    return joined(found);
  }

  function common(a, b) {
    const width = b.length + 1;
    const longest = new Uint32Array((a.length + 1) * width);
    for (let i = a.length - 1; i >= 0; i -= 1) {
      for (let j = b.length - 1; j >= 0; j -= 1) {
        longest[i * width + j] = a[i] === b[j]
          ? longest[(i + 1) * width + j + 1] + 1
          : Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
      }
    }
    const found = [];
    let i = 0, j = 0;
    while (i < a.length || j < b.length) {
      if (i < a.length && j < b.length && a[i] === b[j]) {
        found.push(["same", a[i]]);
        i += 1;
        j += 1;
      } else if (j >= b.length || (i < a.length && longest[(i + 1) * width + j] >= longest[i * width + j + 1])) {
        found.push(["del", a[i]]);
        i += 1;
      } else {
        found.push(["ins", b[j]]);
        j += 1;
      }
    }
    return found;
  }

  // Neighbours of a kind as one; a space that alone is the same between two changes belongs to both.
  function joined(pieces) {
    const spread = pieces.flatMap(([kind, part], n) => {
      const between = kind === "same" && part === " " && pieces[n - 1]?.[0] !== "same" && pieces[n + 1]?.[0] !== "same";
      return between && n && n < pieces.length - 1 ? [["del", part], ["ins", part]] : [[kind, part]];
    });
    const found = [];
    let run = { del: "", ins: "" };
    const flush = () => {
      for (const kind of ["del", "ins"]) if (run[kind]) found.push([kind, run[kind]]);
      run = { del: "", ins: "" };
    };
    for (const [kind, part] of spread) {
      if (!part) continue;
      if (kind !== "same") {
        run[kind] += part;
        continue;
      }
      flush();
      if (found.at(-1)?.[0] === "same") found.at(-1)[1] += part;
      else found.push([kind, part]);
    }
    flush();
    return found;
  }

  return { middle, words };
})();
