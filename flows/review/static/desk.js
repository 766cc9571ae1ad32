"use strict";
// Keys press buttons: every button with data-key answers to that key, so that mouse and keyboard do the same.
// Nothing here makes HTML out of text: words go in as textContent.
(() => {
  const $ = (query) => document.querySelector(query);
  const question = $("#question");
  const problem = $("#problem");
  let busy = false;

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
    if (button.dataset.go) location.assign(button.dataset.go);
    else if (button.dataset.post) {
      const given = { key: question ? question.dataset.keyOf : "" };
      if (button.dataset.from) given.value = $("#" + button.dataset.from).value;
      else if (button.dataset.value !== undefined) given.value = button.dataset.value;
      if (button.dataset.verb) given.verb = button.dataset.verb;
      if (window.draft && button.dataset.draft !== undefined) given.draft = window.draft();
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
    if (event.target.tagName === "INPUT" || $("#picker:not([hidden])")) return;
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
