// Builds elements. Text always becomes text nodes, so nothing that people say can become markup.

// Characters that hide or reorder text: shown by name instead of being obeyed.
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const LONG = 600;

/** An element; what is null or false among its children is left out. */
export function el(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** An element of a drawing. */
export function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== false));
  return element;
}

/** Text that a person or a machine said: isolated in its direction, long text folded. */
export function plain(text, attributes = {}) {
  const box = el("span", { dir: "auto", ...attributes, class: `plain ${attributes.class ?? ""}` });
  if (text.length <= LONG) {
    box.append(...visible(text));
    return box;
  }
  const more = el("button", { type: "button", class: "quiet", onclick: () => {
    box.replaceChildren(...visible(text));
  } }, `Show all ${text.length.toLocaleString("en")} characters`);
  box.append(...visible(text.slice(0, LONG)), "… ", more);
  return box;
}

/** Text in which nothing hides. */
export function visible(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(UNSEEN)) {
    const code = match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    parts.push(text.slice(end, match.index));
    parts.push(el("span", { class: "unseen", title: "a character that cannot be seen" }, `U+${code}`));
    end = match.index + 1;
  }
  parts.push(text.slice(end));
  return parts;
}

/** What a tone looks like when there is no colour. */
export const SIGNS = { NEUTRAL: "·", RUNNING: "▸", GOOD: "✓", ASKING: "?", BAD: "!" };

/** What a progress looks like when there is no colour, and how it is read out. */
export const PROGRESS = {
  TODO: { sign: "", word: "to do" },
  NOW: { sign: "▸", word: "going on" },
  DONE: { sign: "✓", word: "done" },
  FAILED: { sign: "✕", word: "failed" },
};

/** Clock time; the day is said elsewhere. */
export function time(at) {
  const date = new Date(at);
  return el("time", { datetime: at, title: date.toLocaleString() },
    date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }));
}
