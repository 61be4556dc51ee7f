// The threads under cards: counted always, fetched when they are opened.

import { el } from "./elements.js";
import { read } from "./server.js";

export class Threads {
  #make;
  #threads = new Map();

  constructor(make) {
    this.#make = make;
  }

  /** Every entry that is shown in a thread. */
  *views() {
    for (const thread of this.#threads.values()) {
      yield* thread.views.values();
    }
  }

  /** Gives an entry its thread, hidden while nobody has answered. */
  attach(view) {
    const summary = el("summary", {});
    const list = el("ol", { class: "replies" });
    const box = el("details", { class: "thread", hidden: true }, summary, list);
    const thread = { box, summary, list, views: new Map(), loaded: false, count: 0 };
    box.addEventListener("toggle", () => box.open && !thread.loaded && this.#load(view, thread));
    view.below.append(box);
    this.#threads.set(view.entry.key, thread);
    this.#count(thread, view.entry.replies);
  }

  /** Something was said or changed in a thread. */
  add(entry) {
    const thread = this.#threads.get(entry.thread);
    this.#count(thread, entry.ordinal);
    thread.summary.lastChild.textContent = latest(entry);
    if (thread.loaded) {
      this.#show(thread, entry);
    }
  }

  async #load(view, thread) {
    thread.loaded = true;
    thread.list.replaceChildren(el("li", { class: "loading" }, "Loading…"));
    try {
      const { entries } = await read(`thread?key=${encodeURIComponent(view.entry.key)}`);
      thread.list.querySelector(".loading")?.remove();
      entries.forEach((entry) => this.#show(thread, entry));
    } catch (error) {
      thread.loaded = false;
      thread.box.open = false;
      thread.summary.lastChild.textContent = error.message;
    }
  }

  #show(thread, entry) {
    const known = thread.views.get(entry.key);
    if (known) {
      if (known.entry.sequence < entry.sequence) {
        known.update(entry);
      }
      return;
    }
    const view = this.#make(entry);
    view.element.dataset.position = entry.position;
    thread.views.set(entry.key, view);
    const after = [...thread.list.children].findLast((each) =>
      Number(each.dataset.position) < entry.position);
    after ? after.after(view.element) : thread.list.prepend(view.element);
  }

  #count(thread, count) {
    if (count > thread.count) {
      thread.count = count;
      thread.box.hidden = false;
      thread.summary.replaceChildren(
        el("b", {}, count === 1 ? "1 message" : `${count} messages`), " ", el("span", { class: "latest" }));
    }
  }
}

function latest({ content }) {
  const text = content.text ?? content.question ?? content.title ?? "";
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
