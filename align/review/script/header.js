// The bar at the top: how far it is, what is wrong, whether it is saved.

const header = (() => {
  const options = Array.from($("jump")?.options ?? [], (option) => [option, option.textContent]);
  let waiting = 0;

  // Many changes at once are counted once.
  function update() {
    waiting ||= requestAnimationFrame(() => {
      waiting = 0;
      count();
    });
  }

  function count() {
    const done = new Map(options.map(([option]) => [option.value, [0, 0]]));
    const severities = new Map();
    let reviewed = 0, penalty = 0, words = 0;
    for (const row of all) {
      const { state, errors } = review.of(row);
      const one = state !== "untouched";
      reviewed += one;
      if (options.length) {
        const tally = done.get(row.section);
        tally[0] += one;
        tally[1] += 1;
      }
      if (one || errors.length) words += row.words ??= row.data.source.split(/\s+/).filter((w) => /[\p{L}\p{N}]/u.test(w)).length;
      for (const { severity } of errors) {
        severities.set(severity, (severities.get(severity) ?? 0) + 1);
        penalty += review.WEIGHTS.get(severity);
      }
    }
    $("progress").value = reviewed;
    $("tally").textContent = `${reviewed} of ${all.length} reviewed`;
    for (const [option, label] of options) option.textContent = `${label} (${done.get(option.value).join("/")})`;
    const worst = [...review.WEIGHTS.keys()].reverse().filter((severity) => severities.has(severity));
    $("penalty").textContent = worst.length
      ? `${worst.map((one) => `${severities.get(one)} ${one}`).join(", ")} · ${(100 * penalty / Math.max(words, 1)).toFixed(1)} per 100 words`
      : "";
    $("penalty").title = worst.length ? `MQM penalty ${penalty}, over ${words} Persian words of the rows looked at` : "";
    names.update();
    $("undo").disabled = !review.log.length;
    const last = review.log.at(-1);
    $("undo").title = last ? `Undo: ${last.label}` : "";
  }

  // What it is, of the document at hand.
  function about(section) {
    const facts = section.querySelector("header");
    $("about-title").textContent = facts.querySelector("h1").textContent;
    const values = new Map(Array.from(facts.querySelectorAll("dl > div"), (one) =>
      [one.firstElementChild.textContent.toLowerCase(), one.lastElementChild.textContent]));
    const date = values.get("date") ?? values.get("publish date") ?? values.get("published") ?? values.get("translated");
    $("about-facts").textContent = [values.get("agency"), date, values.get("model")].filter(Boolean).join(" · ");
    if ($("jump")) $("jump").value = section.id;
  }

  function saved(state, problem) {
    const words = { saving: "Saving …", saved: "Saved in this browser", failed: "Not saved" };
    if ($("saved").dataset.state === state) return;
    $("saved").dataset.state = state;
    $("saved").textContent = words[state];
    if (state === "failed") {
      const others = store.others();
      const forget = others > 0 && button(`Remove what it keeps of other pages (${Math.ceil(others / 1000)} kB)`, () => store.others(true), { class: "small" });
      notice.show("storage", `This browser does not save your work: ${problem}. Before you close the page, send back the review file. `, ...(forget ? [forget] : []));
    } else notice.hide("storage");
  }

  return { update, count, about, saved };
})();
