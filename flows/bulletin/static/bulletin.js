// The page is whole without this file; here are the picker, the switches, the filters, the charts and the reading panel.
"use strict";
const root = document.documentElement;
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const language = () => root.dataset.language;

const anchor = () => {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return ""; // somebody cut an address short
  }
};

// words in both languages, of which the page shows one: cheaper than to listen for a switch in each row
function inBoth(name) {
  const words = document.getElementById("table-words").dataset;
  return ["zh", "en"].map((which) => {
    const part = document.createElement("span");
    part.className = which;
    part.lang = which === "zh" ? "zh-CN" : "en";
    part.textContent = words[name + (which === "zh" ? "Zh" : "En")];
    return part;
  });
}
function spoken(name) {
  const part = document.createElement("span");
  part.className = "sr";
  part.append(...inBoth(name));
  return part;
}

// what a cell says in the language that is shown, without its marks
function said(cell) {
  const copy = cell.cloneNode(true);
  copy.querySelectorAll(`.from, .doubt, .sr, button:not(.sort), svg, .${language() === "en" ? "zh" : "en"}`).forEach((part) => part.remove());
  copy.querySelectorAll(".sub").forEach((part) => part.prepend(" "));
  return copy.textContent.replace(/\s+/g, " ").trim();
}
// a file handed to the reader
function hand(name, address) {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}
// as cards on a narrow screen a table's display changes, and with it what it would be read as
function describe(table) {
  table.setAttribute("role", "table");
  for (const group of [table.tHead, ...table.tBodies]) group.setAttribute("role", "rowgroup");
  for (const row of table.rows) {
    row.setAttribute("role", "row");
    for (const cell of row.cells) cell.setAttribute("role", cell.tagName === "TD" ? "cell" : cell.scope.startsWith("row") ? "rowheader" : "columnheader");
  }
}
// on a card each cell says what column it is of
function nameCells(table) {
  const names = [...table.tHead.rows[0].cells].map(said);
  for (const row of table.tBodies[0].rows) {
    if (row.cells.length === names.length) [...row.cells].forEach((cell, at) => (cell.dataset.label = names[at]));
  }
}

// ---- language and colours -------------------------------------------------------------------------------------
function showLanguage() {
  const now = language();
  root.lang = now === "en" ? "en" : "zh-CN";
  for (const kind of ["label", "placeholder"]) {
    for (const element of all(`[data-${now}-${kind}]`)) {
      element.setAttribute(kind === "label" ? "aria-label" : kind, element.getAttribute(`data-${now}-${kind}`));
    }
  }
  for (const option of all(`option[data-${now}]`)) option.textContent = option.dataset[now];
  const button = document.getElementById("language");
  button.textContent = now === "en" ? "中文" : "EN";
  button.lang = now === "en" ? "zh-CN" : "en";
  button.setAttribute("aria-label", now === "en" ? "语言：中文" : "Language: English");
  document.dispatchEvent(new Event("language"));
}
document.getElementById("language").addEventListener("click", () => {
  root.dataset.language = language() === "en" ? "zh" : "en";
  settings.write("language", language());
  showLanguage();
  redraw();
});

const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches);
const themeButton = document.getElementById("theme");
function showTheme() {
  themeButton.setAttribute("aria-pressed", String(isDark()));
}
themeButton.addEventListener("click", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  settings.write("theme", root.dataset.theme);
  showTheme();
  redraw();
});
prefersDark.addEventListener("change", () => {
  showTheme();
  redraw();
});

// what was chosen goes along to the next page, where storage does not carry it
const withChoices = (href) => {
  const address = new URL(href, location.href);
  for (const [name, value] of new URLSearchParams(location.search)) address.searchParams.set(name, value);
  return address;
};
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (link && location.search && !link.getAttribute("href").startsWith("#")) link.href = withChoices(link.href);
});

