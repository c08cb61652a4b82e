// picture.js: a picture of the page to take along, as SVG and PNG.
import { button, el } from "./dom.js";
import { save } from "./take-along.js";

const KEPT = [
  "fill",
  "stroke",
  "stroke-width",
  "font-size",
  "font-weight",
  "font-family",
  "text-anchor",
  "opacity",
  "stroke-dasharray",
];
const SHARPNESS = 2; // pixels of the PNG for one of the page

const parts = (picture) => [...picture.querySelectorAll("rect, line, path, text, circle")];

// A copy that carries its looks itself, since no style sheet goes with it.
function standalone(picture, title) {
  const copy = picture.cloneNode(true);
  const [own, copied] = [parts(picture), parts(copy)];
  own.forEach((node, index) => {
    const style = getComputedStyle(node);
    for (const name of KEPT) copied[index].setAttribute(name, style.getPropertyValue(name));
    copied[index].removeAttribute("class");
  });
  const { width, height } = picture.viewBox.baseVal;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  copy.prepend(Object.assign(document.createElementNS("http://www.w3.org/2000/svg", "title"), { textContent: title }));
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  ground.setAttribute("width", width);
  ground.setAttribute("height", height);
  ground.setAttribute("fill", getComputedStyle(document.documentElement).backgroundColor);
  copy.querySelector("title").after(ground);
  return new XMLSerializer().serializeToString(copy);
}

const value = (node, name) => node[name].baseVal.value;

function drawPart(context, node) {
  const style = getComputedStyle(node);
  const matrix = node.getCTM();
  const root = node.ownerSVGElement;
  const scale = root.clientWidth ? root.viewBox.baseVal.width / root.clientWidth : 1;
  context.save();
  context.scale(SHARPNESS * scale, SHARPNESS * scale);
  if (matrix) context.transform(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f);
  context.globalAlpha = Number(style.opacity);
  context.lineWidth = parseFloat(style.strokeWidth) || 0;
  context.fillStyle = style.fill;
  context.strokeStyle = style.stroke;
  const filled = style.fill !== "none";
  const stroked = style.stroke !== "none" && context.lineWidth > 0;
  if (node.tagName === "text") {
    context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    context.textAlign = { middle: "center", end: "right" }[style.textAnchor] ?? "left";
    context.fillText(node.textContent, Number(node.getAttribute("x")), Number(node.getAttribute("y")));
  } else {
    const path = new Path2D(node.tagName === "path" ? node.getAttribute("d") : "");
    if (node.tagName === "rect")
      path.rect(value(node, "x"), value(node, "y"), value(node, "width"), value(node, "height"));
    if (node.tagName === "circle") path.arc(value(node, "cx"), value(node, "cy"), value(node, "r"), 0, 2 * Math.PI);
    if (node.tagName === "line") {
      path.moveTo(value(node, "x1"), value(node, "y1"));
      path.lineTo(value(node, "x2"), value(node, "y2"));
    }
    if (filled && node.tagName !== "line") context.fill(path);
    if (stroked) context.stroke(path);
  }
  context.restore();
}

// Drawn part by part: the content security policy lets no page load a picture that it made itself.
function drawn(picture) {
  const { width, height } = picture.viewBox.baseVal;
  const canvas = el("canvas", { width: Math.ceil(width * SHARPNESS), height: Math.ceil(height * SHARPNESS) });
  const context = canvas.getContext("2d");
  context.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const node of parts(picture)) drawPart(context, node);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

// Below a picture: as SVG, which stays sharp at any size, and as PNG, which every program takes.
export function takePicture(picture, file, title) {
  return el(
    "p",
    { class: "take-along unprinted" },
    el("span", { class: "faint" }, "Ta med bilden:"),
    " ",
    button("SVG", () => save(`${file}.svg`, standalone(picture, title), "image/svg+xml"), {
      "aria-label": `Ladda ner bilden som SVG: ${title}`,
    }),
    " ",
    button("PNG", async () => save(`${file}.png`, await drawn(picture)), {
      "aria-label": `Ladda ner bilden som PNG: ${title}`,
    }),
  );
}
