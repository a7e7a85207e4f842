// What can be done to the row at hand: the bar at the bottom.

const dock = (() => {
  function draw() {
    const row = move.current;
    if (!row) return;
    const change = review.of(row);
    $("which").textContent = `Row ${row.label}`;
    $("accept").setAttribute("aria-pressed", change.state === "accepted");
    $("flag").setAttribute("aria-pressed", change.state === "flagged");
    $("revert").disabled = change.target === row.machine;
    $("flag").disabled = change.state === "edited";
    $("flag").title = change.state === "edited" ? "An edited row stays edited: say in a comment what is still open" : "";
  }

  // An edited row is edited, whatever else is said of it.
  function accept(row) {
    const { state } = review.of(row);
    const unread = review.unread(row);
    if (state === "accepted") review.act(`acceptance of row ${row.label}`, [[row, { state: "untouched" }]]);
    else {
      if (state !== "edited") review.act(`acceptance of row ${row.label}`, [[row, { state: "accepted" }]]);
      header.count();
      move.by(1);
      notice.say(`Row ${row.label} ${state === "edited" ? "stays edited" : unread ? "accepted with its corrected name" : "accepted"}, ${$("tally").textContent}`);
    }
  }

  function flag(row) {
    const { state } = review.of(row);
    if (state === "edited") {
      notice.say("An edited row stays edited: say in a comment what is still open");
      return panels.comment(row);
    }
    review.act(`flag of row ${row.label}`, [[row, { state: state === "flagged" ? "untouched" : "flagged" }]]);
    notice.say(`Row ${row.label} ${review.of(row).state}`);
  }

  function revert(row) {
    edit.leave();
    review.act(`machine’s text of row ${row.label}`, [[row, { target: row.machine }]], names.leaving(row));
    move.to(row, { focus: true });
  }

  const actions = {
    accept, flag, revert,
    edit: (row) => edit.enter(row),
    comment: (row) => panels.comment(row),
    error: (row) => panels.error(row),
    previous: () => move.by(-1),
    next: () => move.by(1),
  };
  for (const [id, action] of Object.entries(actions)) {
    $(id).addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays where it is
    $(id).addEventListener("click", () => {
      const row = move.current;
      if (row && id !== "edit") edit.leave();
      if (row) action(row);
    });
  }

  return { draw, ...actions };
})();
