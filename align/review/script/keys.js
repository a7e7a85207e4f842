// Keys of one letter, by what is printed on the key where the layout is not Latin. None works while something is typed.

const keys = (() => {
  const LETTERS = {
    j: () => move.by(1),
    k: () => move.by(-1),
    n: () => move.toUntouched(),
    a: () => dock.accept(move.current),
    e: () => dock.edit(move.current),
    f: () => dock.flag(move.current),
    c: () => dock.comment(move.current),
    m: () => dock.error(move.current),
    r: () => dock.revert(move.current),
    u: () => undo(),
  };
  const OTHERS = {
    "?": () => $("help").showModal(),
    "؟": () => $("help").showModal(),
    "/": () => $("search").focus(),
    ArrowRight: () => links.step(move.current, 1),
    ArrowLeft: () => links.step(move.current, -1),
    Escape: () => {
      links.clear();
      for (const menu of document.querySelectorAll(".menu")) menu.open = false;
    },
  };

  const letter = (event) => (/^[a-z]$/i.test(event.key) ? event.key.toLowerCase()
    : event.key.length === 1 && /^Key[A-Z]$/.test(event.code) ? event.code[3].toLowerCase() : "");

  function pressed(event) {
    if (event.isComposing || event.altKey || event.defaultPrevented) return;
    const { target } = event;
    const types = target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (document.querySelector("dialog[open]")) return;
    if (types) return event.key === "Escape" && move.to(move.current, { focus: true });
    const one = letter(event);
    if (event.ctrlKey || event.metaKey) {
      if (one === "z" && !event.shiftKey) {
        event.preventDefault();
        undo();
      }
      return;
    }
    if (event.key === "Enter") return entered(event);
    if (target.closest("summary, .sheet") && event.key.startsWith("Arrow")) return;
    const action = (!event.shiftKey && LETTERS[one]) || OTHERS[event.key];
    if (!action || !move.current) return;
    event.preventDefault();
    action();
  }

  // Enter is the element's own where it does something by itself.
  function entered(event) {
    const mark = event.target.closest("mark.name");
    if (mark) names.open(mark);
    else if (event.target.closest("a, button, summary, input")) return;
    else if (move.current) dock.edit(move.current);
    event.preventDefault();
  }

  // A click on a name opens it, one on the English edits it where it was clicked, one elsewhere makes the row the one at hand.
  function clicked(event) {
    const row = rowOf(event.target);
    if (!row || event.target.closest("a, button, textarea, summary")) return;
    const mark = event.target.closest("mark.name");
    if (mark) return names.open(mark);
    move.to(row);
    if (String(getSelection())) return; // it was to select, not to click
    if (event.target.closest(".text") === row.english) edit.enter(row, links.offsetAt(row.english, event.clientX, event.clientY) ?? undefined);
    else row.line.focus({ preventScroll: true });
  }

  function setUp() {
    document.addEventListener("keydown", pressed);
    document.querySelector("main").addEventListener("click", clicked);
    document.querySelector("main").addEventListener("focusin", (event) => {
      const row = rowOf(event.target);
      if (row && row !== move.current) move.to(row);
    });
  }

  return { setUp };
})();
