// Runs before the page is painted: the language and the colours that the reader chose last.
"use strict";
const settings = {
  // storage can be forbidden for pages from disk; then the choice travels in the address
  read(name) {
    const given = new URLSearchParams(location.search).get(name);
    return given || this.stored(name);
  },
  stored(name) {
    try {
      return localStorage.getItem(`kaifaqu-${name}`);
    } catch {
      return null;
    }
  },
  write(name, value) {
    try {
      localStorage.setItem(`kaifaqu-${name}`, value);
    } catch {
      /* the address has it */
    }
    const address = new URL(location.href);
    address.searchParams.set(name, value);
    history.replaceState(null, "", address);
  },
};
document.documentElement.dataset.language = settings.read("language") === "en" ? "en" : "zh";
document.documentElement.lang = document.documentElement.dataset.language === "en" ? "en" : "zh-CN";
const theme = settings.read("theme");
if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
document.documentElement.classList.add("scripted");
