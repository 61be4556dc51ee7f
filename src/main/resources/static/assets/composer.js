// The line that people type into: completion, and what was typed before.

import { el } from "./elements.js";
import { read } from "./server.js";

const REMEMBERED = 50;

const withoutLastWord = (text) => text.replace(/\S*$/, "");

export function composer(form, say) {
  const line = form.querySelector("input");
  const offers = form.querySelector("[role=listbox]");
  const typed = JSON.parse(sessionStorage.getItem("typed") ?? "[]");
  let back = typed.length;
  let active = -1;
  let asked = 0;
  let timer;

  const close = () => {
    offers.hidden = true;
    active = -1;
    line.setAttribute("aria-expanded", "false");
    line.removeAttribute("aria-activedescendant");
  };
  const mark = (index) => {
    active = (index + offers.children.length) % offers.children.length;
    [...offers.children].forEach((offer, i) => offer.setAttribute("aria-selected", String(i === active)));
    offers.children[active].scrollIntoView({ block: "nearest" });
    line.setAttribute("aria-activedescendant", offers.children[active].id);
  };
  const take = (offer) => {
    // The server offers what the last word can become.
    line.value = `${withoutLastWord(line.value)}${offer.textContent}${offer.textContent.endsWith(":") ? "" : " "}`;
    close();
    line.focus();
    ask();
  };
  const show = (lines) => {
    offers.replaceChildren(...lines.map((text, index) =>
      el("li", { id: `offer-${index}`, role: "option", "aria-selected": "false",
        onpointerdown: (event) => {
          event.preventDefault();
          take(event.currentTarget);
        } }, text)));
    active = -1;
    offers.hidden = lines.length === 0;
    line.setAttribute("aria-expanded", String(lines.length > 0));
  };
  const ask = () => {
    clearTimeout(timer);
    const text = line.value;
    const number = ++asked;
    if (!text.startsWith("/") || text.length > 500) {
      close();
      return;
    }
    timer = setTimeout(async () => {
      const lines = await read(`complete?line=${encodeURIComponent(text)}`).catch(() => []);
      if (number === asked) {
        show(lines);
      }
    }, 80);
  };
  const recall = (step) => {
    if (typed[back + step] !== undefined || back + step === typed.length) {
      back += step;
      line.value = typed[back] ?? "";
    }
  };

  line.addEventListener("input", ask);
  line.addEventListener("blur", close);
  line.addEventListener("keydown", (event) => {
    const open = !offers.hidden;
    const keys = {
      ArrowDown: () => (open ? mark(active + 1) : recall(1)),
      ArrowUp: () => (open ? mark(active < 0 ? -1 : active - 1) : recall(-1)),
      Escape: () => open && close(),
      Tab: () => open && !event.shiftKey && take(offers.children[Math.max(0, active)]),
      Enter: () => open && active >= 0 && take(offers.children[active]),
    };
    if (keys[event.key] && keys[event.key]() !== false) {
      event.preventDefault();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = line.value;
    if (text.trim() !== "") {
      asked++;
      clearTimeout(timer);
      close();
      line.value = "";
      typed.push(text);
      typed.splice(0, typed.length - REMEMBERED);
      back = typed.length;
      sessionStorage.setItem("typed", JSON.stringify(typed.filter((each) => each.length < 2000)));
      say(text);
    }
  });
  return {
    /** Gives a line back that could not be sent. */
    restore: (text) => {
      line.value ||= text;
      line.focus();
    },
    focus: () => line.focus(),
  };
}
