// A citation of a row's figures: whose report, which paper and when, which passage, and what read it.
"use strict";
{
  const told = JSON.parse(document.getElementById("citations").textContent);
  const version = document.getElementById("main").dataset.citeVersion;
  const dialog = document.getElementById("cite");
  const text = document.getElementById("cite-text");
  const done = document.getElementById("cite-done");
  const here = () => location.href.split("#")[0];

  const one = ([document_, passage, quote, start, end]) => {
    const [page, title, byline, month, path] = told.documents[document_];
    const address = new URL(`${document.body.dataset.root}${page.split("/").map(encodeURIComponent).join("/")}#c${start}`, here()).href;
    return language() === "en"
      ? [`“${title ?? path}”`, byline, month && `data up to ${month}`, path, `characters ${start}–${end} (${quote}): “${passage}”`].filter(Boolean).join(", ") + `. Read by kaifaqu ${version}. ${address}`
      : [`《${title ?? path}》`, byline, month && `数据截至${month}`, path, `第${start}–${end}字（${quote}）：“${passage}”`].filter(Boolean).join("，") + ` kaifaqu ${version} 读取。${address}`;
  };
  const known = (name) => {
    const [document_, sentence, ...place] = told.figures[name];
    return [document_, told.sentences[sentence], ...place];
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      text.select();
      document.execCommand("copy"); // where a page from disk may not use the clipboard itself
    }
    done.textContent = wording("copied");
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button.cite");
    if (!button) return;
    const row = button.closest("tr");
    const link = row?.id ? `\n${here()}#${encodeURIComponent(row.id)}` : "";
    // on the page of a document a button has its one passage with it
    const cited = button.dataset.figures ? button.dataset.figures.split(" ").map(known) : [[0, ...JSON.parse(button.dataset.passage)]];
    text.value = cited.map(one).join("\n\n") + "\n" + link;
    done.textContent = "";
    dialog.showModal();
    text.focus();
    text.select();
  });
  document.getElementById("cite-copy").addEventListener("click", copy);
  document.getElementById("cite-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
}
