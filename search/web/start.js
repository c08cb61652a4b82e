// start.js: runs before anything is drawn: says in <html data-view> which view the address names, so that the page never
// shows another first, and has the modules of that view fetched; those of Sök stand in index.html.
(() => {
  const base = document.currentScript.src.replace(/[^/]*$/, "");
  const modules = {
    "vilka-har": ["who-view", "table"],
    forebilder: ["models-view", "arrows", "table"],
    poang: ["scores-view", "chart", "history-part", "table", "warnings"],
    "lar-av-andra": ["learn-view"],
  };
  const view = location.hash.replace(/^#\/?/, "").split("?", 1)[0] || "sok";
  document.documentElement.dataset.view = view;
  for (const name of modules[view] ?? []) {
    document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href: `${base}${name}.js` }));
  }
})();
