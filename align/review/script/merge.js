// What comes in from elsewhere: a review file, another tab. Nothing that either side wrote is lost without a word.

const merge = (() => {
  const LARGEST = 256 * 2 ** 20; // bytes
  const RANK = ["untouched", "accepted", "flagged", "edited"]; // which state outweighs which
  const SHARED = ", "; // between the names of several reviewers

  async function file(blob) {
    try {
      if (blob.size > LARGEST) throw new Error("it is too large");
      read(JSON.parse(await blob.text()), blob.name);
    } catch (error) {
      notice.show("file", make("bdi", {}, blob.name), ` cannot be read: ${error.message}. Choose a .review.json that this page, or a copy of it, has written.`);
    }
  }

  function read(content, name) {
    if (content?.format !== "tarjoman-review" || !Array.isArray(content.rows)) throw new Error("it is no review file");
    if (content.version !== 1) throw new Error(`it is of version ${content.version}, not 1`);
    edit.leave();
    const said = [];
    let strange = 0;
    for (const data of content.rows) {
      const row = byId.get(data?.id), change = row && data.source === row.data.source ? heard(row, data) : undefined;
      if (change) said.push([row, change]);
      else if (change === undefined) strange += 1;
    }
    const names = sorted(Array.isArray(content.names) ? content.names : []);
    const counts = take(name, said, names.fresh);
    tell("file", name, counts, strange, names);
  }

  // What a file says of a row: null for nothing, undefined where it is of another text.
  function heard(row, data) {
    const theirs = data.review && { ...data.review, target: data.target };
    if (typeof data.target !== "string" || (theirs && !review.valid(theirs))) return undefined;
    const machine = theirs?.state === "edited" ? theirs.machine : data.target;
    if (typeof machine === "string" && text.line(machine) === text.line(row.machine)) return theirs && review.clean(row, theirs);
    // what a person wrote may have come here by the memory since; its errors are those of the text before
    if (theirs?.state !== "edited" || text.line(data.target) !== text.line(row.machine)) return undefined;
    return { ...review.clean(row, theirs), state: "accepted", errors: [] };
  }

  // Corrections that are new, those that are others than ours, which stay, and those of one name that differ, of which none counts.
  function sorted(names) {
    const wanted = new Map(); // key → spelling → correction
    let refused = 0, other = 0;
    for (const name of names) {
      if (!review.named(name)) {
        refused += 1;
        continue;
      }
      const key = text.fold(name.fa).replace(/\s+/g, " "), en = text.line(name.en);
      if (!wanted.has(key)) wanted.set(key, new Map());
      wanted.get(key).set(en, { fa: name.fa, en, was: name.was });
    }
    const fresh = [], several = [];
    for (const [key, spellings] of wanted) {
      const [[en, correction]] = spellings, ours = review.corrections.get(key);
      if (spellings.size > 1) several.push(`${correction.fa} (${[...spellings.keys()].join(", ")})`);
      else if (!ours) fresh.push([key, correction]);
      else if (ours.en !== en) other += 1;
    }
    return { fresh, several, other, refused };
  }

  const blank = (change) => change.state === "untouched" && !change.comment && !change.errors.length && !change.others.length;
  const edited = (change) => change.state === "edited";

  // What two say of a row, by the rule of `tarjoman.align.revision.merging`; the text that does not stand is kept beside.
  function joined(ours, theirs) {
    const conflict = edited(ours) && edited(theirs) && ours.target !== theirs.target;
    if (blank(theirs)) return { change: ours };
    if (blank(ours)) return { change: texts(theirs, theirs, ours, theirs) };
    const newer = theirs.time > ours.time ? theirs : ours, older = newer === ours ? theirs : ours;
    // of one person the later counts; but a text of theirs is not lost
    if (ours.reviewer && ours.reviewer === theirs.reviewer && older.time && older.time !== newer.time) {
      const lost = edited(older) && older.target !== newer.target;
      return { change: texts(newer, newer, ours, theirs, lost ? [older.target] : []), conflict: lost };
    }
    const [low, high] = [older, newer].sort((a, b) => RANK.indexOf(a.state) - RANK.indexOf(b.state));
    const errors = new Map([...ours.errors, ...theirs.errors].map((error) => [JSON.stringify(error), error]));
    const shared = {
      state: high.state, comment: comments(ours, theirs), errors: [...errors.values()],
      reviewer: reviewers(ours.reviewer, theirs.reviewer), time: newer.time,
    };
    return { change: texts(shared, high, ours, theirs, conflict ? [low.target] : []), conflict };
  }

  // What is said, with the text of the one that counts; the machine's stands as it does here, with its names corrected.
  function texts(said, high, ours, theirs, lost = []) {
    const { target } = edited(high) || high.state === "accepted" || edited(ours) ? high : ours;
    const others = [...new Set([...ours.others, ...theirs.others, ...lost])].filter((one) => one !== target);
    return { ...said, target, others };
  }

  // Each after its name, where they are of several; one that stands there already is not said again.
  function comments(ours, theirs) {
    const line = ({ reviewer, comment }) => (reviewer && !reviewer.includes(SHARED) ? `${reviewer}: ${comment}` : comment);
    const within = (part, whole) => `\n${whole}\n`.includes(`\n${part}\n`);
    if (!theirs.comment || within(theirs.comment, ours.comment) || within(line(theirs), ours.comment)) return ours.comment;
    if (!ours.comment || within(line(ours), theirs.comment)) return ours.comment ? theirs.comment : line(theirs);
    return `${line(ours)}\n${line(theirs)}`;
  }

  const reviewers = (...said) => [...new Set(said.filter(Boolean).flatMap((one) => one.split(SHARED)))].sort().join(SHARED);

  // Rows that an opinion would change: [row, change, whether both had something, whether it is a conflict].
  function news(said) {
    return said.flatMap(([row, theirs]) => {
      const ours = review.of(row);
      const alike = (one, other) => review.same(one, other) && one.reviewer === other.reviewer;
      if (alike(theirs, review.sent(row))) return [];
      const { change, conflict = false } = joined(ours, theirs);
      return alike(change, ours) && !conflict ? [] : [[row, change, !blank(ours), conflict]];
    });
  }

  // Opinions and corrections as one action; these also correct the rows that nobody has looked at.
  function take(name, said, fresh) {
    const action = { label: `rows of ${name}`, rows: [], names: [], notice: "file" };
    const counts = { taken: 0, both: 0, conflicts: [], names: fresh.length, spelt: 0 };
    const put = (row, change) => {
      const before = review.of(row);
      if (review.same(before, change) && before.reviewer === change.reviewer) return false;
      action.rows.push([row, before, change]);
      review.put(row, change);
      return true;
    };
    for (const [row, change, both, conflict] of said.flatMap((one) => news([one]))) {
      const fits = put(row, change);
      counts.taken += fits;
      counts.both += fits && both;
      if (conflict) counts.conflicts.push(row);
    }
    for (const [key, correction] of fresh) {
      action.names.push([key, null, correction]);
      review.correct(key, correction);
    }
    for (const [key, { en }] of fresh) {
      for (const [row, some] of names.respelt(key, en)) if (some.state) counts.spelt += put(row, review.changed(row, some));
    }
    if (action.rows.length || action.names.length) review.push(action);
    return counts;
  }

  const many = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;

  function tell(key, name, { taken, both, conflicts, spelt, ...counts }, strange, names) {
    const parts = [`${many(taken, "row")} taken over`];
    if (both) parts.push(`${both} of them joined with what was said here`);
    if (counts.names) parts.push(`${many(counts.names, "name")} too${spelt ? `, corrected in ${many(spelt, "row")} to be read` : ""}`);
    if (names.other) parts.push(`${names.other} spelt otherwise here, which stays`);
    if (names.several.length) parts.push(`left out, as the file has several spellings: ${names.several.join("; ")}`);
    if (names.refused) parts.push(`${many(names.refused, "name")} left out: not spelt in English`);
    if (strange) parts.push(`${strange} left out: of another text or translation`);
    const message = [make("bdi", {}, name), `: ${parts.join(", ")}.`];
    if (conflicts.length) {
      message.push(` ${many(conflicts.length, "conflict")}, where the newer text stands and the other is shown below it: `);
      for (const row of conflicts.slice(0, 20)) message.push(button(row.label, () => move.to(row, { focus: true }), { class: "small" }), " ");
      if (conflicts.length > 20) message.push("…");
    }
    notice.show(key, ...message, taken || counts.names ? " u takes it back." : "");
  }

  // key: null where the other tab, or the person, has removed everything that was kept. before: what was kept until now.
  function fromTab(key, value, before) {
    if (key === null) {
      for (const [row, change] of review.changes()) store.save(`row:${row.id}`, { ...change, of: row.mark });
      for (const [name, correction] of review.corrections) store.save(`name:${name}`, correction);
      return notice.show("tab", "What the browser kept was removed; this tab writes again what it knows.");
    }
    if (key.startsWith("name:")) {
      if (value === null || review.named(value)) review.correct(key.slice(5), value, false);
      return;
    }
    const row = key.startsWith("row:") ? byId.get(key.slice(4)) : undefined;
    if (!row || (value !== null && !review.valid(value))) return;
    const read = (one) => (one && review.valid(one) ? review.clean(row, one) : review.first(row));
    const theirs = read(value), ours = review.of(row), here = edit.row === row;
    if (review.same(theirs, ours)) return;
    if (here ? ours.target !== edit.before.target : store.waits(key)) beside(row, here, here ? edit.before : read(before), ours, theirs);
    else {
      review.put(row, theirs, false);
      if (here) edit.rebase(theirs);
      else review.push({ label: `change of row ${row.label} in another tab`, rows: [[row, ours, review.of(row)]], names: [] });
      panels.refresh(row);
      notice.say(`Row ${row.label} changed in another tab`);
    }
  }

  // What was written here stands, and what another tab said of something else is taken over. base: what both had before.
  function beside(row, here, base, ours, theirs) {
    const same = (field) => (one, other) => JSON.stringify(one[field]) === JSON.stringify(other[field]);
    const field = (name, both) => (same(name)(ours, base) ? theirs[name] : same(name)(theirs, base) ? ours[name] : both());
    const wrote = !same("target")(ours, base), conflict = wrote && ![base.target, ours.target].includes(theirs.target);
    const others = [...new Set([...ours.others, ...theirs.others, ...(conflict && !here ? [theirs.target] : [])])];
    const { target } = wrote ? ours : theirs;
    const change = {
      ...ours, target, others: others.filter((one) => one !== target),
      state: wrote ? ours.state : theirs.target !== base.target ? theirs.state : field("state", () => joined(ours, theirs).change.state),
      comment: field("comment", () => [...new Set([theirs.comment, ours.comment])].join("\n")),
      errors: field("errors", () => joined(ours, theirs).change.errors),
    };
    if (conflict && here) row.theirs = theirs.target; // it may still be typed there
    review.put(row, change, !(conflict && here) && !review.same(change, theirs));
    if (here) edit.rebase({ ...edit.before, comment: change.comment, errors: change.errors, others: change.others });
    if (conflict) notice.show("tab", `Row ${row.label} is being changed in another tab too.`);
    panels.refresh(row);
    said.draw(row);
  }

  function setUp() {
    $("open-review").addEventListener("click", () => $("file").click());
    $("file").addEventListener("change", async () => {
      const [chosen] = $("file").files;
      $("send").open = false;
      if (chosen) await file(chosen);
      $("file").value = "";
    });
    // a file that is dropped on the page would take its place
    document.addEventListener("dragover", (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault());
    document.addEventListener("drop", (event) => {
      const [dropped] = event.dataTransfer?.files ?? [];
      if (!dropped) return;
      event.preventDefault();
      file(dropped);
    });
  }

  return { setUp, fromTab, blank, news, take, tell, sorted };
})();
