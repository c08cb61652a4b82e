// start.js: stands in index.html, and runs before anything is drawn: says in <html data-view> which view the address
// names, so that the page never shows another first, and has the modules and styles of that view fetched, beside
// first.js.
(() => {
  const base = "@edition@/";
  const modules = {
    "vilka-har": ["who-view", "county-part", "parts", "counties"],
    forebilder: ["models-view", "parts", "counties"],
    poang: ["scores-view", "ranking-part", "profile-part", "chart", "spread", "notices", "parts", "counties"],
    "lar-av-andra": ["learn-view", "parts"],
    kommun: [
      "municipality-view",
      "municipality-data",
      "models-view",
      "learn-view",
      "profile-part",
      "history-part",
      "chart",
      "notices",
      "parts",
      "counties",
    ],
    sammanfattning: ["brief-view", "municipality-data", "models-view", "learn-view", "parts", "counties"],
    rapport: ["report-view", "notices", "parts"],
    sok: location.hash.includes("?") ? ["parts"] : [],
  };
  const view = location.hash.replace(/^#\/?/, "").split("?", 1)[0] || "sok";
  document.documentElement.dataset.view = view;
  if (view !== "sok") {
    document.head.append(
      Object.assign(document.createElement("link"), { rel: "stylesheet", href: `${base}views.css` }),
    );
  }
  for (const name of modules[view] ?? []) {
    document.head.append(
      Object.assign(document.createElement("link"), { rel: "modulepreload", href: `${base}${name}.js` }),
    );
  }
})();
