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

  // Rows with some of their names spelt otherwise: [row, {target}].
  function spelt(mentions, english) {
    const byRow = new Map();
    for (const [one, n] of mentions) byRow.set(one, [...(byRow.get(one) ?? []), n]);
    return [...byRow].map(([one, numbers]) => {
      let { target } = review.of(one);
      const found = numbers.map((n) => places.of(one)[n]).filter(Boolean);
      const ordered = found.sort((a, b) => b[0] - a[0]).filter((place, n, list) => !n || place[1] <= list[n - 1][0]);
      for (const [start, end] of ordered) target = target.slice(0, start) + english + target.slice(end);
      return [one, { target }];
    });
  }

  function everywhere() {
    const english = text.line($("name-english").value);
    if (!english) return;
    const key = places.key(row, number), fa = places.form(row, number);
    const was = review.corrections.get(key)?.was ?? row.data.names[number].english;
    const mentions = places.mentions(key);
    const without = mentions.filter(([one, n]) => !places.of(one)[n]).length;
    const rows = spelt(mentions, english);
    panels.close($("name"));
    const count = review.act(`“${english}” for ${fa}`, rows, [[key, english === was ? null : { fa, en: english, was }]]);
    const rest = without ? ` ${without} of its mentions ${without === 1 ? "is" : "are"} not found in the English: look there too.` : "";
    notice.show("names", make("bdi", { lang: "fa" }, fa), `: “${english}” now stands in ${count} row${count === 1 ? "" : "s"} that had it otherwise; u takes it back.${rest}`);
  }

  function here() {
    const english = text.line($("name-english").value);
    panels.close($("name"));
    review.act(`“${english}” in row ${row.label}`, spelt([[row, number]], english));
  }

  function setUp() {
    $("name-all").addEventListener("click", everywhere);
    $("name-here").addEventListener("click", here);
    $("name-english").addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && everywhere());
  }

  return { open, setUp };
})();
