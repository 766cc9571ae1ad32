// Tables: sorted, filtered, a page at a time, and saved as CSV.
"use strict";
const wording = (name) => document.getElementById("table-words")?.dataset[`${name}${language() === "en" ? "En" : "Zh"}`] ?? name;
// a file of the page's own making
function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  hand(name, address);
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
function worded(name, tag = "span", className = "") {
  const element = document.createElement(tag);
  element.className = className;
  const write = () => (element.textContent = wording(name));
  write();
  document.addEventListener("language", write);
  return element;
}

class DataTable {
  constructor(table) {
    this.table = table;
    this.outer = table.closest(".scroll") ?? table;
    this.body = table.tBodies[0];
    this.rows = [...this.body.rows];
    this.shown = this.rows;
    this.page = 0;
    this.size = Number(table.dataset.rows) || 25;
    this.heads = [...table.tHead.rows[0].cells];
    this.columns = this.heads.map((head) => !("plain" in head.dataset) && !head.classList.contains("wide"));
    if (!table.matches(".data")) return this.keep();
    for (const row of this.rows) this.acts(row);
    describe(table);
    nameCells(table);
    document.addEventListener("language", () => nameCells(table));
    if (this.rows.length > 1) this.sortable();
    this.bar();
    this.apply();
    // whoever follows a link to a row finds it, whatever page it is on
    addEventListener("hashchange", () => this.arrive());
    this.arrive();
  }

  // a table of a quarter stands as it is, but for its order
  keep() {
    this.size = Infinity;
    this.table.dataset.name ??= [document.title, this.table.closest("section")?.id, all("main table").indexOf(this.table) + 1].join("-").replace(/[^\p{L}\p{N}]+/gu, "-");
    // rows that head a group of others belong where they are
    if (this.rows.length > 2 && this.rows.every((row) => row.cells.length === this.heads.length)) this.sortable();
    this.bar();
  }

  // a row's permanent link, and what cites its figures
  acts(row) {
    const cell = row.querySelector("td.acts");
    if (!cell) return;
    const link = document.createElement("a");
    link.className = "perma";
    link.href = `#${encodeURIComponent(row.id)}`;
    link.append("#", spoken("permalink"));
    cell.append(link);
    if (!cell.dataset.figures) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cite";
    button.dataset.figures = cell.dataset.figures;
    button.setAttribute("aria-haspopup", "dialog");
    button.append(...inBoth("cite"));
    cell.append(" ", button);
  }

