// The word that is pointed at, and those of the other side that it answers. Nothing in the text is touched for it.

const links = (() => {
  const lit = window.CSS?.highlights && window.Highlight ? new Highlight() : null;
  if (lit) CSS.highlights.set("links", lit);
  const sides = new WeakMap(); // row → {english, persian}: spans of words in what is shown
  let word = null; // [row, side, number], the last one shown
  let frame = 0;

  // Words of both sides, numbered as links number them. The Persian that is shown may differ from what was read.
  function wordsOf(row) {
    if (!sides.has(row)) {
      const shown = row.persian.textContent;
      const places = row.persian.dataset.w?.split(" ").map((span) =>
        span.split("-").map((point) => text.units(shown, Number(point))));
      sides.set(row, { english: text.words(row.data.target), persian: places ?? text.words(shown) });
    }
    return sides.get(row);
  }

  const linked = (row) => row.data.links.length > 0 && review.of(row).target === row.data.target && edit.row !== row;

  // Offset of a place of the document in the text of an element.
  function offset(root, node, at) {
    const range = document.createRange();
    range.setStart(root, 0);
    range.setEnd(node, at);
    return range.toString().length;
  }

  function range(root, [start, end]) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), found = document.createRange();
    let at = 0, begun = false;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!begun && start < at + node.length) {
        found.setStart(node, start - at);
        begun = true;
      }
      if (end <= at + node.length) {
        found.setEnd(node, end - at);
        return found;
      }
      at += node.length;
    }
    return null;
  }

  // Where in the text of an element a point of the screen is; null beside it.
  function offsetAt(root, x, y) {
    let node, at;
    if (document.caretPositionFromPoint) ({ offsetNode: node, offset: at } = document.caretPositionFromPoint(x, y) ?? {});
    else ({ startContainer: node, startOffset: at } = document.caretRangeFromPoint?.(x, y) ?? {});
    return node && root.contains(node) ? offset(root, node, at) : null;
  }

  function hovered(event) {
    const root = event.target.closest?.(".text");
    const row = root && rowOf(root);
    if (!row || !linked(row)) return clear();
    const at = offsetAt(root, event.clientX, event.clientY);
    const side = root === row.english ? "english" : "persian";
    const number = at === null ? -1 : wordsOf(row)[side].findIndex(([start, end]) => start <= at && at <= end &&
      Array.from(range(root, [start, end])?.getClientRects() ?? []).some((box) =>
        box.left <= event.clientX && event.clientX <= box.right && box.top <= event.clientY && event.clientY <= box.bottom));
    if (number < 0) clear();
    else show(row, side, number);
  }

  function show(row, side, number) {
    if (word && word[0] === row && word[1] === side && word[2] === number) return;
    clear();
    word = [row, side, number];
    const [own, other] = side === "english" ? [1, 0] : [0, 1];
    const answers = row.data.links.filter((link) => link[own] === number).map((link) => link[other]);
    const far = side === "english" ? "persian" : "english";
    const spans = wordsOf(row);
    const ranges = [range(row[side], spans[side][number]), ...answers.map((n) => range(row[far], spans[far][n]))];
    for (const one of ranges) if (one) lit.add(one);
    return answers.map((n) => row[far].textContent.slice(...spans[far][n])).join(" ");
  }

  function clear() {
    word = null;
    lit?.clear();
  }

  // To the next English word that is one, or the one before, and say what it translates.
  function step(row, by) {
    if (!lit || !linked(row)) return notice.say(row.data.links.length ? "Edited: its words are not linked" : "Its words are not linked");
    const spans = wordsOf(row).english, target = row.data.target;
    let number = word && word[0] === row && word[1] === "english" ? word[2] + by : by > 0 ? 0 : spans.length - 1;
    while (spans[number] && !/[\p{L}\p{N}]/u.test(target.slice(...spans[number]))) number += by;
    if (!spans[number]) return;
    const answer = show(row, "english", number);
    notice.say(`${target.slice(...spans[number])}: ${answer || "no word of the Persian"}`);
  }

  function setUp() {
    if (!lit) return;
    document.querySelector("main").addEventListener("pointermove", (event) => {
      if (frame) cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => hovered(event));
    });
    document.querySelector("main").addEventListener("pointerleave", clear);
  }

  return { setUp, step, clear, range, offsetAt };
})();
