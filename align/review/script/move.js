// The row at hand.

const move = (() => {
  let current = null;

  function to(row, { focus = false, scroll = focus } = {}) {
    if (!row) return;
    list.reveal(row);
    if (current !== row) {
      links.clear();
      current?.line.classList.remove("current");
      current?.line.removeAttribute("aria-current");
      current?.line.removeAttribute("tabindex");
      current = row;
      row.line.classList.add("current");
      row.line.setAttribute("aria-current", "true");
      row.line.tabIndex = 0;
      header.about(row.line.closest(".document") ?? $(row.section));
      dock.draw();
    }
    if (focus) row.line.focus({ preventScroll: true });
    if (scroll) row.line.scrollIntoView({ block: "nearest" });
  }

  // The row that many further down among those shown.
  function by(steps) {
    const rows = list.visible;
    const at = rows.indexOf(current);
    const wanted = at < 0 ? (steps > 0 ? 0 : rows.length - 1) : at + steps;
    if (rows[wanted]) to(rows[wanted], { focus: true });
    else {
      if (current) to(current, { focus: true });
      notice.say(steps > 0 ? "The last row" : "The first row");
    }
  }

  // The next one, from the top again after the last, that nobody has looked at.
  function toUntouched() {
    const rows = list.visible, at = rows.indexOf(current);
    const ordered = [...rows.slice(at + 1), ...rows.slice(0, at + 1)];
    const next = ordered.find((row) => review.of(row).state === "untouched");
    if (next) to(next, { focus: true });
    else notice.show("done", "Every row that is shown has been looked at.");
  }

  return {
    to, by, toUntouched,
    get current() {
      return current;
    },
  };
})();
