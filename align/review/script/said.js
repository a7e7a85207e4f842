// What was said of a row, in its line: its state, the difference from the machine's text, comment and errors.

const said = (() => {
  const SIGNS = { accepted: "✓", edited: "✎", flagged: "⚑" };

  function draw(row) {
    const change = review.of(row);
    row.line.dataset.state = change.state;
    state(row, change);
    const old = row.line.querySelector(".review");
    const parts = drawn(row, change);
    if (!parts.length) return old?.remove();
    const box = make("div", { class: "review" }, ...parts);
    if (old) old.replaceWith(box);
    else row.english.after(box);
  }

  // In the column of numbers, as a sign and for those who hear it.
  function state(row, change) {
    let sign = row.line.cells[0].querySelector(".state");
    if (change.state === "untouched") return sign?.remove();
    if (!sign) row.line.cells[0].append((sign = make("small", { class: "state" })));
    const by = [change.reviewer, change.time.replace("T", " ").replace(/:\d\dZ$/, " UTC")].filter(Boolean).join(", ");
    sign.replaceChildren(make("span", { "aria-hidden": "true" }, SIGNS[change.state]),
      make("span", { class: "hidden" }, change.state));
    sign.title = by ? `${change.state}: ${by}` : change.state;
  }

  function drawn(row, change) {
    const parts = [];
    if (change.target !== row.machine && edit.row !== row) parts.push(difference(row.machine, change.target, review.unread(row)));
    for (const one of [...change.others, row.theirs]) if (one !== undefined) parts.push(other(row, one));
    if (change.comment) parts.push(make("p", { class: "comment", dir: "auto" }, change.comment));
    if (change.errors.length) parts.push(make("ul", { class: "errors", "aria-label": "Errors" },
      ...change.errors.map((error, number) => wrong(row, error, number))));
    return parts;
  }

  // What is the same is only hinted at: it stands above.
  function difference(before, after, unread) {
    const pieces = diff.words(before, after);
    return make("p", { class: "diff", title: `The machine’s text: ${before}` }, 
      unread ? make("span", { class: "unread" }, "A name was corrected, not read yet: ") : make("span", { class: "hidden" }, "Changed: "),
      ...pieces.map(([kind, part], n) => (kind === "same" ? around(part, n > 0, n < pieces.length - 1) : make(kind, {}, part))));
  }

  // The last words before a change and the first ones after it.
  function around(part, after, before) {
    const [first] = after ? part.match(/^\s*(?:\S+\s*){0,4}/) : [""];
    const [last] = before ? part.match(/(?:\S+\s*){0,4}$/) : [""];
    return first.length + last.length >= part.length ? part : `${first}…${last ? " " : ""}${last}`;
  }

  // What was written for the row in another tab, or in a file, and does not stand.
  function other(row, target) {
    const decide = (label, some) => button(label, () => {
      edit.leave();
      const others = review.of(row).others.filter((one) => one !== target);
      review.act(`choice of the text of row ${row.label}`, [[row, { ...some, others }]]);
    });
    return make("p", { class: "theirs", role: "alert" }, "Another text was written for this: ",
      make("q", { lang: "en" }, target), " ", decide("Use it", { target }), " ", decide("Leave it", {}));
  }

  function wrong(row, error, number) {
    const remove = button("×", () => {
      const errors = review.of(row).errors.filter((_, n) => n !== number);
      review.act("remove an error", [[row, { errors }]]);
    }, { class: "small", "aria-label": `Remove the error ${error.category}` });
    return make("li", { class: error.severity }, make("b", {}, error.severity), ` ${error.category}`,
      error.note ? make("span", { dir: "auto" }, `: ${error.note}`) : null, " ", remove);
  }

  return { draw };
})();