  sortable() {
    this.heads.forEach((head, at) => {
      if (!this.columns[at]) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => this.sort(at, head.getAttribute("aria-sort") === "descending" ? 1 : head.getAttribute("aria-sort") === "ascending" ? -1 : head.classList.contains("num") ? -1 : 1));
    });
  }

  key(row, at) {
    const cell = row.cells[at];
    const given = cell.dataset.v;
    if (given !== undefined) return Number(given);
    if (this.table.matches(".data") || !this.heads[at].classList.contains("num")) return said(cell);
    const number = Number.parseFloat(said(cell).replaceAll(",", "").replace("\u2212", "-").replace(/^[^\d+-]+/, ""));
    return Number.isNaN(number) ? "" : number;
  }

  sort(at, way) {
    this.heads.forEach((head, other) => (other === at ? head.setAttribute("aria-sort", way > 0 ? "ascending" : "descending") : head.removeAttribute("aria-sort")));
    const numbers = this.heads[at].classList.contains("num");
    const keys = new Map(this.rows.map((row) => [row, this.key(row, at)]));
    const missing = (key) => (numbers ? typeof key !== "number" : key === "" || key === "—");
    const order = new Intl.Collator(language() === "en" ? "en" : "zh-CN", { numeric: true });
    this.rows.sort((one, other) => {
      const [a, b] = [keys.get(one), keys.get(other)];
      if (missing(a) || missing(b)) return missing(a) - missing(b); // what no text gives comes last either way
      return way * (numbers ? a - b : order.compare(a, b));
    });
    this.body.append(...this.rows);
    this.page = 0;
    this.apply();
  }

  bar() {
    const bar = document.createElement("p");
    bar.className = "tools";
    if (this.rows.length > 6 && this.size < Infinity) {
      const label = document.createElement("label");
      label.append(worded("search"), " ");
      this.input = document.createElement("input");
      this.input.type = "search";
      this.input.autocomplete = "off";
      label.append(this.input);
      this.input.addEventListener("input", () => {
        this.page = 0;
        this.apply();
      });
      const above = document.createElement("p");
      above.className = "tools above";
      above.append(label);
      this.outer.before(above);
    }
    this.count = document.createElement("output");
    this.count.setAttribute("aria-live", "polite");
    bar.append(this.count);
    if (this.rows.length > this.size) {
      this.turn = [-1, 1].map((step) => {
        const button = worded(step < 0 ? "previous" : "next", "button");
        button.type = "button";
        button.addEventListener("click", () => {
          this.page += step;
          this.apply();
        });
        bar.append(" ", button);
        return button;
      });
      const button = worded("all", "button");
      button.type = "button";
      button.setAttribute("aria-pressed", "false");
      button.addEventListener("click", () => {
        this.whole = !this.whole;
        button.setAttribute("aria-pressed", String(this.whole));
        this.apply();
      });
      bar.append(" ", button);
    }
    const csv = worded("csv", "button", "csv");
    csv.type = "button";
    csv.addEventListener("click", () => save(`${this.table.dataset.name}.csv`, "text/csv;charset=utf-8", this.csv()));
    bar.append(" ", csv);
    this.outer.after(bar);
    document.addEventListener("language", () => this.apply());
  }

  apply() {
    const asked = (this.input?.value ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    this.shown = asked.length ? this.rows.filter((row) => asked.every((word) => row.textContent.toLowerCase().includes(word))) : this.rows;
    const size = this.whole ? Infinity : this.size;
    const last = Math.max(0, Math.ceil(this.shown.length / size) - 1);
    this.page = Math.min(Math.max(this.page, 0), last);
    const from = this.page ? this.page * size : 0;
    const now = new Set(this.shown.slice(from, from + size));
    const kept = new Set(this.shown);
    for (const row of this.rows) {
      row.hidden = !kept.has(row);
      row.classList.toggle("later", !now.has(row)); // on paper all pages stand
    }
    if (this.turn) {
      this.turn[0].disabled = this.page === 0;
      this.turn[1].disabled = this.page === last;
    }
    const many = this.turn || asked.length;
    this.count.textContent = many ? `${this.shown.length ? from + 1 : 0}–${Math.min(from + size, this.shown.length)} / ${this.shown.length} ${wording("rows")}` : "";
  }

  arrive() {
    const row = this.rows.find((each) => each.id && each.id === anchor());
    if (!row) return;
    for (let block = row.closest("details"); block; block = block.parentElement.closest("details")) block.open = true;
    const at = this.shown.indexOf(row);
    if (at >= 0 && !this.whole) this.page = Math.floor(at / this.size);
    this.apply();
    row.scrollIntoView({ block: "center" });
  }

  csv() {
    const columns = this.heads.map((_, at) => at).filter((at) => !this.heads[at].classList.contains("acts") && this.columns[at]);
    // what begins like a formula is taken for one by spreadsheets, and a text may begin so
    const field = (text) => (/^[=+\-@\t]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text);
    const line = (texts) => texts.map((text) => `"${field(text).replaceAll('"', '""')}"`).join(",");
    // where the values of a column have units, those stand in a column beside it
    const united = new Set(columns.filter((at) => this.rows.some((row) => row.cells[at].dataset.v && row.cells[at].querySelector(".n .u"))));
    const unit = (cell) => {
      const found = cell.dataset.v && cell.querySelector(".n .u");
      return found ? said(found) : "";
    };
    const value = (cell) => cell.dataset.v ?? said(cell).replace(/^—$/, "");
    const spread = (own, beside) => line(columns.flatMap((at) => (united.has(at) ? [own(at), beside(at)] : [own(at)])));
    const head = spread((at) => said(this.heads[at]), (at) => `${said(this.heads[at])} ${wording("unit")}`);
    const rows = this.rows.filter((row) => !row.hidden).map((row) => spread((at) => value(row.cells[at]), (at) => unit(row.cells[at])));
    return `\ufeff${[head, ...rows].join("\r\n")}\r\n`;
  }
}
for (const table of all("table.data, main .scroll > table")) {
  if (table.tHead && table.tBodies.length === 1) new DataTable(table);
}

// ---- drawings as files: the colours that the style sheet gives are written into them ---------------------------------
function drawing(svg) {
  const copy = svg.cloneNode(true);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const [from, to] = [svg, copy].map((one) => [...one.querySelectorAll("*")]);
  from.forEach((part, at) => {
    const style = getComputedStyle(part);
    for (const name of ["fill", "stroke", "stroke-width", "stroke-dasharray"]) to[at].setAttribute(name, style.getPropertyValue(name));
    to[at].removeAttribute("class");
  });
  const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
  title.textContent = svg.getAttribute("aria-label");
  copy.prepend(title);
  return new XMLSerializer().serializeToString(copy);
}
for (const figure of all("figure.sparkline")) {
  const svg = figure.querySelector("svg");
  const button = worded("svg", "button", "svg");
  button.type = "button";
  const name = figure.closest("details")?.id.replace(/^each-s-/, "") ?? "series";
  button.addEventListener("click", () => save(`${name}.svg`, "image/svg+xml", drawing(svg)));
  figure.append(button);
}
