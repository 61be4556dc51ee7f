// Says whether the page is live. A break of a moment is nobody's business: the browser comes back
// by itself.

import { el } from "./elements.js";

const MOMENT = 1500;
const box = document.getElementById("connection");
let lost;

/** Shows "live", "lost" or "out". */
export function connection(state) {
  clearTimeout(lost);
  if (state === "live") {
    say(state, "live");
  } else if (state === "out") {
    say(state, "signed out: ", el("a", { href: "/login" }, "sign in again"));
  } else {
    lost = setTimeout(() => say(state, "connection lost, trying again…"), MOMENT);
  }
}

function say(state, ...words) {
  // Said once: the box is read out whenever it changes.
  if (box.dataset.state !== state) {
    box.dataset.state = state;
    box.replaceChildren(...words);
  }
}
