// What only the one who asked reads: it is in no archive, and gone when the page is reloaded.

import { SIGNS, el, plain, time } from "./elements.js";
import { details } from "./entries.js";

// Anything else is handed over as a file of no kind, so that no browser runs it.
const HARMLESS = ["text/plain", "text/csv", "application/json", "application/x-ndjson"];

/** An answer as an entry of its own; nothing for an answer without words. */
export function privately(answer) {
  if (answer.text === "" && answer.details.length === 0 && !answer.document) {
    return null;
  }
  const box = entry(answer.accepted ? answer.tone : "BAD",
    [...(answer.text === "" ? [] : [plain(answer.text)]), ...details(answer.details, true),
      answer.document && file(answer.document)]);
  return box;
}

/** Something that did not reach the bot. */
export function failed(sentence) {
  return entry("BAD", [plain(sentence)]);
}

function entry(tone, body) {
  const element = el("li", { class: "entry private", "data-tone": tone },
    el("span", { class: "face", "data-tone": tone, "aria-hidden": "true" }, SIGNS[tone]),
    el("div", { class: "head" }, el("span", { class: "only" }, "Only you see this"),
      time(new Date().toISOString()),
      el("button", { type: "button", class: "quiet", "aria-label": "Dismiss",
        onclick: () => element.remove() }, "✕")),
    el("div", { class: "body" }, body));
  return element;
}

function file({ fileName, mediaType, text }) {
  const type = HARMLESS.includes(mediaType.split(";")[0]) ? mediaType : "application/octet-stream";
  const blob = new Blob([text], { type });
  return el("div", { class: "file" },
    el("span", {}, el("b", {}, plain(fileName)), ` ${Math.ceil(blob.size / 1024).toLocaleString("en")} kB`),
    el("a", { class: "button", href: URL.createObjectURL(blob), download: fileName }, "Download"),
    el("details", { class: "fold" }, el("summary", {}, "Look inside"),
      el("pre", { tabindex: "0" }, plain(text))));
}
