// The channel page: puts the parts together.

import { el } from "./elements.js";
import { EntryView } from "./entries.js";
import { composer } from "./composer.js";
import { connection } from "./connection.js";
import { failed, privately } from "./private.js";
import { read, write } from "./server.js";
import { follow } from "./stream.js";
import { Threads } from "./threads.js";
import { around } from "./around.js";

const $ = (id) => document.getElementById(id);
const log = $("log");
const below = $("below");
const chooser = $("as");
const views = new Map();
const threads = new Threads((entry) => new EntryView(entry, desk));
let caughtUp = false;

/** What the entries need to know and can have done. */
const desk = {
  me: () => chooser?.value ?? document.body.dataset.person,
  say: (line) => act(() => write("say", { line, as: desk.me() }), () => input.restore(line)),
  react: (key, emoji, on) => act(() => write("react", { key, emoji, on, as: desk.me() })),
};
const input = composer($("composer"), desk.say);
const surroundings = around(desk);

/* ---- What people do ---- */

let queue = Promise.resolve();

/** One after the other, so that two lines arrive in the order they were typed in. */
function act(request, undo = () => {}) {
  queue = queue.then(async () => {
    try {
      append(privately(await request()));
    } catch (error) {
      append(failed(error.message));
      undo();
      if (error.status === 401) {
        connection("out");
      }
    }
  });
}

/* ---- What is shown ---- */

function atEnd() {
  return log.scrollHeight - log.scrollTop - log.clientHeight < 80;
}

/** Changes the list, and keeps its end in sight for whoever looks at the end. */
function keepingEnd(change) {
  const follows = atEnd();
  change();
  if (follows) {
    log.scrollTop = log.scrollHeight;
  } else if (caughtUp) {
    below.hidden = false;
  }
}

function append(element) {
  if (element) {
    keepingEnd(() => log.append(element));
    log.scrollTop = log.scrollHeight;
    announce(element.querySelector(".body").textContent);
  }
}

function show(entry) {
  const known = views.get(entry.key);
  if (known && known.entry.sequence >= entry.sequence) {
    return;
  }
  if (entry.thread && views.has(entry.thread)) {
    threads.add(entry);
  } else if (known) {
    keepSight(() => known.update(entry));
  } else {
    insert(entry);
  }
  surroundings.entry(entry);
}

/** A card that grows above must not push what is being read out of sight. */
function keepSight(change) {
  const follows = atEnd();
  change();
  if (follows) {
    log.scrollTop = log.scrollHeight;
  }
}

function insert(entry) {
  const view = new EntryView(entry, desk);
  views.set(entry.key, view);
  threads.attach(view);
  keepingEnd(() => {
    const after = [...log.children].findLast((each) =>
      each.dataset.position && Number(each.dataset.position) < entry.position);
    view.element.dataset.position = entry.position;
    if (!after) {
      const first = log.querySelector("[data-position]");
      first ? first.before(view.element) : log.append(view.element);
    } else if (isLast(after)) {
      log.append(view.element);
    } else {
      after.after(view.element);
    }
    join(view.element);
    const next = nextEntry(view.element);
    next && join(next);
  });
  if (caughtUp && entry.kind !== "typed") {
    announce(view.body.textContent);
  }
}

const isLast = (element) => !nextEntry(element);

function nextEntry(element) {
  let next = element.nextElementSibling;
  while (next && !next.dataset.position) {
    next = next.nextElementSibling;
  }
  return next;
}

/** A new day is said; who speaks is said once for what follows quickly. */
function join(element) {
  let previous = element.previousElementSibling;
  const day = new Date(element.dataset.at).toLocaleDateString([],
    { weekday: "long", day: "numeric", month: "long" });
  const plainOne = (each) => ["typed", "notice"].includes(each.dataset.kind);
  element.dataset.dayOf = day;
  const newDay = previous?.dataset.dayOf !== day && !previous?.matches(".private");
  newDay ? (element.dataset.day = day) : delete element.dataset.day;
  element.classList.toggle("joined", !newDay && Boolean(previous) && plainOne(element)
    && plainOne(previous) && previous.dataset.author === element.dataset.author
    && new Date(element.dataset.at) - new Date(previous.dataset.at) < 180_000);
}

let saying;

/** Reads out what is new; of a burst only the last. */
function announce(text) {
  clearTimeout(saying);
  saying = setTimeout(() => { $("said").textContent = text.slice(0, 300); }, 300);
}

/* ---- Earlier entries ---- */

const earlier = el("li", { class: "earlier", hidden: true },
  el("button", { type: "button", class: "quiet", onclick: () => loadEarlier() }, "Earlier messages"));

async function loadEarlier() {
  const first = log.querySelector("[data-position]");
  const page = await read(`messages?before=${first.dataset.position}`);
  const height = log.scrollHeight - log.scrollTop;
  page.entries.forEach(show);
  log.scrollTop = log.scrollHeight - height;
  earlier.hidden = !page.more;
  return page.more;
}

/** Follows a link to one message, also to one that is not loaded yet. */
async function goTo(key) {
  for (let more = true, pages = 0; !$(key) && more && pages < 10; pages++) {
    more = await loadEarlier();
  }
  const target = $(key);
  if (target) {
    target.scrollIntoView({ block: "start" });
    target.classList.add("meant");
    setTimeout(() => target.classList.remove("meant"), 2500);
  }
}

const linked = () => decodeURIComponent(location.hash.slice(1));

/* ---- Beginning ---- */

function chooseWhoActs() {
  if (chooser) {
    // Two tabs may act as two people; a new tab begins as the last one chosen.
    const kept = sessionStorage.getItem("as") ?? localStorage.getItem("signalbox-as");
    chooser.value = [...chooser.options].some((each) => each.value === kept)
      ? kept : document.body.dataset.person;
    chooser.addEventListener("change", () => {
      sessionStorage.setItem("as", chooser.value);
      localStorage.setItem("signalbox-as", chooser.value);
      whoChanged();
    });
  }
  whoChanged();
}

function whoChanged() {
  $("speaks").textContent = desk.me();
  [...views.values(), ...threads.views()].forEach((view) => view.update(view.entry));
}

async function begin() {
  chooseWhoActs();
  log.append(earlier);
  try {
    const page = await read("messages");
    page.entries.forEach(show);
    earlier.hidden = !page.more;
    log.scrollTop = log.scrollHeight;
    caughtUp = true;
    follow(page.sequence, { heard: show, state: connection, reset: () => location.reload() });
    if (location.hash.length > 1 && linked() !== "line") {
      await goTo(linked());
    } else {
      input.focus();
    }
  } catch (error) {
    if (error.status === 401) {
      location.assign("/login");
    } else {
      connection("lost");
      setTimeout(() => location.reload(), 3000);
    }
  }
}

log.addEventListener("scroll", () => { if (atEnd()) below.hidden = true; });
below.addEventListener("click", () => { log.scrollTop = log.scrollHeight; });
addEventListener("hashchange", () => linked() !== "line" && goTo(linked()));
begin();
