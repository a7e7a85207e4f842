// Text: one line of it, its words, what a search is blind to, and the two ways to count characters.

const text = (() => {
  // White space as Python has it; in rows that come back none of it may stand at an end of a target.
  const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const SPACES = new RegExp(`[${SPACE}]+`, "gu");
  const CONTROL = /[\x00-\x08\x0e-\x1b\x7f]/g;
  // `tarjoman.align.words.WORD`
  const WORD = new RegExp(`[\\p{L}\\p{N}]+|[^\\p{L}\\p{N}_${SPACE}]|_`, "gu");
  const INVISIBLE = /[\p{Mn}\p{Cf}\u0640]/gu;
  const SAME = new Map([
    ...[..."يىئ"].map((letter) => [letter, "ی"]), ["ك", "ک"], ["ة", "ه"], ["ۀ", "ه"], ["ؤ", "و"],
    ["٫", "."], ["٬", ","], ["«", '"'], ["»", '"'], ["“", '"'], ["”", '"'], ["‘", "'"], ["’", "'"],
    ...[..."۰۱۲۳۴۵۶۷۸۹"].map((digit, value) => [digit, `${value}`]),
    ...[..."٠١٢٣٤٥٦٧٨٩"].map((digit, value) => [digit, `${value}`]),
  ]);
  const VARIANT = new RegExp(`[${[...SAME.keys()].join("")}]`, "gu");

  // On one line, as a target is: nothing at its ends, single spaces, no half characters.
  function line(string) {
    const whole = string.toWellFormed ? string.toWellFormed() : string;
    return whole.replace(CONTROL, "").replace(SPACES, " ").replace(/^ | $/g, "");
  }

  function words(string) {
    return Array.from(string.matchAll(WORD), (match) => [match.index, match.index + match[0].length]);
  }

  // Without what a search is blind to: diacritics, joiners, case, forms of letters and digits.
  function fold(string) {
    return string.normalize("NFKD").replace(INVISIBLE, "").toLowerCase().replace(VARIANT, (one) => SAME.get(one));
  }

  // Where a folded needle stands in a string, in the string's own offsets.
  function find(string, needle) {
    const starts = [], ends = [];
    let folded = "", at = 0;
    for (const character of string) {
      const some = fold(character);
      for (let n = 0; n < some.length; n += 1) {
        starts.push(at);
        ends.push(at + character.length);
      }
      folded += some;
      at += character.length;
    }
    const found = [];
    for (let n = folded.indexOf(needle); n >= 0; n = folded.indexOf(needle, n + needle.length)) {
      found.push([starts[n], ends[n + needle.length - 1]]);
    }
    return found;
  }

  // Spans in rows count code points, those of this language count halves of some.
  const PLAIN = /^[\u0000-\ud7ff\ue000-\uffff]*$/;
  function units(string, point) {
    if (PLAIN.test(string)) return point;
    return Array.from(string).slice(0, point).join("").length;
  }

  function points(string, unit) {
    return PLAIN.test(string) ? unit : Array.from(string.slice(0, unit)).length;
  }

  // What tells texts apart in 16 characters: two FNV-1a hashes of 32 bits.
  function mark(string) {
    let one = 0x811c9dc5, other = 0x01000193;
    for (let n = 0; n < string.length; n += 1) {
      one = Math.imul(one ^ string.charCodeAt(n), 0x01000193);
      other = Math.imul(other ^ string.charCodeAt(n), 0x85ebca6b) + n;
    }
    return [one, other].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
  }

  return { line, mark, words, fold, find, units, points };
})();
