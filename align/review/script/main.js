// From a page to read to a page to work on.

function take([key, value]) {
  if (key.startsWith("name:") && review.named(value)) review.correct(key.slice(5), value, false);
  const row = key.startsWith("row:") ? byId.get(key.slice(4)) : undefined;
  if (row && review.valid(value)) review.put(row, review.clean(row, value), false);
}

function start() {
  for (const section of document.querySelectorAll(".document")) {
    for (const line of section.querySelectorAll("tbody > tr")) byLine.get(line).section = section.id;
  }
  review.listeners.row = (row) => {
    if (edit.row !== row) cell.draw(row);
    said.draw(row);
    if (row === move.current) dock.draw();
  };
  review.listeners.any = header.update;
  store.listeners.state = header.saved;
  store.listeners.other = merge.fromTab;
  for (const one of document.querySelectorAll(".said")) one.remove();
  for (const row of all) if (row.data.review) said.draw(row);
  store.load().forEach(take);
  for (const one of document.querySelectorAll("main > .document mark.name")) one.setAttribute("role", "button");

  review.reviewer = store.reviewer();
  $("reviewer").value = review.reviewer;
  $("reviewer").addEventListener("input", () => {
    review.reviewer = $("reviewer").value;
    store.reviewer(review.reviewer);
  });
  $("undo").addEventListener("click", undo);
  $("help-button").addEventListener("click", () => $("help").showModal());
  $("jump")?.addEventListener("change", () => {
    const { value } = $("jump");
    $("sort").value = "document";
    list.apply();
    const row = list.visible.find((one) => one.section === value);
    if (row) move.to(row);
    $(value).scrollIntoView({ block: "start" });
  });
  for (const matched of document.querySelectorAll(".match")) {
    const use = button("Use it", () => {
      const row = rowOf(matched), target = matched.querySelector("q").textContent;
      review.act(`match in row ${row.label}`, [[row, { target }]]);
      move.to(row, { focus: true });
    }, { class: "small" });
    matched.append(" ", use);
  }
  for (const part of [edit, panels, names, links, list, files, merge, keys]) part.setUp();

  document.body.classList.add("live");
  $("bar").hidden = $("dock").hidden = all.length === 0;
  const root = document.documentElement;
  new ResizeObserver(() => {
    const height = $("bar").offsetHeight;
    root.style.setProperty("--bar", `${height}px`);
    root.style.setProperty("--sticky", `${height + (parseFloat(getComputedStyle($("bar")).top) || 0)}px`);
    root.style.setProperty("--dock", `${$("dock").offsetHeight}px`);
  }).observe($("bar"));
  const linked = byLine.get(document.getElementById(location.hash.slice(1)));
  move.to(linked ?? all.find((row) => review.of(row).state === "untouched") ?? all[0]);
  header.count();
  earlier.offer();
  if (store.problem) header.saved("failed", store.problem);
}

start();
