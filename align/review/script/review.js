// What the person says: of each row its text, state, comment and errors, of each name its spelling; and how to undo it.

const review = (() => {
  const STATES = ["untouched", "accepted", "edited", "flagged"];
  const CATEGORIES = Array.from($("error-category").options, (option) => option.value);
  const WEIGHTS = new Map(Array.from($("error-severity").options, (one) => [one.value, Number(one.dataset.weight)]));
  const changes = new Map(); // row → what was said of it, where that is not what it came with
  const corrections = new Map(); // folded Persian form → {fa, en, was}
  const log = []; // actions: {label, rows: [[row, before, after]], names: [[key, before, after]]}
  const listeners = { row: () => {}, any: () => {} };
  let name = "";

  function first(row) {
    const said = row.data.review ?? {};
    return {
      target: row.data.target, state: said.state ?? "untouched", comment: said.comment ?? "",
      errors: said.errors ?? [], others: [], reviewer: said.reviewer ?? "", time: known(said.time),
    };
  }

  const of = (row) => changes.get(row) ?? first(row);
  const now = () => `${new Date().toISOString().slice(0, 19)}Z`;
  const said = (change) => JSON.stringify([change.target, change.state, change.comment, change.errors, change.others]);
  const same = (one, other) => said(one) === said(other);

  // A time in UTC to the second, by which reviews are compared: "" for what is none, and none is later than now.
  function known(time) {
    const read = typeof time === "string" && /^\d{4}(-\d\d){2}T\d\d(:\d\d){2}Z$/.test(time) ? new Date(time) : new Date(NaN);
    if (Number.isNaN(read.getTime()) || !read.toISOString().startsWith(time.slice(0, 19))) return "";
    return time < now() ? time : now();
  }

  // A target on one line, but as it came where it is what came.
  function target(row, string) {
    const line = text.line(string);
    return [row.data.target, row.machine].find((one) => text.line(one) === line) ?? line;
  }

  // What stands for a row with some of it changed. A text that is the machine's again is nobody's, another is an edit;
  // but a state that comes with it stands, until somebody accepts that text. others: what else was written for it.
  function changed(row, some) {
    const before = of(row);
    const after = { ...before, reviewer: name, time: now(), ...some };
    after.target = target(row, after.target);
    after.others = after.others.filter((one) => one !== after.target);
    const wrote = some.target !== undefined && some.state === undefined;
    if (after.target === row.machine) after.state = after.state === "edited" ? "untouched" : after.state;
    else if (wrote || before.state === "edited" || after.state === "accepted") after.state = "edited";
    return after;
  }

  // Whether a name that was corrected everywhere changed its text, which nobody has looked at since.
  const unread = (row) => of(row).state !== "edited" && of(row).target !== row.machine;

  // What is sent back: a text that nobody looked at is no edit, and what else was written for a row goes into its comment.
  function sent(row) {
    const change = of(row);
    const comment = [change.comment, ...change.others.map((one) => `Another text: ${one}`)].filter(Boolean).join("\n");
    return { ...change, target: change.state === "edited" ? change.target : row.machine, comment, others: [] };
  }

  // change: null for what the row came with.
  function put(row, change, keep = true) {
    if (change && same(change, first(row))) change = null;
    if (change) changes.set(row, change);
    else changes.delete(row);
    if (keep) store.save(`row:${row.id}`, change && { ...change, of: row.mark });
    listeners.row(row);
    listeners.any();
  }

  function correct(key, correction, keep = true) {
    if (correction) corrections.set(key, correction);
    else corrections.delete(key);
    if (keep) store.save(`name:${key}`, correction);
    listeners.any();
  }

  // Do something to rows, and to the spelling of names, as one action that can be undone.
  function act(label, rows, names = []) {
    const action = { label, rows: [], names: [] };
    for (const [key, correction] of names) {
      action.names.push([key, corrections.get(key) ?? null, correction]);
      correct(key, correction);
    }
    for (const [row, some] of rows) {
      const before = of(row), after = changed(row, some);
      if (same(before, after)) continue;
      action.rows.push([row, before, after]);
      put(row, after);
    }
    if (action.rows.length || action.names.length) push(action);
    return action.rows.length;
  }

  function push(action) {
    log.push(action);
    listeners.any();
  }

  // Take the last action back. What has changed since then, in another tab, stays: it is told how many rows that is.
  function undo() {
    const action = log.pop();
    if (!action) return null;
    let kept = 0;
    for (const [row, before, after] of [...action.rows].reverse()) {
      if (same(of(row), after)) put(row, before);
      else kept += 1;
    }
    for (const [key, before, after] of action.names) {
      if ((corrections.get(key) ?? null)?.en === after?.en) correct(key, before);
    }
    listeners.any();
    return { ...action, kept };
  }

  // Whether something read from elsewhere is what `of` gives.
  function valid(value) {
    const strings = [value?.target, value?.comment, value?.reviewer];
    const others = value?.others ?? [];
    return strings.every((one) => typeof one === "string") && STATES.includes(value.state) &&
      Array.isArray(others) && others.every((one) => typeof one === "string") &&
      Array.isArray(value.errors) && value.errors.every((error) =>
      CATEGORIES.includes(error?.category) && WEIGHTS.has(error.severity) && typeof (error.note ?? "") === "string");
  }

  // What was read of a row, with nothing in it but what is known of.
  function clean(row, value) {
    const { comment, errors, reviewer, time } = value;
    const state = value.state === "edited" && target(row, value.target) === row.machine ? "accepted" : value.state;
    const some = errors.map(({ category, severity, note }) => ({ category, severity, note: note ?? "" }));
    const others = (value.others ?? []).map(text.line);
    return { target: target(row, value.target), state, comment, errors: some, others, reviewer: text.line(reviewer), time: known(time) };
  }

  // Why a spelling cannot be an English name's; "" if it can.
  const misspelt = (english) => (!text.line(english) ? "Write the name in English."
    : /\p{Script=Arabic}/u.test(english) ? "This has Persian letters: write the name in English." : "");

  const named = (value) => [value?.fa, value?.en, value?.was].every((one) => typeof one === "string") &&
    !misspelt(value.en) && text.line(value.fa) !== "";

  return {
    of, first, same, put, correct, act, push, undo, changed, unread, sent, known, valid, clean, misspelt, named,
    listeners, log, corrections, WEIGHTS,
    touched: (row) => changes.has(row),
    changes: () => [...changes],
    get reviewer() {
      return name;
    },
    set reviewer(value) {
      name = text.line(value);
    },
  };
})();
