// Search over everything, without a network: the library and the entries are loaded when the field is first used.
"use strict";
{
  const field = document.getElementById("find");
  const list = document.getElementById("found");
  const top = document.body.dataset.root;
  const MOST = 20;
  const RANK = { province: 3, city: 3, zone: 2.5, county: 2, indicator: 2.5, quarter: 1.5, project: 1, document: 0.8 };
  const CHINESE = /[\u3400-\u9fff\uf900-\ufaff]+/g;
  const plain = (text) => text.toLowerCase().replace(/['’]/g, "").normalize("NFD").replace(/\p{M}/gu, "");

  // Chinese is found by pairs of characters, the last one also alone; what is spelled, by its words
  const pairs = (run) => Array.from(run, (_, at) => run.slice(at, at + 2));
  const words = (text) => [...[...text.matchAll(CHINESE)].flatMap(([run]) => pairs(run)), ...(plain(text.replace(CHINESE, " ")).match(/[\p{L}\p{N}]+/gu) ?? [])];
  // pinyin from each syllable on (jinchengjingkai, chengjingkai), and initials (jcjk)
  const spelled = (text) => {
    const syllables = text.split(" ");
    return syllables.flatMap((_, at) => {
      const rest = syllables.slice(at, at + 6);
      return [rest.join(""), rest.slice(0, 2).join(""), rest.map((syllable) => syllable[0]).join("")];
    });
  };
  const asked = (text) => [...[...text.matchAll(CHINESE)].flatMap(([run]) => (run.length > 1 ? pairs(run).slice(0, -1) : [run])), ...(plain(text.replace(CHINESE, " ")).match(/[\p{L}\p{N}]+/gu) ?? [])];

  let index;
  let entries = [];
  let wording;
  let started;
  let waiting = 0;
  const script = (address) =>
    new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = top + address;
      element.onload = resolve;
      element.onerror = reject;
      document.head.append(element);
    });
  globalThis.kaifaquFound = async (number, of, part, given) => {
    wording ??= given;
    const first = entries.length;
    entries = entries.concat(part);
    const rows = part.map(([kind, , zh, en, pinyin, more], at) => ({ id: first + at, kind, zh, en, pinyin, more }));
    waiting += 1;
    await index.addAllAsync(rows, { chunkSize: 400 });
    waiting -= 1;
    show();
    if (number + 1 < of) script(`search/${number + 1}.js`);
  };
  const begin = () =>
    (started ??= script("assets/minisearch.js").then(() => {
      index = new MiniSearch({
        fields: ["zh", "en", "pinyin", "more"],
        tokenize: (text, name) => (name === "pinyin" ? spelled(text) : words(text)),
        processTerm: (term) => term || null,
        searchOptions: {
          tokenize: asked,
          prefix: true,
          boost: { zh: 3, en: 2, pinyin: 1.5 },
          boostDocument: (id) => RANK[entries[id][0]] * (1 + 2 / (2 + entries[id][2].length)),
        },
      });
      return script("search/0.js");
    }));

  let at = -1;
  const options = () => [...list.querySelectorAll("a")];
  const close = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    at = -1;
  };
  const both = (pair, element) => {
    element.textContent = pair[language()];
    return element;
  };
  function show() {
    const text = field.value.trim();
    if (!text || !index || !wording || document.activeElement !== field) return close();
    // all words as they are typed; else a letter may be wrong; else one of the words is enough
    const slip = (term) => (/^[a-z]{5,}$/.test(term) ? 0.2 : false);
    const ways = [{ combineWith: "AND" }, { combineWith: "AND", fuzzy: slip }, { combineWith: "OR", fuzzy: slip }];
    let hits = [];
    for (const way of ways) if (!hits.length) hits = index.search(text, way);
    list.replaceChildren(
      ...hits.slice(0, MOST).map(({ id }, number) => {
        const [kind, href, zh, en] = entries[id];
        const link = document.createElement("a");
        link.href = withChoices(top + href);
        link.id = `found-${number}`;
        link.setAttribute("role", "option");
        link.setAttribute("aria-selected", "false");
        link.tabIndex = -1;
        const name = document.createElement("span");
        name.textContent = (language() === "en" && en) || zh;
        if (name.textContent === zh) name.lang = "zh-CN";
        const of = both(wording.kinds[kind], document.createElement("span"));
        of.className = "quiet";
        link.append(name, " ", of);
        return link;
      }),
    );
    if (!hits.length && !waiting) {
      const none = both(wording.none, document.createElement("span"));
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", "true");
      none.setAttribute("aria-selected", "false");
      none.className = "quiet";
      list.append(none);
    }
    at = -1;
    list.hidden = !list.children.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    field.removeAttribute("aria-activedescendant");
  }
  const move = (to) => {
    const found = options();
    if (!found.length) return;
    at = (to + found.length) % found.length;
    found.forEach((link, number) => link.setAttribute("aria-selected", String(number === at)));
    found[at].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", found[at].id);
  };
  field.addEventListener("focus", () => begin().then(show));
  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") move(at + 1);
    else if (event.key === "ArrowUp") move(at < 0 ? -1 : at - 1);
    else if (event.key === "Enter") (options()[at] ?? options()[0])?.click();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  field.addEventListener("blur", close);
  document.addEventListener("language", show);
  addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.target.closest?.("input, textarea, select")) {
      event.preventDefault();
      field.focus();
    }
  });
}
