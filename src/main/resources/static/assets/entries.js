// Shows one entry of the channel: who said it, what it says, what can be pressed, its thread.

import { SIGNS, el, plain, time, visible } from "./elements.js";
import { card } from "./card.js";
import { plot } from "./plot.js";

const GLYPHS = { white_check_mark: "✅", heavy_check_mark: "✔️", "+1": "👍", x: "❌", eyes: "👀" };
const FEW = 6;

export const glyph = (emoji) => GLYPHS[emoji] ?? emoji;

/**
 * Keeps one entry on the page. Its parts are replaced one by one, and only when they changed: what
 * somebody is reading, pressing or typing into must not vanish because a step ended.
 */
export class EntryView {
  constructor(entry, desk) {
    this.desk = desk;
    this.shown = {};
    this.body = el("div", { class: "body" });
    this.actions = el("div", { class: "actions" });
    this.below = el("div", { class: "below-entry" });
    const bot = entry.kind !== "typed";
    const author = bot ? "Signalbox" : entry.person;
    this.element = el("li", { class: "entry", "data-kind": entry.kind, id: entry.key },
      bot
        ? el("img", { class: "face", src: "/assets/signalbox.svg", alt: "", width: 32, height: 32 })
        : el("span", { class: "face", "aria-hidden": "true", "data-hue": hue(author) },
            [...author][0]?.toUpperCase() ?? "?"),
      el("div", { class: "head" }, el("b", {}, plain(author)),
        bot && el("span", { class: "bot" }, "bot"), time(entry.at)),
      this.body, this.actions, this.below);
    this.element.dataset.author = author;
    this.element.dataset.at = entry.at;
    this.update(entry);
  }

  update(entry) {
    this.entry = entry;
    const { content } = entry;
    const tone = content.tone;
    this.element.dataset.tone = tone ?? "";
    this.element.classList.toggle("closed", content.open === false);
    this.element.classList.toggle("calls-me", (entry.mentions ?? []).includes(this.desk.me()));
    this.part("body", this.body, { ...content, buttons: null, mentions: entry.mentions, attachments: entry.attachments },
      () => [...says(entry)]);
    this.pressables();
  }

  /** Also called when somebody else acts from here on: what is pressed depends on who looks. */
  pressables() {
    const { entry, desk } = this;
    const state = [entry.content.buttons, entry.reactions, entry.content.open, desk.me()];
    this.part("actions", this.actions, state, () => pressables(entry, desk));
  }

  part(name, box, state, make) {
    const now = JSON.stringify(state);
    if (this.shown[name] !== now) {
      this.shown[name] = now;
      const focused = box.contains(document.activeElement) && document.activeElement.dataset.press;
      if (box.querySelector("form")) {
        // Somebody writes a reason here: what is around it can wait until that is done.
        this.shown[name] = null;
        return;
      }
      box.replaceChildren(...make());
      if (focused) {
        [...box.querySelectorAll("[data-press]")]
          .find((each) => each.dataset.press === focused)?.focus();
      }
    }
  }
}

function* says(entry) {
  const { kind, content, mentions } = entry;
  if (kind === "typed") {
    yield el("p", {}, plain(content.text, { class: content.text.startsWith("/") ? "command" : "" }));
    return;
  }
  if (kind === "card") {
    yield card(content);
  } else if (kind === "prompt") {
    yield prompt(content);
  } else {
    yield el("p", {}, sign(content.tone), plain(content.text));
    yield* details(content.details);
  }
  yield* (entry.attachments ?? []).map(attached);
  if (mentions?.length > 0) {
    yield el("p", { class: "mentions" }, "Calls ",
      mentions.map((name) => [el("b", {}, plain(`@${name}`)), " "]).flat());
  }
}

/** A curve is drawn, a long text folded. */
function attached(attachment) {
  return attachment.curve
    ? plot(attachment)
    : el("details", { class: "fold" }, el("summary", {}, plain(attachment.title)),
        el("pre", { class: "long", dir: "auto" }, visible(attachment.text)));
}

function sign(tone) {
  return el("span", { class: "sign", "aria-hidden": "true", "data-tone": tone }, SIGNS[tone]);
}

/** Lines below a sentence; many of them are folded, but for whoever asked for them. */
export function* details(lines, asked = false) {
  if (lines.length === 0) {
    return;
  }
  const list = el("ul", { class: "details" }, lines.map((line) => el("li", {}, plain(line))));
  if (asked || lines.length <= FEW) {
    yield list;
  } else {
    yield el("details", { class: "fold" }, el("summary", {}, `${lines.length} lines`), list);
  }
}

