// The page: its rows, as data and as they stand in it, and its elements by their ids.

const $ = (id) => document.getElementById(id);

// A new element. Text among the children is text, never markup.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null && child !== false));
  return element;
}

function button(label, action, attributes = {}) {
  const element = make("button", { type: "button", ...attributes }, label);
  element.addEventListener("click", action);
  return element;
}

// A pair, as `pair.schema.json` describes it, and its line of the table.
class Row {
  constructor(data, index, line) {
    Object.assign(this, { data, index, line, id: data.id });
  }

  get english() {
    return this.line.cells[1].firstElementChild;
  }

  get persian() {
    return this.line.cells[2].firstElementChild;
  }

  get label() {
    return this.line.cells[0].firstElementChild.textContent;
  }

  // Of its source and the machine's text, by which it is known in another version of its document.
  get mark() {
    return text.mark(`${this.data.source}\0${this.machine}`);
  }

  // The target before the first edit, this one's or an earlier reviewer's.
  get machine() {
    const said = this.data.review;
    return said && said.state === "edited" ? said.machine : this.data.target;
  }
}

const lines = document.querySelectorAll("tbody > tr");
const all = JSON.parse($("rows").textContent).map((data, index) => new Row(data, index, lines[index]));
const byId = new Map(all.map((row) => [row.id, row]));
const byLine = new Map(all.map((row) => [row.line, row]));

function rowOf(node) {
  const line = (node instanceof Element ? node : node?.parentElement)?.closest("tbody > tr");
  return line ? byLine.get(line) : undefined;
}
