// Which rows are shown, and in which order. What is done to a row does not take it away: only asking again does.

const list = (() => {
  const bodies = [...document.querySelectorAll("main tbody")];
  const rowsOf = new Map(bodies.map((body) => [body, Array.from(body.rows, (line) => byLine.get(line))]));
  const sorted = make("table", { role: "table", class: "sorted", "aria-label": "Rows, the least sure first", hidden: true },
    make("tbody", { role: "rowgroup" }));
  let order = "document", visible = all;

  const TESTS = {
    state: (row, value) => {
      const { state, comment, errors, others } = review.of(row);
      if (value === "unread") return review.unread(row);
      if (value === "open") return others.length > 0;
      if (value === "person") return row.data.origin === "reviewed" && !row.data.review;
      return value === "commented" ? comment !== "" || errors.length > 0 : state === value;
    },
    why: (row, value) => {
      if (value === "flags") return row.data.flags.length > 0;
      if (value === "low") return row.data.confidence !== null && row.data.confidence < Number($("low").value);
      if (value === "unknown-names") return row.data.names.some((_, n) => ["unknown", "missing"].includes(places.status(row, n)));
      return row.data.flags.includes(value);
    },
  };

  // Of each kind that is asked for, one of those that are.
  function asked() {
    const kinds = new Map();
    for (const box of $("filters").querySelectorAll("input:checked")) {
      const [kind, value] = box.value.split(" ");
      kinds.set(kind, [...(kinds.get(kind) ?? []), value]);
    }
    return kinds;
  }

  function apply() {
    edit.leave();
    const kinds = [...asked()], wanted = search.needle();
    visible = all.filter((row) => kinds.every(([kind, values]) => values.some((value) => TESTS[kind](row, value))) &&
      (!wanted || search.matches(row, wanted)));
    const shown = new Set(visible);
    for (const row of all) if (row.line.hidden === shown.has(row)) row.line.hidden = !shown.has(row);
    for (const [body, rows] of rowsOf) {
      const empty = !rows.some((row) => shown.has(row));
      if (body.hidden !== empty) body.hidden = empty;
    }
    arrange();
    search.mark(visible, wanted);
    const count = kinds.reduce((sum, [, values]) => sum + values.length, 0);
    $("filtering").textContent = count ? `${count} kind${count === 1 ? "" : "s"}` : "all";
    $("filters").classList.toggle("active", count > 0);
    $("found").textContent = count || wanted ? `${visible.length} of ${all.length} rows` : "";
    document.body.classList.toggle("none", !visible.length);
    return count > 0 || wanted !== "";
  }

  // Apply, and go to where the answer begins; once there is no question, to the row at hand.
  function ask() {
    const some = apply();
    if (some) visible[0]?.line.scrollIntoView({ block: "start" });
    else move.current?.line.scrollIntoView({ block: "center" });
  }

  // A sort takes the rows out of their documents; the order of these brings them back.
  function arrange() {
    if (order === $("sort").value) return order === "confidence" && sortVisible();
    order = $("sort").value;
    const flat = order === "confidence";
    sorted.hidden = !flat;
    for (const section of document.querySelectorAll(".document")) section.classList.toggle("taken", flat);
    if (flat) {
      const sure = (row) => row.data.confidence ?? 2; // what nobody knows comes last
      const some = [...all].sort((a, b) => sure(a) - sure(b) || a.index - b.index);
      sorted.tBodies[0].replaceChildren(...some.map((row) => row.line));
      sortVisible();
    } else for (const [body, rows] of rowsOf) body.replaceChildren(...rows.map((row) => row.line));
  }

  function sortVisible() {
    const sure = (row) => row.data.confidence ?? 2;
    visible = [...visible].sort((a, b) => sure(a) - sure(b) || a.index - b.index);
  }

  // Show everything where a row that is wanted is hidden.
  function reveal(row) {
    if (!row.line.hidden) return;
    reset();
  }

  function reset() {
    for (const box of $("filters").querySelectorAll("input:checked")) box.checked = false;
    $("search").value = "";
    apply();
  }

  function clear() {
    reset();
    ask();
  }

  function setUp() {
    document.querySelector("main").append(sorted, make("p", { class: "nothing" }, "No row is like that. ", button("Show all", clear)));
    let timer = 0;
    $("search").addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, 120);
    });
    $("search").addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape" && $("search").value) {
        event.preventDefault();
        $("search").value = "";
        ask();
      } else if (event.key === "Escape" || event.key === "Enter") {
        event.preventDefault();
        clearTimeout(timer);
        apply();
        if (visible.length) move.to(visible.includes(move.current) ? move.current : visible[0], { focus: true });
      }
    });
    $("filters").addEventListener("change", ask);
    $("low").addEventListener("input", () => $("filters").querySelector('[value="why low"]').checked && ask());
    $("sort").addEventListener("change", ask);
    $("clear").addEventListener("click", clear);
  }

  return {
    setUp, apply, reveal,
    get visible() {
      return visible;
    },
  };
})();
