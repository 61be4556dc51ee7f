// What stands around the messages: deployments that go on, traffic, the journal's head, the title.

import { el, plain } from "./elements.js";
import { read } from "./server.js";
import { showTraffic } from "./traffic.js";

const PAUSE = 2000;
const $ = (id) => document.getElementById(id);

export function around() {
  const title = document.title;
  const cards = new Map();
  const open = new Set();
  let traffic = "";

  const glance = () => {
    const running = [...cards.values()][0];
    const asks = open.size > 0 ? "Waits for approval" : "";
    $("glance").textContent = asks || running?.content.phase || traffic || "At present";
    document.title = open.size > 0 ? `(?) ${title}` : title;
  };

  const tick = async () => {
    if (!document.hidden) {
      try {
        const now = await read("now");
        traffic = showTraffic($("traffic"), $("lanes"), now.traffic) ?? "";
        head(now.journal);
        glance();
      } catch {
        // The connection's own sign says it.
      }
    }
    setTimeout(tick, PAUSE);
  };

  $("unfold").addEventListener("click", () => {
    const unfolded = $("aside").classList.toggle("unfolded");
    $("unfold").setAttribute("aria-expanded", String(unfolded));
  });
  $("present").addEventListener("click", (event) => {
    // On a narrow page it covers what the link leads to.
    if (event.target.closest("a") && $("aside").classList.contains("unfolded")) {
      $("unfold").click();
    }
  });
  tick();

  return {
    entry: (entry) => {
      const { key, kind, content } = entry;
      if (kind === "card") {
        const goesOn = content.track.some(({ progress }) => progress === "NOW");
        goesOn ? cards.set(key, entry) : cards.delete(key);
        running(cards);
      } else if (kind === "prompt") {
        open[content.open ? "add" : "delete"](key);
      } else {
        return;
      }
      glance();
    },
  };
}

function running(cards) {
  $("running").hidden = cards.size === 0;
  $("running-list").replaceChildren(...[...cards.values()].map(({ key, content }) =>
    el("li", { "data-tone": content.tone },
      el("a", { href: `#${encodeURIComponent(key)}` }, plain(content.title)),
      el("span", { class: "doing" }, el("span", { class: "lamp", "aria-hidden": "true" }), plain(content.phase)),
      content.of > 0 && el("progress", { max: content.of, value: content.done, "aria-label": "Steps done" }))));
}

function head({ position, hash }) {
  const box = $("journal");
  if (position > 0 && box.dataset.hash !== hash) {
    box.dataset.hash = hash;
    box.hidden = false;
    box.replaceChildren(`Journal head ${position.toLocaleString("en")} `, el("code", { title: hash }, hash.slice(0, 16)));
  }
}
