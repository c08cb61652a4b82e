// names.js: names that lead somewhere: a report, a municipality; the reader's own is marked.
import { writeAddress } from "./api.js";
import { isMine } from "./device.js";
import { el } from "./dom.js";
import { reportName, revisionName } from "./format.js";

export const mineMark = (municipality) =>
  isMine(municipality) && el("span", { class: "mine" }, " ★", el("span", { class: "unseen" }, " min kommun"));

// To the report, at one of its passages where one is given ("lulea-2018/57", or the passage).
export function reportAddress(report, passage) {
  const id = typeof passage === "string" ? passage : passage?.id;
  return writeAddress("rapport", { id: report.id, stycke: id?.split("/").at(-1) });
}

export function reportLink(report, passage) {
  return [el("a", { href: reportAddress(report, passage) }, reportName(report)), mineMark(report.municipality)];
}

// "Luleå 2018 upplaga 2016": for wherever points stand.
export const reportWithRevision = (report, passage) => [
  reportLink(report, passage),
  " ",
  el("span", { class: "revision" }, revisionName(report)),
];

export function municipalityLink(municipality) {
  return [
    el("a", { href: writeAddress("kommun", { kommun: municipality.code }) }, municipality.name),
    mineMark(municipality),
  ];
}
