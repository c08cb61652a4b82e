// start.js: stands in index.html, and runs before anything is drawn: says in <html data-view> which view the address names,
// so that the page never shows another first, and has the modules and styles of that view fetched, beside first.js.
(() => {
  const base = "@edition@/";
  const modules = {
    "vilka-har": ["who-view", "bars", "table", "combobox", "take-along"],
    forebilder: ["models-view", "bars", "table", "combobox", "take-along", "picture"],
    poang: ["scores-view", "ranking-part", "bars", "chart", "table", "combobox", "take-along"],
    "lar-av-andra": ["learn-view", "table", "combobox", "take-along"],
    kommun: ["municipality-view", "chart", "table", "combobox", "take-along"],
    rapport: ["report-view"],
    sok: location.hash.includes("?") ? ["passage", "take-along"] : [],
  };
  const view = location.hash.replace(/^#\/?/, "").split("?", 1)[0] || "sok";
  document.documentElement.dataset.view = view;
  if (view !== "sok") document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: `${base}views.css` }));
  for (const name of modules[view] ?? []) {
    document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href: `${base}${name}.js` }));
  }
})();
