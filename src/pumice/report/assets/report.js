// What the report can do beyond being read: filters, keys, and the link between source and article. Text from pages is
// only ever set as text. Without this script every page is complete, only longer.
"use strict";

const ROOT = document.body.dataset.root;
const SHOWN = 200;

// --- The list: filter all articles, whatever page of the list is open -------------------------------------------------

const form = document.querySelector(".filters");
const COLUMNS = ["site", "id", "headline", "language", "languageName", "interface", "date", "status", "flags", "share", "reasons", "repairs", "url"];

function loadArticles() {
  // A script, not a request: browsers refuse requests to files on disk.
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = ROOT + "assets/articles.js";
    script.onload = () => resolve(window.pumiceArticles.map(row => Object.fromEntries(COLUMNS.map((name, at) => [name, row[at]]))));
    script.onerror = reject;
    document.head.append(script);
  });
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function fillSelect(name, pairs) {
  const select = form.elements[name];
  for (const [value, label] of [...pairs].sort((a, b) => a[1].localeCompare(b[1]))) {
    select.append(element("option", { value, textContent: label }));
  }
}

function matches(article, wanted) {
  if (wanted.text && !article.haystack.includes(wanted.text.toLowerCase())) return false;
  if (wanted.site && article.site !== wanted.site) return false;
  if (wanted.language && (article.language || "-") !== wanted.language) return false;
  if (wanted.status && article.status !== wanted.status) return false;
  if (wanted.reason && !article.reasons.includes(wanted.reason)) return false;
  if (wanted.repair && !(wanted.repair in article.repairs)) return false;
  return !wanted.flag || article.flags.includes(wanted.flag);
}

function cell(label, text, className = "") {
  const made = element("td", { className });
  made.dataset.label = label;
  made.append(text);
  return made;
}

function row(article) {
  const link = element("a", { href: `${ROOT}articles/${article.site}/${article.id}.html` }, element("bdi", { dir: "auto", lang: article.language, textContent: article.headline }));
  const share = article.share > 0 && article.share < 0.1 ? (article.share * 100).toFixed(1) : Math.round(article.share * 100);
  const repairs = Object.values(article.repairs).reduce((sum, number) => sum + number, 0);
  const status = element("td", {}, element("span", { className: `status ${article.status}`, textContent: article.status }));
  status.dataset.label = "Status";
  if (article.flags.length) status.append(" ", element("span", { className: "note", textContent: article.flags.join(", ") }));
  const heading = element("th", { scope: "row" }, link);
  return element("tr", {}, heading, cell("Site", article.site, "site"), cell("Language", article.languageName), cell("Published", article.date || "–", "date"), cell("Left out", `${share} %`, "number"), cell("Repairs", String(repairs), "number"), status);
}

function startFilters() {
  const body = document.querySelector("[data-rows] tbody");
  const plain = [...body.children];
  const count = document.querySelector(".count");
  const said = count.textContent;
  const pager = document.querySelector("[data-pager]");
  let articles = null;
  let limit = SHOWN;

  function wanted() {
    return Object.fromEntries([...new FormData(form)].filter(([, value]) => value));
  }

  async function apply() {
    const filter = wanted();
    history.replaceState(null, "", "#" + new URLSearchParams(filter));
    const isPlain = Object.keys(filter).length === 0;
    if (pager) pager.hidden = !isPlain;
    if (isPlain) {
      body.replaceChildren(...plain);
      count.textContent = said;
      return;
    }
    await ready;
    const found = articles.filter(article => matches(article, filter));
    body.replaceChildren(...found.slice(0, limit).map(row));
    count.textContent = `${found.length} of ${articles.length} articles` + (found.length > limit ? `, the first ${limit} shown ` : "");
    if (found.length > limit) {
      const more = element("button", { type: "button", textContent: "Show more" });
      more.addEventListener("click", () => { limit += 5 * SHOWN; apply(); });
      count.append(more);
    }
  }

  const ready = loadArticles().then(all => {
    for (const article of all) article.haystack = (article.headline + " " + article.url).toLowerCase();
    articles = all;
    fillSelect("site", [...new Set(all.map(one => one.site))].map(site => [site, site]));
    fillSelect("language", new Map(all.map(one => [one.language || "-", one.languageName])));
    fillSelect("reason", [...new Set(all.flatMap(one => one.reasons))].map(one => [one, one]));
    fillSelect("repair", [...new Set(all.flatMap(one => Object.keys(one.repairs)))].map(one => [one, one]));
    fillSelect("flag", [...new Set(all.flatMap(one => one.flags))].map(one => [one, one]));
    form.hidden = false;
    for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
      if (form.elements[name]) form.elements[name].value = value;
    }
    if (location.hash.length > 1) apply();
  }, () => { /* without the data file the plain pages remain */ });

  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("input", () => { limit = SHOWN; apply(); });
  form.addEventListener("reset", () => { limit = SHOWN; setTimeout(apply); });
}

