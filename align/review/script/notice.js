// Messages below the bar, each until it is closed.

const notice = (() => {
  const shown = new Map();

  // key: what it is about; another message about it takes its place.
  function show(key, ...message) {
    hide(key);
    const box = make("div", { class: "notice", role: "alert" }, make("p", {}, ...message),
      button("×", () => hide(key), { class: "small", "aria-label": "Close this message" }));
    shown.set(key, box);
    $("notices").append(box);
  }

  function hide(key) {
    shown.get(key)?.remove();
    shown.delete(key);
  }

  // For those who hear the page.
  function say(message) {
    $("spoken").textContent = message;
  }

  return { show, hide, say };
})();
