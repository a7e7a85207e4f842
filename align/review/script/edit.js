// The English of one row while it is typed. Plain text: what is pasted has no form.

const edit = (() => {
  let row = null, before = null, box = null;

  // caret: where in the text to begin, else at its end.
  function enter(wanted, caret) {
    if (row === wanted) return;
    leave();
    row = wanted;
    before = review.of(row);
    box = make("textarea", { class: "edit", rows: "1", lang: "en", dir: "ltr", spellcheck: "true",
      "aria-label": `English of row ${row.label}`, "aria-keyshortcuts": "Escape" });
    box.value = before.target;
    box.addEventListener("input", typed);
    box.addEventListener("keydown", key);
    box.addEventListener("blur", () => setTimeout(() => document.activeElement !== box && document.hasFocus() && leave()));
    row.english.hidden = true;
    row.english.after(box);
    row.line.classList.add("editing");
    said.draw(row);
    fit();
    box.focus();
    const at = caret ?? box.value.length;
    box.setSelectionRange(at, at);
    dock.draw();
  }

  // Where the style sheet cannot make it as high as its text is.
  function fit() {
    if (CSS.supports("field-sizing", "content")) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + 2}px`;
  }

  function typed() {
    fit();
    settle();
    review.put(row, review.changed(row, { target: box.value }));
  }

  // What another tab wrote for the row meanwhile stays beside it, for the person to decide.
  function settle() {
    if (row?.theirs === undefined) return;
    const { theirs } = row, change = review.of(row);
    delete row.theirs;
    before = { ...before, others: [...before.others, theirs] };
    review.put(row, { ...change, others: [...new Set([...change.others, theirs])].filter((one) => one !== change.target) });
  }

  // What the row was before the edit was changed elsewhere.
  function rebase(change) {
    if (box.value === before.target) box.value = change.target;
    before = change;
    fit();
  }

  function key(event) {
    if (event.isComposing) return;
    if (event.key === "Escape" || event.key === "Enter") {
      event.preventDefault();
      event.stopPropagation();
      const left = row;
      leave();
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) move.by(1);
      else move.to(left, { focus: true });
    }
  }

  function leave() {
    if (!row) return;
    settle();
    const left = row, after = review.of(row);
    row = null;
    box.remove();
    box = null;
    left.english.hidden = false;
    left.line.classList.remove("editing");
    if (!review.same(before, after)) review.push({ label: `edit of row ${left.label}`, rows: [[left, before, after]], names: [] });
    cell.draw(left);
    said.draw(left);
    dock.draw();
  }

  function setUp() {
    window.addEventListener("pagehide", () => {
      settle();
      store.flush();
    });
  }

  return {
    enter, leave, rebase, setUp,
    get row() {
      return row;
    },
    get before() {
      return before;
    },
  };
})();
