"use strict";
const form = document.getElementById("filters");
const search = document.getElementById("search");
const entries = Array.from(document.querySelectorAll("[data-entry]"));
const count = document.getElementById("count");

// The filters stand in the address of the page, so that a link leads to what somebody has found.
function restore() {
  const values = new URLSearchParams(location.hash.slice(1));
  for (const field of form.elements) {
    if (field.type === "checkbox") field.checked = values.getAll("has").includes(field.value);
    else if (field.name) field.value = values.get(field.name) || "";
  }
}

function remember() {
  const values = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) values.append(name, value);
  history.replaceState(null, "", values.size ? `#${values}` : location.pathname + location.search);
}

function isShown(entry, values) {
  const words = values.get("search").toLowerCase().split(/\s+/).filter(Boolean);
  const gateway = values.get("gateway");
  const namespace = values.get("namespace");
  return words.every((word) => entry.dataset.text.includes(word))
    && (!gateway || entry.dataset.gateway === gateway)
    && (!namespace || entry.dataset.namespaces.split(" ").includes(namespace))
    && values.getAll("has").every((one) => entry.dataset.has.split(" ").includes(one));
}

function show() {
  const values = new FormData(form);
  let shown = 0;
  for (const entry of entries) {
    entry.hidden = !isShown(entry, values);
    if (!entry.hidden) shown += 1;
  }
  count.textContent = `${shown} of ${entries.length} shown`;
}

function changed() { show(); remember(); }

form.addEventListener("input", changed);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(changed));
window.addEventListener("hashchange", () => { restore(); show(); });
document.addEventListener("keydown", (event) => {
  const isField = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  if (event.key === "/" && !isField && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    search.focus();
  }
  if (event.key === "Escape" && event.target === search) { search.value = ""; changed(); }
});
document.getElementById("open-all").addEventListener("click", () => {
  const shown = entries.filter((entry) => !entry.hidden).map((entry) => entry.querySelector("details"));
  const open = shown.some((one) => !one.open);
  for (const one of shown) one.open = open;
});
restore();
show();
