// Two subjects side by side: who they are stands in the address (#jincheng-140500,linfen-141000).
"use strict";
{
  const words = JSON.parse(document.getElementById("compare-words").textContent);
  const sides = ["first", "second"].map((id) => document.getElementById(id));
  const place = document.getElementById("side-by-side");
  const shared = document.getElementById("shared");
  const known = new Map();
  const read = new Map();
  const script = (address) =>
    new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = address;
      element.onload = resolve;
      element.onerror = reject;
      document.head.append(element);
    });
  const make = (tag, className = "", ...children) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...children.filter((child) => child !== null));
    return element;
  };
  const say = (pair) => pair[language()];
  const named = (name) => {
    const link = make("a", "to", say(name));
    link.href = name.href;
    return name.href ? link : say(name);
  };

  globalThis.kaifaquSubject = (subject) => read.set(subject.slug, subject);
  globalThis.kaifaquSubjects = (subjects) => {
    for (const [slug, zh, en, level] of subjects) {
      known.set(slug, { zh, en });
      for (const side of sides) {
        const option = new Option(zh, slug);
        option.dataset.zh = zh;
        option.dataset.en = en;
        side.querySelector(`[data-level="${level}"]`).append(option);
      }
    }
    for (const group of all("optgroup")) group.hidden = !group.children.length;
  };

  const cell = (value) => {
    const box = make("td", "num");
    if (!value) return make("td", "num", make("span", "none", "—"));
    const [text, raw, href, origin] = value;
    box.dataset.v = raw;
    const link = make(href ? "a" : "span", "n", text);
    if (href) link.href = href;
    box.append(link);
    if (origin) box.append(make("sup", "from", say(words[`${origin}_mark`])));
    return box;
  };
  const drawn = (markup) => {
    const box = make("td", "trend");
    const template = document.createElement("template");
    template.innerHTML = markup ?? ""; // of this folder's own making
    const svg = template.content.querySelector("svg");
    if (svg) {
      svg.setAttribute("aria-label", svg.dataset[language() === "en" ? "enLabel" : "zhLabel"]);
      box.append(svg);
    }
    return box;
  };

  function table(one, other) {
    const keyed = (subject) => new Map(subject.series.map((each) => [`${each.id} ${each.key ?? ""}`, each]));
    const [left, right] = [keyed(one), keyed(other)];
    const keys = [...new Set([...left.keys(), ...right.keys()])].filter((key) => !shared.checked || (left.has(key) && right.has(key)));
    // what both have comes first
    keys.sort((a, b) => (left.has(b) && right.has(b)) - (left.has(a) && right.has(a)));
    const head = make("tr");
    const column = (text, className = "", plain = false) => {
      const box = make("th", className, text);
      box.scope = "col";
      if (plain) box.dataset.plain = "";
      head.append(box);
    };
    column(say(words.indicator));
    for (const subject of [one, other]) {
      column(say(subject.name), "num");
      column(`${say(subject.name)} ${say(words.trend)}`, "trend-head", true);
    }
    column(say(words.difference), "num");
    column(say(words.unit));
    const body = make("tbody");
    for (const key of keys) {
      const pair = [left.get(key), right.get(key)];
      const any = pair[0] ?? pair[1];
      // a value to date, or the growth where no text gives one
      const column_ = pair.every((each) => !each || each.rows.some((row) => row[1])) ? 1 : 2;
      const have = pair.map((each) => (each ? each.rows.filter((row) => row[column_]) : []));
      const common = have[0].find((row) => have[1].some((twin) => twin[0] === row[0]))?.[0];
      const rows = have.map((some) => (common ? some.find((row) => row[0] === common) : some[0]));
      const name = make("th", "", named(any.name), column_ === 2 ? make("span", "of", say(words.growth)) : null, any.scope ? make("span", "sub quiet", any.scope) : null);
      name.scope = "row";
      const line = make("tr", "", name);
      rows.forEach((row, side) => {
        const box = cell(row?.[column_]);
        if (row) box.append(make("span", "sub quiet", row[0]));
        line.append(box, drawn(pair[side]?.spark));
      });
      const both = common && rows.every((row) => row[column_]);
      const difference = both ? Number((Number(rows[0][column_][1]) - Number(rows[1][column_][1])).toFixed(4)) : null;
      const box = make("td", "num", difference === null ? make("span", "none", "—") : `${difference > 0 ? "+" : ""}${difference}`);
      if (difference !== null) {
        box.dataset.v = difference;
        box.append(make("span", "sub quiet", say(words.same_quarter)));
      }
      line.append(box, make("td", "", column_ === 2 ? "%" : say(any.unit) ?? ""));
      body.append(line);
    }
    const made = make("table", "data compare", make("thead", "", head), body);
    made.setAttribute("aria-label", `${say(one.name)} / ${say(other.name)}`);
    made.dataset.name = `${one.slug}-${other.slug}`;
    return made;
  }

  async function show() {
    const slugs = sides.map((side) => side.value);
    if (slugs.some((slug) => !slug)) {
      place.replaceChildren(make("p", "nothing", say(words.compare_none)));
      return;
    }
    await Promise.all(slugs.filter((slug) => !read.has(slug)).map((slug) => script(`compare/${encodeURIComponent(slug)}.js`)));
    if (sides.some((side, at) => side.value !== slugs[at])) return; // another choice was made meanwhile
    const made = table(...slugs.map((slug) => read.get(slug)));
    const names = make("p", "facts", ...slugs.map((slug) => make("span", "", named(read.get(slug).name))));
    place.replaceChildren(names, make("div", "scroll", made));
    new DataTable(made);
  }
  const choose = () => {
    const slugs = anchor().split(",");
    sides.forEach((side, at) => (side.value = known.has(slugs[at]) ? slugs[at] : ""));
    show();
  };
  const chosen = () => {
    history.replaceState(null, "", `#${sides.map((side) => encodeURIComponent(side.value)).join(",")}`);
    show();
  };
  sides.forEach((side) => side.addEventListener("change", chosen));
  document.getElementById("swap").addEventListener("click", () => {
    [sides[0].value, sides[1].value] = [sides[1].value, sides[0].value];
    chosen();
  });
  shared.addEventListener("change", show);
  addEventListener("hashchange", choose);
  const relabel = () => {
    for (const group of all("optgroup")) group.label = group.dataset[language()];
    for (const option of all("option[data-zh]")) option.textContent = option.dataset[language()];
  };
  document.addEventListener("language", () => {
    relabel();
    show();
  });
  script("compare/all.js").then(() => {
    relabel();
    choose();
  });
}
