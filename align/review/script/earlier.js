// Work that this browser keeps of an earlier version of these documents: what has the same text here can be taken over.

const earlier = (() => {
  function offer() {
    const documents = new Set(all.map((row) => row.data.document));
    const kept = store.earlier(), seen = store.get("seen");
    const said = kept.flatMap(([version, key, value]) => {
      const [, document, number] = key.match(/^row:(.*)#(\d+)$/s) ?? [];
      return documents.has(document) && review.valid(value) ? [{ version, document, number: Number(number), value }] : [];
    });
    const last = said.map(({ value }) => review.known(value.time)).sort().at(-1) ?? "";
    if (!said.length || (seen !== null && last <= seen)) return;
    // what a corrected name alone changed comes again with the name
    const { found, lost } = matched(said.filter(({ value }) => !merge.blank({ others: [], ...value })));
    const versions = new Set(said.map(({ version }) => version));
    const corrected = merge.sorted(kept.flatMap(([version, key, value]) => (versions.has(version) && key.startsWith("name:") ? [value] : [])));
    const news = merge.news(found).length, names = corrected.fresh.length;
    if (!news && !lost && !names) return;
    const answer = (label, action) => button(label, () => {
      notice.hide("earlier");
      store.save("seen", last);
      action();
    });
    const take = () => merge.tell("file", "The earlier version", merge.take("the earlier version", found, corrected.fresh), 0, corrected);
    const have = `${news} row${news === 1 ? "" : "s"} of it ${news === 1 ? "has" : "have"} the same text here` +
      (names ? `, and ${names} name${names === 1 ? " was" : "s were"} corrected` : "");
    const others = lost ? `; ${lost} ${lost === 1 ? "has" : "have"} another, or none: open the earlier page to send ${lost === 1 ? "it" : "them"} back` : "";
    notice.show("earlier", `This browser keeps work on an earlier version of these documents. ${have}${others}. `,
      ...(news || names ? [answer("Take it over", take), " "] : []), answer("Leave it", () => {}));
  }

  // Each opinion with the row that has its text, the newest of a row; and how many have none.
  function matched(said) {
    const marks = new Map();
    for (const row of all) {
      const key = `${row.data.document}\n${row.mark}`;
      marks.set(key, [...(marks.get(key) ?? []), row]);
    }
    const found = new Map();
    let lost = 0;
    for (const version of new Set(said.map((one) => one.version))) {
      const taken = new Set(); // of one version each row has one
      for (const { document, number, value } of said.filter((one) => one.version === version).sort((a, b) => a.number - b.number)) {
        const rows = (marks.get(`${document}\n${value.of}`) ?? []).filter((row) => !taken.has(row));
        const row = rows.find((one) => one.id === `${document}#${number}`) ?? rows[0];
        if (!row) lost += 1;
        else {
          taken.add(row);
          const change = review.clean(row, value);
          if (!(found.get(row)?.time >= change.time)) found.set(row, change);
        }
      }
    }
    return { found: [...found], lost };
  }

  return { offer };
})();
