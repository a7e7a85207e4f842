// What is known of a name, and its correction, in one place or wherever its Persian form stands in the file.

const names = (() => {
  let row = null, number = 0;

  function open(mark) {
    row = rowOf(mark);
    number = Number(mark.dataset.n.split(" ")[0]) - 1;
    const name = row.data.names[number], status = places.status(row, number);
    const where = places.mentions(places.key(row, number));
    const facts = [
      ["Wanted", places.wanted(row, number)], ["Who or what", name.gloss],
      ["Status", `${status}: ${legend(status)}`], ["From", name.entry || "no name table"],
    ];
    $("name-title").textContent = places.form(row, number);
    $("name-facts").replaceChildren(...facts.filter(([, value]) => value).map(([label, value]) =>
      make("div", {}, make("dt", {}, label), make("dd", { dir: "auto" }, value))));
    $("name-english").value = now(row, number) ?? places.wanted(row, number);
    warn("");
    $("name-here").disabled = !places.of(row)[number];
    const lines = new Set(where.map(([one]) => one)).size;
    $("name-where").textContent = where.length === 1
      ? "This Persian form stands nowhere else in the file."
      : `This Persian form stands ${where.length} times, in ${lines} row${lines === 1 ? "" : "s"} of this file.`;
    move.to(row);
    panels.open($("name"), row, mark);
    $("name-english").select();
  }

  const legend = (status) => document.querySelector(`.legend .${status}`)?.closest("div").querySelector("dd").textContent ?? "";

  // How a name is spelt in the English at present; null where it is not found.
  function now(one, n) {
    const place = places.of(one)[n];
    return place && review.of(one).target.slice(...place);
  }

  // Rows with some of their names spelt otherwise, each as `spelling` says: [row, {target}].
  function spelt(mentions, spelling) {
    const byRow = new Map();
    for (const [one, n] of mentions) byRow.set(one, [...(byRow.get(one) ?? []), n]);
    return [...byRow].map(([one, numbers]) => {
      let { target } = review.of(one);
      const found = numbers.flatMap((n) => (places.of(one)[n] ? [[places.of(one)[n], n]] : []));
      const ordered = found.sort(([a], [b]) => b[0] - a[0]).filter(([place], n, list) => !n || place[1] <= list[n - 1][0][0]);
      for (const [[start, end], n] of ordered) target = target.slice(0, start) + spelling(one, n) + target.slice(end);
      return [one, { target }];
    });
  }

  // Rows with a name spelt as it is wanted. One that nobody has looked at, or that waits for somebody, stays what it is.
  function respelt(key, english) {
    return spelt(places.mentions(key), () => english).map(([one, some]) => {
      const { state, reviewer, time } = review.of(one);
      return [one, ["untouched", "flagged"].includes(state) ? { ...some, state, reviewer, time } : some];
    });
  }

  // How the machine spelt a name; null where it is not in its text.
  function machines(one, n) {
    const { target, names } = one.data, place = names[n].target?.map((point) => text.units(target, point));
    return place ? target.slice(...place) : null;
  }

  // Where a corrected name stands: its rows, those of them that nobody has looked at, and their mentions of it.
  function standing(key, { en }) {
    const mentions = places.mentions(key).filter(([one, n]) => now(one, n) === en);
    const rows = new Set(mentions.map(([one]) => one));
    const open = mentions.filter(([one, n]) => review.unread(one) && machines(one, n) !== null);
    return { rows, open, unread: new Set(open.map(([one]) => one)) };
  }

  // Take a correction back. What somebody wrote or accepted with it stays as they left it.
  function takeBack(key) {
    const correction = review.corrections.get(key), { rows, open, unread } = standing(key, correction);
    const some = spelt(open, machines).map(([one, other]) => {
      const { state, reviewer, time } = review.of(one);
      return [one, { ...other, state, reviewer, time }];
    });
    review.act(`taking back “${correction.en}” for ${correction.fa}`, some, [[key, null]]);
    const left = rows.size - unread.size;
    notice.show("names", make("bdi", { lang: "fa" }, correction.fa), `: no longer corrected to “${correction.en}”`,
      left ? `, which stays in ${left} row${left === 1 ? "" : "s"} that somebody looked at.` : ".", " u undoes this.");
    noticed();
    draw();
  }

  // The corrections that end where a row goes back to the machine's text: they stand nowhere else.
  function leaving(one) {
    const keys = new Set(one.data.names.map((_, n) => places.key(one, n)).filter((key) => review.corrections.has(key)));
    return [...keys].flatMap((key) => {
      const { rows } = standing(key, review.corrections.get(key));
      return rows.size === 1 && rows.has(one) ? [[key, null]] : [];
    });
  }

  // The last action's undo takes its message away.
  function noticed() {
    const last = review.log.at(-1);
    if (last) last.notice = "names";
  }

  function warn(problem) {
    $("name-problem").textContent = problem;
    $("name-problem").hidden = !problem;
    if (problem) $("name-english").focus();
    return problem !== "";
  }

  function everywhere() {
    const english = text.line($("name-english").value);
    if (warn(review.misspelt(english))) return;
    const key = places.key(row, number), fa = places.form(row, number);
    const was = review.corrections.get(key)?.was ?? row.data.names[number].english;
    const mentions = places.mentions(key);
    const without = mentions.filter(([one, n]) => !places.of(one)[n]).length;
    const rows = respelt(key, english);
    panels.close($("name"));
    const count = review.act(`“${english}” for ${fa}`, rows, [[key, english === was ? null : { fa, en: english, was }]]);
    const rest = without ? ` ${without} of its mentions ${without === 1 ? "is" : "are"} not found in the English: look there too.` : "";
    notice.show("names", make("bdi", { lang: "fa" }, fa), `: “${english}” now stands in ${count} row${count === 1 ? "" : "s"} that had it otherwise; u takes it back.${rows.some(([one]) => review.unread(one)) ? " Rows that nobody has looked at stay so: accept them, or the review file has the name alone, in its list." : ""}${rest}`);
    noticed();
  }

  function here() {
    const english = text.line($("name-english").value);
    if (warn(review.misspelt(english))) return;
    panels.close($("name"));
    review.act(`“${english}” in row ${row.label}`, spelt([[row, number]], () => english));
  }

  // The list of corrections, while it is open; and how many there are.
  function update() {
    const count = `${review.corrections.size}`;
    if ($("corrected-count").textContent !== count) {
      $("corrected-count").textContent = count;
      $("corrected").hidden = count === "0";
    }
    if ($("corrected").open) draw();
  }

  function draw() {
    $("corrections").replaceChildren(...[...review.corrections].map(([key, correction]) => {
      const { rows, unread } = standing(key, correction);
      const where = `in ${rows.size} row${rows.size === 1 ? "" : "s"}${unread.size ? `, ${unread.size} not read` : ""}`;
      return make("li", {}, make("bdi", { lang: "fa" }, correction.fa), " ", make("del", {}, correction.was), " ",
        make("ins", {}, correction.en), " ", make("small", {}, where), " ",
        button("Take back", () => takeBack(key), { class: "small", "aria-label": `Take back ${correction.en}` }));
    }));
  }

  function setUp() {
    $("name-all").addEventListener("click", everywhere);
    $("name-here").addEventListener("click", here);
    $("name-english").addEventListener("input", () => warn(""));
    $("corrected").addEventListener("toggle", () => $("corrected").open && draw());
    $("name-english").addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && everywhere());
  }

  return { open, respelt, leaving, update, setUp };
})();
