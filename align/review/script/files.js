// What is sent back: the review, and its text in other forms.

const files = (() => {
  let sent = null; // what was last sent, to know whether there is more

  // The name of the page without its suffix, which its other forms have too.
  function stem() {
    let name = "";
    try {
      name = decodeURIComponent(location.pathname.split("/").pop() ?? "");
    } catch {
      // not a name that is text
    }
    return name.replace(/\.html?$/i, "") || all[0]?.data.document.split("/").pop() || "review";
  }

  // A row of `tarjoman.align.formats.rows`, as the person left it. What pointed into another text is placed again or left out.
  function row(one) {
    const { data } = one, { target, state, comment, errors, reviewer, time } = review.sent(one);
    if (!review.touched(one)) {
      const made = data.review?.time ?? "";
      return made && !review.known(made) ? { ...data, review: { ...data.review, time: "" } } : data;
    }
    const said = state !== "untouched" || comment || errors.length;
    const found = { ...data, target, review: said ? { state, machine: one.machine, comment, errors, reviewer, time } : null };
    if (state === "edited") found.origin = "reviewed";
    else if (data.review?.state === "edited") found.origin = "machine";
    if (target === data.target) return found;
    const spots = places.of(one);
    return {
      ...found,
      target_spans: sentences(data, target),
      links: [],
      names: data.names.map((name, n) => ({
        ...name,
        english: places.wanted(one, n),
        status: places.status(one, n),
        target: spots[n] && spots[n].map((unit) => text.points(target, unit)),
      })),
    };
  }

  // The sentences of a target that was edited: those of before, but that two are one where the text between them changed.
  function sentences(data, target) {
    if (!target) return [];
    const old = data.target, [start, end, now] = diff.middle(old, target);
    const ends = data.target_spans.slice(0, -1).map(([, at]) => text.units(old, at));
    const kept = ends.flatMap((at) => {
      const moved = at + 1 <= start ? at : at >= end ? at + now - end : -1;
      return moved > 0 && target[moved] === " " ? [moved] : [];
    });
    return [...kept, target.length].map((at, n) => [n ? kept[n - 1] + 1 : 0, at].map((unit) => text.points(target, unit)));
  }

  function reviewed() {
    const lines = all.map((one) => JSON.stringify(row(one)));
    const names = JSON.stringify([...review.corrections.values()]);
    const exported = JSON.stringify(`${new Date().toISOString().slice(0, 19)}Z`);
    return `{"format": "tarjoman-review", "version": 1, "exported": ${exported}, "names": ${names}, "rows": [\n${lines.join(",\n")}\n]}\n`;
  }

  const escaped = (string) => string
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"]/g, (one) => `&#${one.codePointAt(0)};`);

  // A unit for each row that has both sides. Who made it: a person, where one has edited or accepted it.
  function tmx() {
    const tool = all[0]?.data.provenance?.tool.split(" ") ?? [];
    const units = all.flatMap((one) => {
      const { target, state, time } = review.of(one);
      const source = text.line(one.data.source);
      if (!source || !target) return [];
      const origin = ["edited", "accepted"].includes(state) ? "reviewed" : one.data.origin;
      const created = time ? ` creationdate="${escaped(time.replace(/[-:]/g, ""))}"` : "";
      return [`<tu${created}><prop type="x-origin">${escaped(origin)}</prop>` +
        `<tuv xml:lang="fa"><seg>${escaped(source)}</seg></tuv><tuv xml:lang="en"><seg>${escaped(target)}</seg></tuv></tu>`];
    });
    return `<?xml version="1.0" encoding="utf-8"?>\n<tmx version="1.4"><header creationtool="tarjoman" creationtoolversion="${escaped(tool[1] ?? "")}"` +
      ' segtype="sentence" adminlang="en" srclang="fa" datatype="plaintext" o-tmf="tarjoman"/><body>\n' +
      `${units.join("\n")}\n</body></tmx>\n`;
  }

  // A line for each paragraph, with the blank lines of the source; an empty one between documents.
  function english() {
    const documents = new Map();
    for (const one of all) documents.set(one.section, [...(documents.get(one.section) ?? []), one]);
    const texts = [...documents.values()].map(paragraphs);
    return texts.map((one, n) => (n < texts.length - 1 ? one.replace(/\n*$/, "\n\n") : one)).join("");
  }

  function paragraphs(rows) {
    const found = []; // [raw, targets]
    let number = null;
    for (const { data, ...one } of rows.map((row) => ({ data: row.data, row }))) {
      const first = data.source_spans[0]?.[0] ?? 0;
      const characters = data.source_spans.length > 1 ? Array.from(data.source) : null;
      const { target, state } = review.of(one.row);
      const own = missing(data, state) ? `${target} [untranslated: ${text.line(data.source)}]`.trim() : target;
      data.source_spans.forEach(([start, end], n) => {
        if (!found.length || (number !== null && data.paragraphs[n] !== number)) found.push(["", []]);
        number = data.paragraphs[n];
        found.at(-1)[0] += characters ? characters.slice(start - first, end - first).join("") : data.source;
        if (!n && own) found.at(-1)[1].push(own);
      });
      if (!data.source_spans.length && own) {
        if (!found.length) found.push(["", []]);
        found.at(-1)[1].push(own);
      }
    }
    return found.map(([raw, targets], n) => {
      const head = raw.match(/^\s*/)[0], tail = raw.match(/\s*$/)[0];
      const breaks = (string) => "\n".repeat(string.split("\n").length - 1);
      return breaks(head) + targets.join(" ") + (breaks(tail) || (n === found.length - 1 ? "" : "\n"));
    }).join("");
  }

  const missing = (data, state) => state !== "edited" && data.source.trim() &&
    (data.flags.includes("empty") || !(data.target || data.origin === "copy"));

  function send(name, content, type) {
    edit.leave();
    store.flush();
    const address = URL.createObjectURL(new Blob([content], { type }));
    make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    $("send").open = false;
    notice.say(`${name} written`);
  }

  const state = () => JSON.stringify([review.changes().map(([one, change]) => [one.id, change]), [...review.corrections]]);

  // Whether leaving now would lose something.
  const unsent = () => store.unsaved > 0 && state() !== sent;

  function setUp() {
    $("save-review").addEventListener("click", () => {
      edit.leave();
      sent = state();
      send(`${stem()}.review.json`, reviewed(), "application/json");
    });
    $("save-tmx").addEventListener("click", () => {
      edit.leave();
      send(`${stem()}.tmx`, tmx(), "application/xml");
    });
    $("save-text").addEventListener("click", () => {
      edit.leave();
      send(`${stem()}.en.txt`, english(), "text/plain");
    });
    window.addEventListener("beforeunload", (event) => {
      store.flush();
      if (unsent()) event.preventDefault();
    });
  }

  return { setUp };
})();
