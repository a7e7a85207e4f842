// What is kept in the browser: a key for each row that was changed, so that two tabs write beside each other.

const store = (() => {
  const OWN = `tarjoman:${document.body.dataset.version}:`;
  const REVIEWER = "tarjoman:reviewer";
  const WAIT = 250; // milliseconds
  const pending = new Map(); // key → value, null to remove
  const kept = new Map(); // key → value, as it was last written or read
  const listeners = { state: () => {}, other: () => {} };
  let timer = 0;
  let storage = null;
  let problem = "";

  try {
    storage = window.localStorage;
    storage.setItem(`${OWN}probe`, "1");
    storage.removeItem(`${OWN}probe`);
  } catch (error) {
    // a full one can still be read
    problem = error.name === "QuotaExceededError" ? "its storage is full" : "it keeps nothing for this page";
    if (error.name !== "QuotaExceededError") storage = null;
  }
  if (!storage && !problem) problem = "it keeps nothing for this page";

  // Everything that is kept of this version: [key, value], keys without what they all begin with.
  function load() {
    if (!storage) return [];
    const found = [];
    for (const key of Object.keys(storage)) {
      if (!key.startsWith(OWN)) continue;
      const value = parsed(storage.getItem(key));
      if (value !== undefined) found.push([key.slice(OWN.length), value]);
    }
    for (const [key, value] of found) kept.set(key, value);
    return found;
  }

  const get = (key) => kept.get(key) ?? null;

  // Everything that is kept of other pages: [version, key, value].
  function earlier() {
    return Object.keys(storage ?? {}).filter((key) => !key.startsWith(OWN)).flatMap((key) => {
      const [, version, own] = key.match(/^tarjoman:([^:]+):((?:row|name):.*)$/s) ?? [];
      const value = own && parsed(storage.getItem(key));
      return value ? [[version, own, value]] : [];
    });
  }

  function parsed(string) {
    try {
      return JSON.parse(string);
    } catch {
      return undefined;
    }
  }

  function save(key, value) {
    pending.set(key, value);
    timer ||= setTimeout(flush, WAIT); // not put off by what is typed meanwhile
    listeners.state(problem ? "failed" : "saving", problem);
  }

  // Write what waits. What cannot be written goes on waiting.
  function flush() {
    clearTimeout(timer);
    timer = 0;
    if (!pending.size) return;
    if (!storage) return listeners.state("failed", problem);
    try {
      for (const [key, value] of pending) {
        if (value === null) storage.removeItem(OWN + key);
        else storage.setItem(OWN + key, JSON.stringify(value));
        pending.delete(key);
        kept.set(key, value);
      }
      problem = "";
      listeners.state("saved", "");
    } catch (error) {
      problem = error.name === "QuotaExceededError" ? "its storage is full" : "it refuses to";
      listeners.state("failed", problem);
    }
  }

  // What is kept of other pages, which share the room: how many characters. forget: remove it.
  function others(forget = false) {
    let size = 0;
    for (const key of Object.keys(storage ?? {})) {
      if (!key.startsWith("tarjoman:") || key.startsWith(OWN) || key === REVIEWER) continue;
      size += key.length + storage.getItem(key).length;
      if (forget) storage.removeItem(key);
    }
    if (forget) flush();
    return size;
  }

  function reviewer(name) {
    try {
      if (name === undefined) return storage?.getItem(REVIEWER) ?? "";
      storage?.setItem(REVIEWER, name);
    } catch {
      // a name that is not kept is asked for again
    }
    return name ?? "";
  }

  window.addEventListener("storage", (event) => {
    if (event.storageArea !== storage) return;
    if (event.key === null) listeners.other(null); // everything was removed
    else if (event.key.startsWith(OWN)) {
      const key = event.key.slice(OWN.length), value = event.newValue === null ? null : parsed(event.newValue);
      const before = kept.get(key) ?? null;
      if (value === undefined) return;
      kept.set(key, value);
      listeners.other(key, value, before);
    }
  });
  window.addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => document.hidden && flush());

  return {
    load, get, earlier, save, flush, others, reviewer, listeners,
    waits: (key) => pending.has(key),
    get problem() {
      return problem;
    },
    get unsaved() {
      return pending.size;
    },
  };
})();