// --- An article: show and hide by reason, follow a block to the other side --------------------------------------------

function startLegend(legend) {
  legend.hidden = false;
  legend.addEventListener("change", () => {
    const shown = new Set([...legend.querySelectorAll("[name=show]:checked")].map(box => box.value));
    const onlyRepaired = legend.querySelector("[name=only]")?.checked;
    for (const block of document.querySelectorAll(".block")) {
      const reasons = block.dataset.reasons ? block.dataset.reasons.split(" ") : [];
      if (!block.classList.contains("left-out")) reasons.push("text");
      block.hidden = !reasons.some(reason => shown.has(reason)) || (onlyRepaired && !block.classList.contains("has-repairs"));
    }
  });
}

function other(place) {
  const from = place?.closest("[data-target]");
  return from ? document.getElementById(from.dataset.target) : null;
}

function startLinks() {
  const both = document.querySelectorAll("[data-target]");
  const toggle = (here, on) => {
    here.classList.toggle("linked", on);
    document.getElementById(here.dataset.target)?.classList.toggle("linked", on);
  };
  for (const here of both) {
    here.addEventListener("pointerenter", () => toggle(here, true));
    here.addEventListener("pointerleave", () => toggle(here, false));
  }
}

// --- Keys --------------------------------------------------------------------------------------------------------------

function remember(value) {
  try {
    if (value !== undefined) localStorage.setItem("pumice-keys", value);
    return localStorage.getItem("pumice-keys");
  } catch {
    return null; // a browser may refuse a page on disk any memory
  }
}

function stops() {
  const found = document.querySelectorAll(document.querySelector(".blocks") ? ".block .piece" : ".articles tbody th a");
  return [...found].filter(one => one.offsetParent !== null);
}

function step(by) {
  const all = stops();
  if (!all.length) return;
  const at = all.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by));
  all[next].focus({ preventScroll: true });
  all[next].scrollIntoView({ block: "center" });
}

function follow(selector) {
  const link = document.querySelector(selector);
  if (link) link.click();
}

function cross() {
  const target = other(document.activeElement) ?? other(document.querySelector(":hover .linked"));
  if (!target) return;
  const stop = target.querySelector(".piece") ?? target;
  if (!stop.hasAttribute("tabindex")) stop.tabIndex = -1;
  stop.focus({ preventScroll: true });
  stop.scrollIntoView({ block: "center" });
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  n: () => follow("a[rel=next]"),
  p: () => follow("a[rel=prev]"),
  o: cross,
  u: () => follow("[data-up]"),
  "/": () => (document.querySelector(".filters:not([hidden]) [name=text]") ?? document.querySelector(".legend:not([hidden]) input"))?.focus(),
  "?": () => document.querySelector("dialog.help").showModal(),
};

function startKeys() {
  const dialog = document.querySelector("dialog.help");
  const box = dialog.querySelector("[data-keys]");
  const button = document.querySelector("[data-help]");
  button.hidden = false;
  button.addEventListener("click", () => dialog.showModal());
  box.checked = remember() !== "off";
  box.addEventListener("change", () => remember(box.checked ? "on" : "off"));
  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && document.activeElement?.classList.contains("piece")) document.activeElement.blur();
    const isTyping = event.target.closest("input:not([type=checkbox]), select, textarea, dialog");
    if (!box.checked || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = KEYS[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
}

startKeys();
if (form) startFilters();
const legend = document.querySelector(".legend");
if (legend) {
  startLegend(legend);
  startLinks();
}
