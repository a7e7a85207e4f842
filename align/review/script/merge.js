// What comes in from elsewhere: a review file, another tab. Where both sides say something the newer stands.

const merge = (() => {
  const LARGEST = 256 * 2 ** 20; // bytes

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
    const taken = [], conflicts = [];
    let strange = 0;
    for (const data of content.rows) {
      const row = byId.get(data?.id);
      if (!row || data.source !== row.data.source || machine(data) !== row.machine) {
        strange += 1;
        continue;
      }
      const theirs = data.review ? { ...data.review, target: data.target } : null;
      if (!theirs) continue;
      if (!review.valid(theirs)) {
        strange += 1;
        continue;
      }
      const ours = review.of(row), change = review.clean(theirs);
      if (change.state !== "edited" && change.target !== text.line(row.machine)) strange += 1;
      else if (review.same(change, ours)) continue;
      else {
        const both = review.touched(row) || ours.state !== "untouched";
        if (both) conflicts.push(row);
        if (!both || change.time > ours.time) taken.push([row, change]);
      }
    }
    const names = (Array.isArray(content.names) ? content.names : []).filter(review.named);
    const [corrections, other] = sorted(names);
    take(`rows of ${name}`, taken, corrections);
    tell(name, taken.length, conflicts, strange, corrections.length, other);
  }

  const machine = (data) => (data.review?.state === "edited" ? data.review.machine : data.target);

  // Corrections that are new, and how many are others than ours; ours stay.
  function sorted(names) {
    const fresh = [];
    let other = 0;
    for (const { fa, en, was } of names) {
      const key = text.fold(fa).replace(/\s+/g, " "), ours = review.corrections.get(key);
      if (!ours) fresh.push([key, { fa, en: text.line(en), was }]);
      else if (ours.en !== text.line(en)) other += 1;
    }
    return [fresh, other];
  }

  // Changes as they are, with their own times, as one action.
  function take(label, rows, names) {
    edit.leave();
    const action = { label, rows: rows.map(([row, change]) => [row, review.of(row), change]), names: [] };
    for (const [key, correction] of names) {
      action.names.push([key, null, correction]);
      review.correct(key, correction);
    }
    for (const [row, change] of rows) review.put(row, change);
    if (action.rows.length || action.names.length) review.push(action);
  }

  function tell(name, taken, conflicts, strange, corrections, other) {
    const parts = [`${taken} row${taken === 1 ? "" : "s"} taken over`];
    if (corrections) parts.push(`${corrections} name${corrections === 1 ? "" : "s"} too`);
    if (other) parts.push(`${other} spelt otherwise here, which stays`);
    if (strange) parts.push(`${strange} left out: of another text or translation`);
    const message = [make("bdi", {}, name), `: ${parts.join(", ")}.`];
    if (conflicts.length) {
      message.push(` ${conflicts.length} conflict${conflicts.length === 1 ? "" : "s"}, where the newer stands: `);
      for (const row of conflicts.slice(0, 20)) message.push(button(row.label, () => move.to(row, { focus: true }), { class: "small" }), " ");
      if (conflicts.length > 20) message.push("…");
    }
    notice.show("file", ...message, taken ? " u takes it back." : "");
  }

  // key: null where the other tab, or the person, has removed everything that was kept.
  function fromTab(key, value) {
    if (key === null) {
      for (const [row, change] of review.changes()) store.save(`row:${row.id}`, change);
      for (const [name, correction] of review.corrections) store.save(`name:${name}`, correction);
      return notice.show("tab", "What the browser kept was removed; this tab writes again what it knows.");
    }
    if (key.startsWith("name:")) {
      if (value === null || review.named(value)) review.correct(key.slice(5), value, false);
      return;
    }
    const row = key.startsWith("row:") ? byId.get(key.slice(4)) : undefined;
    if (!row || (value !== null && !review.valid(value))) return;
    const theirs = value ? review.clean(value) : review.first(row), ours = review.of(row);
    if (review.same(theirs, ours)) return;
    if (edit.row === row || store.waits(key)) {
      row.theirs = theirs.target; // what is written here stands: the person decides
      said.draw(row);
      notice.show("tab", `Row ${row.label} is being changed in another tab too.`);
      return;
    }
    review.put(row, theirs, false);
    if (review.touched(row) || ours.state !== "untouched") review.push({ label: `change of row ${row.label} in another tab`, rows: [[row, ours, review.of(row)]], names: [] });
    notice.say(`Row ${row.label} changed in another tab`);
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

  return { setUp, fromTab };
})();