// ---- back: to where the reader came from ------------------------------------------------------------------------
// pages from disk are told no referrer, so each leaves word for the next in this tab
const trail = {
  get from() {
    try {
      return sessionStorage.getItem("kaifaqu-from");
    } catch {
      return null;
    }
  },
  leave() {
    try {
      sessionStorage.setItem("kaifaqu-from", location.href.split("#")[0]);
    } catch {
      /* then the link leads to the first page */
    }
  },
};
const cameFrom = trail.from;
addEventListener("pagehide", () => trail.leave());
for (const link of all("a.back")) {
  link.addEventListener("click", (event) => {
    if (!cameFrom || history.length < 2 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.back();
  });
}
// a page that comes back as it was left takes up what was chosen meanwhile
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  trail.leave();
  const chosen = settings.stored("language") === "en" ? "en" : "zh";
  if (chosen !== language() && settings.stored("language")) {
    root.dataset.language = chosen;
    showLanguage();
  }
});

// ---- quarters -------------------------------------------------------------------------------------------------
const picker = document.getElementById("quarter");
picker?.addEventListener("change", () => {
  const address = withChoices(picker.value);
  address.hash = location.hash;
  location.assign(address);
});

// ---- tables: on a phone each row is a card, and each of its cells says what column it is of ----------------------
// pages of subjects and indicators do so themselves, and a table that fits stays one
const carded = all("main table:not(.data):not(.fits)").filter((table) => table.tHead?.rows[0]?.cells.length > 3);
for (const table of carded) {
  table.classList.add("carded");
  describe(table);
}
document.addEventListener("language", () => carded.forEach(nameCells));

// ---- filters --------------------------------------------------------------------------------------------------
for (const input of all("input[data-filter]")) {
  const items = all(".item", document.getElementById(input.dataset.filter));
  const texts = items.map((item) => (item.dataset.text ?? item.textContent).toLowerCase());
  const count = document.querySelector(`[data-count="${input.dataset.filter}"]`);
  const apply = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    items.forEach((item, i) => {
      item.hidden = !words.every((word) => texts[i].includes(word));
      shown += !item.hidden;
    });
    count.textContent = words.length ? `${shown} / ${items.length}` : "";
  };
  input.addEventListener("input", apply);
}

// ---- charts: drawn when they come into view -------------------------------------------------------------------
const library = document.getElementById("charts")?.dataset.library;
let loading;
const load = () =>
  (loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = library;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  }));

// texts in the reader's language and colours of the theme, wherever the specification names them
function settled(value, style) {
  if (typeof value === "string") return value.startsWith("var(") ? style.getPropertyValue(value.slice(4, -1)).trim() : value;
  if (Array.isArray(value)) return value.map((part) => settled(part, style));
  if (value && typeof value === "object") {
    const keys = Object.keys(value);
    if (keys.length === 2 && "zh" in value && "en" in value) return value[language()];
    return Object.fromEntries(keys.map((key) => [key, settled(value[key], style)]));
  }
  return value;
}

async function draw(figure) {
  figure.dataset.drawn = "yes";
  try {
    await load();
    const { data, ...given } = JSON.parse(figure.querySelector("script").textContent);
    const style = getComputedStyle(root);
    const [ink, muted, line] = ["--ink", "--muted", "--line"].map((name) => style.getPropertyValue(name).trim());
    const spec = { ...settled(given, style), data }; // names out of texts are never taken for settings
    spec.config = {
      background: null,
      font: getComputedStyle(document.body).fontFamily,
      view: { stroke: null },
      axis: { labelColor: ink, titleColor: muted, gridColor: line, labelFontSize: 12, titleFontSize: 12, titleFontWeight: 400 },
    };
    // ast: expressions are interpreted, never evaluated as code, which this page forbids
    const options = { ast: true, renderer: "svg", actions: false, defaultStyle: false, tooltip: false, logLevel: 1 };
    figure.view = (await vegaEmbed(figure.querySelector(".drawing"), spec, options)).view;
    figure.classList.add("done");
  } catch (error) {
    figure.classList.add("failed");
    console.warn(String(error));
  }
}
// a chart as a file, in the colours and the language that are shown
function saved(figure) {
  const line = document.createElement("p");
  line.className = "files";
  for (const kind of ["svg", "png"]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = kind.toUpperCase();
    button.addEventListener("click", async () => {
      if (!figure.view) await draw(figure);
      const name = `${figure.closest("section")?.id ?? "chart"}-${charts.indexOf(figure) + 1}.${kind}`;
      hand(name, await figure.view.toImageURL(kind, kind === "png" ? 2 : 1));
    });
    line.append(button, " ");
  }
  figure.after(line); // not inside: to a reader of screens the figure is one image
}
const charts = library ? all("figure.chart") : [];
for (const figure of library ? [] : all("figure.chart")) figure.hidden = true;
const watcher = new IntersectionObserver(
  (entries) => entries.filter((entry) => entry.isIntersecting && !entry.target.dataset.drawn).forEach((entry) => draw(entry.target)),
  { rootMargin: "300px" },
);
for (const figure of charts) {
  const drawing = figure.querySelector(".drawing");
  drawing.style.height = `${drawing.dataset.height}px`; // so that nothing below it moves when it is drawn
  saved(figure);
  watcher.observe(figure);
}
function redraw() {
  charts.filter((figure) => figure.dataset.drawn).forEach(draw);
}
addEventListener("beforeprint", () => {
  all("details.block").forEach((element) => (element.open = true));
  charts.filter((figure) => !figure.dataset.drawn).forEach(draw);
});

