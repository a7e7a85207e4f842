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
      errors: said.errors ?? [], reviewer: said.reviewer ?? "", time: said.time ?? "",
    };
  }

  const of = (row) => changes.get(row) ?? first(row);
  const now = () => `${new Date().toISOString().slice(0, 19)}Z`;
  const said = (change) => JSON.stringify([change.target, change.state, change.comment, change.errors]);
  const same = (one, other) => said(one) === said(other);

  // What stands for a row with some of it changed. A text that is the machine's again is nobody's.
  function changed(row, some) {
    const before = of(row);
    const after = { ...before, ...some, reviewer: name, time: now() };
    if (some.target !== undefined) {
      const target = text.line(some.target);
      after.target = [row.data.target, row.machine].find((known) => text.line(known) === target) ?? target;
      if (after.target !== row.machine) after.state = "edited";
      else if (before.state === "edited") after.state = "untouched";
    } else if (before.state === "edited") after.state = "edited";
    return after;
  }

  // change: null for what the row came with.
  function put(row, change, keep = true) {
    if (change && same(change, first(row))) change = null;
    if (change) changes.set(row, change);
    else changes.delete(row);
    if (keep) store.save(`row:${row.id}`, change);
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
    for (const [row, before, after] of action.rows) {
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
    const strings = [value?.target, value?.comment, value?.reviewer, value?.time];
    return strings.every((one) => typeof one === "string") && STATES.includes(value.state) &&
      Array.isArray(value.errors) && value.errors.every((error) =>
      CATEGORIES.includes(error?.category) && WEIGHTS.has(error.severity) && typeof (error.note ?? "") === "string");
  }

  // What was read, with nothing in it but what is known of.
  function clean(value) {
    const { target, state, comment, errors, reviewer, time } = value;
    const some = errors.map(({ category, severity, note }) => ({ category, severity, note: note ?? "" }));
    return { target: text.line(target), state, comment, errors: some, reviewer, time };
  }

  const named = (value) => [value?.fa, value?.en, value?.was].every((one) => typeof one === "string");

  return {
    of, first, same, put, correct, act, push, undo, changed, valid, clean, named, listeners, log, corrections, WEIGHTS,
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
