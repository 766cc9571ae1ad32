"use strict";
// Keys press buttons: every button with data-key answers to that key, so that mouse and keyboard do the same.
// Nothing here makes HTML out of text: words go in as textContent.
(() => {
  const $ = (query) => document.querySelector(query);
  const question = $("#question");
  const problem = $("#problem");
  let busy = false;

  const data = $("#data") ? JSON.parse($("#data").textContent) : null;
  const draft = data && data.begin ? { ...data.begin } : null;

  // what an attribute says, for people: 阳泉高新区 for zone|阳泉高新区, 增速 for growth
  function shown(name, value) {
    if (name === "subject") return value.split("|").pop();
    if (name === "indicator") return data.names[value] || "—";
    return (["measure", "scenario", "bound"].includes(name) && data.codes[value]) || value || "—";
  }

  function draw() {
    for (const row of document.querySelectorAll("[data-attribute]")) {
      const name = row.dataset.attribute;
      row.querySelector(".shown bdi").textContent = shown(name, draft[name] || "");
      row.classList.toggle("changed", (draft[name] || "") !== (data.begin[name] || ""));
      const theirs = row.querySelector(".theirs bdi");
      if (theirs) {
        const other = (data.theirs || {})[name];
        theirs.textContent = other === undefined ? "—" : shown(name, other);
        row.classList.toggle("differs", other !== undefined && other !== (data.begin[name] || ""));
      }
    }
  }
  if (draft) draw();

  // the picker: type to filter, arrows to move, Enter to choose; what is typed counts where nothing fits
  const picker = $("#picker"), filter = $("#filter"), found = $("#found");
  let picking = null, at = 0;
  const free = ["subject", "period", "value", "unit"];

  function candidates() {
    const typed = filter.value.trim();
    const all = data.choices[picking] || [];
    const fit = all
      .map((choice) => ({ ...choice, text: picking === "catalog" ? choice.shown : shown(picking, choice.value) }))
      .filter((choice) => choice.text.includes(typed) || choice.value.includes(typed));
    if (typed && free.includes(picking) && !fit.some((choice) => choice.text === typed)) fit.push({ value: typed, text: typed });
    return fit.slice(0, 60);
  }

  function list() {
    const fit = candidates();
    at = Math.max(0, Math.min(at, fit.length - 1));
    found.replaceChildren(
      ...fit.map((choice, place) => {
        const item = document.createElement("li");
        item.textContent = choice.text;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", String(place === at));
        item.addEventListener("click", () => choose(choice));
        return item;
      }),
    );
    const chosen = found.children[at];
    if (chosen) chosen.scrollIntoView({ block: "nearest" });
  }

  function open(name) {
    picking = name;
    at = 0;
    filter.value = "";
    picker.hidden = false;
    list();
    filter.focus();
  }

  function close() {
    picking = null;
    picker.hidden = true;
    filter.blur();
  }

  function choose(choice) {
    if (!choice) return;
    const name = picking;
    close();
    if (name === "catalog") post("answer", { key: question.dataset.keyOf, value: choice.value });
    else {
      draft[name] = choice.value;
      draw();
    }
  }

  if (filter) {
    filter.addEventListener("input", () => {
      at = 0;
      list();
    });
    filter.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        at += event.key === "ArrowDown" ? 1 : -1;
        list();
      } else if (event.key === "Enter") choose(candidates()[at]);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  async function post(what, given) {
    if (busy) return;
    busy = true;
    problem.hidden = true;
    try {
      const answer = await fetch(what, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(given),
      });
      if (answer.ok) {
        location.assign(what === "again" ? "again" : ".");
        return;
      }
      const said = await answer.json().catch(() => ({ error: answer.statusText }));
      problem.textContent = said.error;
    } catch (error) {
      problem.textContent = String(error);
    }
    problem.hidden = false;
    busy = false;
  }

  function press(button) {
    if (button.disabled) return;
    if (button.dataset.pick) open(button.dataset.pick);
    else if (button.dataset.theirs) {
      if (data.theirs) {
        Object.assign(draft, data.theirs);
        draw();
      } else post("answer", { key: question.dataset.keyOf, verb: "none" });
    } else if (button.dataset.go) location.assign(button.dataset.go);
    else if (button.dataset.post) {
      const given = { key: question ? question.dataset.keyOf : "" };
      if (button.dataset.from) given.value = $("#" + button.dataset.from).value;
      else if (button.dataset.value !== undefined) given.value = button.dataset.value;
      if (button.dataset.verb) given.verb = button.dataset.verb;
      if (button.dataset.draft) {
        const same = Object.keys(draft).every((name) => draft[name] === data.begin[name]);
        given.verb = same && data.read ? "accept" : "change";
        given.draft = draft;
        if (data.group) {
          // only what was changed holds for all; the rest stays as each number has it
          given.draft = Object.fromEntries(Object.entries(draft).filter(([name, value]) => value !== data.begin[name]));
          given.without = [...document.querySelectorAll("[data-at]")].filter((box) => !box.checked).map((box) => box.dataset.at);
        }
      }
      post(button.dataset.post, given);
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) press(button);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    if (event.target.id === "own") {
      if (event.key === "Enter") press($("#write"));
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.target.tagName === "INPUT" && event.target.type !== "checkbox") return;
    if (event.key === "Enter" && event.target.tagName === "BUTTON") return;
    const key = event.key === "Enter" ? "Enter" : event.key.toLowerCase();
    const found = [...document.querySelectorAll("[data-key]")].find((node) => node.dataset.key === key);
    if (!found) return;
    event.preventDefault();
    if (found.tagName === "INPUT") found.focus();
    else found.click();
  });

  const again = $("#again");
  if (again && again.dataset.running === "yes") {
    const look = async () => {
      const state = await fetch("again/state").then((answer) => answer.json());
      $("#last").textContent = state.last;
      if (state.running) setTimeout(look, 500);
      else location.assign("again");
    };
    look();
  }
  // keys are heard from now on
  document.documentElement.dataset.ready = "yes";
})();
