// What opens over the page for one row: its comment, an error of it. And how everything that opens is closed.

const panels = (() => {
  let row = null;
  let before = null; // what was said of the row until something was written here
  let draft = ""; // the error that is being written

  function open(dialog, wanted, beside) {
    edit.leave();
    row = wanted;
    dialog.showModal();
    place(dialog, beside ?? row.line.cells[1]);
  }

  // Below what it is about, or above where there is no room. On a narrow screen the style sheet puts it at the bottom.
  function place(dialog, beside) {
    const at = beside.getBoundingClientRect(), own = dialog.getBoundingClientRect();
    const below = at.bottom + 6 + own.height < innerHeight;
    const top = below ? at.bottom + 6 : Math.max(6, at.top - own.height - 6);
    dialog.style.setProperty("--top", `${Math.min(top, Math.max(6, innerHeight - own.height - 6))}px`);
    dialog.style.setProperty("--left", `${Math.max(6, Math.min(at.left, innerWidth - own.width - 6))}px`);
  }

  // The row has the focus at once, for the next key; not only when the browser finds that it is gone.
  function close(dialog) {
    dialog.close();
    finish();
    move.to(row, { focus: true });
  }

  // What is written is kept as it is typed; closed, it is one action.
  function write(some) {
    before ??= review.of(row);
    review.put(row, review.changed(row, some));
  }

  function finish() {
    if (!before) return;
    const was = before, after = review.of(row);
    before = null;
    if (review.same(was, after)) review.put(row, was);
    else review.push({ label: `what was said of row ${row.label}`, rows: [[row, was, after]], names: [] });
  }

  function discard() {
    if (before) review.put(row, before);
    before = null;
  }

  // What another tab said meanwhile was not written here.
  function refresh(changed) {
    if (changed !== row) return;
    before = null;
    const { comment } = review.of(row);
    if ($("panel-comment").open && written() !== comment) $("comment-text").value = comment;
  }

  const written = () => $("comment-text").value.replace(/\r\n?/g, "\n").trim();

  function comment(wanted) {
    open($("panel-comment"), wanted);
    $("comment-text").value = review.of(row).comment;
    $("comment-text").focus();
  }

  function error(wanted) {
    open($("panel-error"), wanted);
    draft = "";
    $("error-note").value = "";
    $("error-category").focus();
  }

  // An error is one as soon as it has a note. whole: also without.
  function note(whole) {
    const one = {
      category: $("error-category").value, severity: $("error-severity").value, note: text.line($("error-note").value),
    };
    const errors = review.of(row).errors.slice();
    const at = errors.findLastIndex((other) => JSON.stringify(other) === draft);
    if (at >= 0) errors.splice(at, 1);
    draft = whole || one.note ? JSON.stringify(one) : "";
    if (draft) errors.push(one);
    write({ errors });
  }

  function addError() {
    note(true);
    close($("panel-error"));
  }

  function setUp() {
    const closeComment = () => close($("panel-comment"));
    $("comment-text").addEventListener("input", () => write({ comment: written() }));
    $("comment-save").addEventListener("click", closeComment);
    $("comment-text").addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) closeComment();
    });
    for (const id of ["error-category", "error-severity", "error-note"]) $(id).addEventListener("input", () => note(false));
    $("error-save").addEventListener("click", addError);
    for (const panel of ["panel-comment", "panel-error"]) $(panel).querySelector("[data-close]").addEventListener("click", discard);
    $("error-note").addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && addError());
    for (const dialog of document.querySelectorAll("dialog")) {
      dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
      dialog.addEventListener("close", finish);
      dialog.addEventListener("close", () => dialog.contains(document.activeElement) && move.current?.line.focus());
      // outside of it is the dialog itself, what is inside is its children
      dialog.addEventListener("pointerdown", (event) => {
        if (event.target !== dialog) return;
        const box = dialog.getBoundingClientRect();
        const inside = event.clientX > box.left && event.clientX < box.right && event.clientY > box.top && event.clientY < box.bottom;
        if (!inside) dialog.close();
      });
    }
    window.addEventListener("pagehide", finish);
    for (const menu of document.querySelectorAll(".menu")) {
      document.addEventListener("pointerdown", (event) => menu.contains(event.target) || (menu.open = false));
      menu.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !menu.open) return;
        menu.open = false;
        menu.firstElementChild.focus();
        event.stopPropagation();
      });
    }
  }

  return { open, close, comment, error, refresh, setUp };
})();