/** How a prompt stands, in a word. */
function standing({ open, tone, votes }) {
  if (open) {
    return "waiting";
  }
  if (tone === "GOOD") {
    return "approved";
  }
  return tone === "BAD" ? "not approved" : votes.startsWith("Void") ? "void" : "closed";
}

function prompt(content) {
  const state = standing(content);
  return el("section", { class: "prompt", "data-state": content.open ? "open" : "closed", "data-tone": content.tone },
    el("p", { class: "question" }, sign(content.open ? "ASKING" : content.tone),
      plain(content.question), el("span", { class: "state" }, state)),
    el("ul", { class: "evidence" }, content.evidence.map((line) => el("li", {}, plain(line)))),
    el("dl", { class: "facts" },
      el("dt", {}, content.open ? "Votes" : "Outcome"), el("dd", {}, plain(content.votes || "none yet")),
      content.approvers.length > 0 && el("dt", {}, "May approve"),
      content.approvers.length > 0 && el("dd", {}, plain(content.approvers.join(", ")))),
    el("p", { class: "foot" }, plain(content.footer)));
}

function pressables(entry, desk) {
  const buttons = entry.content.buttons ?? [];
  const offered = new Set(buttons.map((button) => button.emoji).filter(Boolean));
  const made = buttons.map((button) =>
    button.emoji ? reacts(entry, button, desk) : saysLine(button, desk));
  const others = entry.reactions
    .filter((reaction) => !offered.has(reaction.emoji))
    .map((reaction) => chip(entry, reaction, desk));
  return [...made, ...others];
}

function reacts(entry, button, desk) {
  const people = entry.reactions.find((each) => each.emoji === button.emoji)?.people ?? [];
  const mine = people.includes(desk.me());
  return el("span", { class: "reacts" },
    el("button", {
      type: "button",
      class: "primary",
      "aria-pressed": String(mine),
      "data-press": button.emoji,
      title: mine ? "Press again to take it back" : null,
      onclick: () => desk.react(entry.key, button.emoji, !mine),
    }, button.label.includes(glyph(button.emoji)) ? button.label : `${glyph(button.emoji)} ${button.label}`),
    people.length > 0 && el("span", { class: "by" },
      `${glyph(button.emoji)} ${people.length} · `, plain(people.join(", "))));
}

function chip(entry, reaction, desk) {
  const mine = reaction.people.includes(desk.me());
  const says = [`${glyph(reaction.emoji)} ${reaction.people.length} · `, plain(reaction.people.join(", "))];
  if (entry.content.open !== true) {
    // What was decided stands; it can be read, not pressed.
    return el("span", { class: "by" }, says);
  }
  return el("button", {
    type: "button",
    class: "by",
    "aria-pressed": String(mine),
    "data-press": reaction.emoji,
    onclick: () => desk.react(entry.key, reaction.emoji, !mine),
  }, says);
}

function saysLine(button, desk) {
  const press = el("button", {
    type: "button",
    class: button.dangerous ? "danger" : "",
    "data-press": button.line,
    onclick: () => {
      if (button.asksReason || button.dangerous) {
        press.replaceWith(confirm(button, desk, press));
      } else {
        desk.say(button.line);
      }
    },
  }, button.label);
  return press;
}

/** Asks for the reason, or at least once more, where the button was. */
function confirm(button, desk, press) {
  const why = button.asksReason
    && el("input", { type: "text", required: true, "aria-label": `Reason to ${button.label}`,
      placeholder: "Why?", maxlength: 500 });
  const back = () => {
    form.replaceWith(press);
    press.focus();
  };
  const form = el("form", {
    class: "reason",
    onsubmit: (event) => {
      event.preventDefault();
      back();
      desk.say(why ? `${button.line.trim()} ${why.value.trim()}` : button.line);
    },
    onkeydown: (event) => event.key === "Escape" && back(),
  }, el("code", {}, button.line), why,
    el("button", { type: "submit", class: button.dangerous ? "danger" : "primary" }, button.label),
    el("button", { type: "button", class: "quiet", onclick: back }, "Cancel"));
  queueMicrotask(() => form.querySelector("input, button").focus());
  return form;
}

function hue(name) {
  let sum = 0;
  for (const character of name) {
    sum = (sum * 31 + character.codePointAt(0)) % 6;
  }
  return sum;
}