// ---- the table of contents shows where the reader is ------------------------------------------------------------
const links = new Map(all(".contents a").map((link) => [link.hash.slice(1), link]));
if (links.size) {
  const here = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        links.forEach((link, id) => (id === entry.target.id ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current")));
      }
    },
    { rootMargin: "-20% 0px -70% 0px" },
  );
  all("main > section[id]").forEach((section) => here.observe(section));
}

// ---- a document: what a number is read as ----------------------------------------------------------------------
const panel = document.getElementById("panel");
if (panel) {
  const marks = all(".text a.m");
  // the number's permanent link, and what cites it
  const acts = (mark, row) => {
    const start = Number(mark.id.slice(1));
    const quote = mark.textContent;
    const sentence = row?.querySelector(".sentence")?.textContent.trim() ?? quote;
    const link = document.createElement("a");
    link.className = "perma";
    link.href = `#${mark.id}`;
    link.append("#", spoken("permalink"));
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cite";
    button.dataset.passage = JSON.stringify([sentence, quote, start, start + [...quote].length]);
    button.setAttribute("aria-haspopup", "dialog");
    button.append(...inBoth("cite"));
    const line = document.createElement("p");
    line.className = "acts";
    line.append(link, " ", button);
    return line;
  };
  const show = (mark) => {
    const number = mark.id.slice(1);
    const row = document.getElementById(`r${number}`);
    const head = document.createElement("p");
    head.className = "picked";
    head.append(mark.cloneNode(true));
    head.firstChild.removeAttribute("id");
    const kind = document.querySelector(`.legend [data-kind="${mark.dataset.kind}"]`).cloneNode(true);
    const kindName = document.createElement("span");
    kind.querySelectorAll(".zh, .en").forEach((part) => kindName.append(part));
    head.append(" ", kindName);
    const found = all(".sentence, .readings, .why", row).map((part) => {
      const copy = document.createElement("div");
      if (part.matches(".sentence")) copy.className = "sentence";
      copy.append(...part.cloneNode(true).childNodes);
      return copy;
    });
    panel.replaceChildren(head, ...found, acts(mark, row));
    marks.forEach((other) => other.classList.toggle("on", other === mark));
  };
  for (const mark of marks) {
    mark.addEventListener("mouseenter", () => show(mark));
    mark.addEventListener("focus", () => show(mark));
    mark.addEventListener("click", (event) => {
      event.preventDefault();
      history.replaceState(null, "", `#${mark.id}`);
      show(mark);
    });
  }

  const kinds = all(".legend button.kind");
  const indicator = document.getElementById("indicator");
  const apply = () => {
    const on = new Set(kinds.filter((button) => button.getAttribute("aria-pressed") === "true").map((b) => b.dataset.kind));
    const wanted = indicator?.value;
    for (const mark of marks) {
      const named = !wanted || (mark.dataset.indicators ?? "").split(" ").includes(wanted);
      const plain = !on.has(mark.dataset.kind) || !named;
      mark.classList.toggle("off", plain);
      const row = document.getElementById(`r${mark.id.slice(1)}`);
      if (row) row.hidden = plain;
    }
  };
  kinds.forEach((button) =>
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      apply();
    }),
  );
  indicator?.addEventListener("change", apply);

  const arrive = () => {
    const mark = document.getElementById(location.hash.slice(1));
    if (!mark?.matches(".text a.m")) return;
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
    show(mark);
  };
  addEventListener("hashchange", arrive);
  arrive();
}

showLanguage();
showTheme();
