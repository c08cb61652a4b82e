// address.js: what the part of the address after # says: which view, and what is asked of it.

// "#/sok?q=etik&area=1" -> {view: "sok", params: URLSearchParams}
export function readAddress(hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  return { view: decodeURIComponent(path), params: new URLSearchParams(query) };
}

// params: URLSearchParams, or {name: value or [values]}; empty values are left out.
export function writeAddress(view, params = {}) {
  const query = params instanceof URLSearchParams ? params : toParams(params);
  const text = query.toString();
  return `#/${view}${text ? `?${text}` : ""}`;
}

export function toParams(object) {
  const params = new URLSearchParams();
  for (const [name, values] of Object.entries(object)) {
    for (const value of [values].flat()) {
      if (value !== null && value !== undefined && value !== "" && value !== false) params.append(name, value);
    }
  }
  return params;
}
