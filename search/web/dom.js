// dom.js: builds elements. Text becomes text nodes only, so nothing from a report is ever markup.

const SVG = "http://www.w3.org/2000/svg";

function setAttribute(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "listen") {
    for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    return;
  }
  // The content security policy would silently drop these two; better to hear of it at once.
  if (name === "style" || name.startsWith("on")) throw new Error(`${name} is not to be an attribute`);
  node.setAttribute(name, value === true ? "" : String(value));
}

function build(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) setAttribute(node, name, value);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

// el("p", {class: "x", listen: {click: f}}, "text", node, [more]); null, undefined and false are passed over.
export function el(name, attributes, ...children) {
  return build(document.createElement(name), attributes, children);
}

export function svg(name, attributes, ...children) {
  return build(document.createElementNS(SVG, name), attributes, children);
}

// Replaces what a node holds, and gives the focus back to the element that bears the same id.
export function refill(node, ...children) {
  const focused = node.contains(document.activeElement) ? document.activeElement.id : "";
  node.replaceChildren(...children.flat(Infinity).filter(Boolean));
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

// A select with its label. options: [[value, text], …].
export function select(id, label, options, chosen, listen) {
  return el("p", { class: "field" },
    el("label", { for: id }, label),
    el("select", { id, listen },
      options.map(([value, text]) => el("option", { value, selected: value === chosen }, text))));
}

// A part that can be unfolded; content may be a function, which is then called at the first unfolding.
export function unfold(summary, content, attributes) {
  const details = el("details", attributes, el("summary", null, summary));
  if (typeof content !== "function") return build(details, null, [content]);
  const fill = () => {
    if (details.children.length === 1) build(details, null, [content()]);
  };
  details.addEventListener("toggle", fill, { once: true });
  details.addEventListener("kompass:fill", fill, { once: true }); // before printing
  return details;
}
