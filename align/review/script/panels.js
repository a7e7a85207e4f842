// What opens over the page for one row: its comment, an error of it. And how everything that opens is closed.

const panels = (() => {
  let row = null;

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
    move.to(row, { focus: true });
  }

  function comment(wanted) {
    open($("panel-comment"), wanted);
    $("comment-text").value = review.of(row).comment;
    $("comment-text").focus();
  }

  function keepComment() {
    const value = $("comment-text").value.replace(/\r\n?/g, "\n").trim();
    close($("panel-comment"));
    review.act(`comment on row ${row.label}`, [[row, { comment: value }]]);
  }

  function error(wanted) {
    open($("panel-error"), wanted);
    $("error-note").value = "";
    $("error-category").focus();
  }

  function addError() {
    const one = {
      category: $("error-category").value, severity: $("error-severity").value, note: text.line($("error-note").value),
    };
    close($("panel-error"));
    review.act(`error in row ${row.label}`, [[row, { errors: [...review.of(row).errors, one] }]]);
  }

  function setUp() {
    $("comment-save").addEventListener("click", keepComment);
    $("comment-text").addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) keepComment();
    });
    $("error-save").addEventListener("click", addError);
    $("error-note").addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && addError());
    for (const dialog of document.querySelectorAll("dialog")) {
      dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
      dialog.addEventListener("close", () => dialog.contains(document.activeElement) && move.current?.line.focus());
      // outside of it is the dialog itself, what is inside is its children
      dialog.addEventListener("pointerdown", (event) => {
        if (event.target !== dialog) return;
        const box = dialog.getBoundingClientRect();
        const inside = event.clientX > box.left && event.clientX < box.right && event.clientY > box.top && event.clientY < box.bottom;
        if (!inside) dialog.close();
      });
    }
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

  return { open, close, comment, error, setUp };
})();
