// The live card of a deployment: where it is on its track, each node, what it waits for.

import { PROGRESS, el, plain } from "./elements.js";

const MANY = 24;
// Whether a card's list of all its nodes is unfolded outlives the card's updates.
const unfolded = new Set();

export function card(content) {
  const { tone, title, phase, track, nodes, done, of, last, awaited, traffic } = content;
  return el("section", { class: "card", "data-tone": tone, "aria-label": title },
    el("p", { class: "title" }, plain(title)),
    el("p", { class: "phase" }, el("span", { class: "lamp", "aria-hidden": "true" }), plain(phase),
      of > 0 && el("span", { class: "count" }, `${done} of ${of} steps`)),
    of > 0 && el("progress", { max: of, value: done, "aria-label": "Steps done" }),
    track.length > 0 && rails(track),
    nodes.length > 0 && clusters(title, nodes),
    facts([["Waits for", awaited], ["Last", last], ["Traffic", traffic]]));
}

function facts(pairs) {
  const said = pairs.filter(([, text]) => text !== "");
  return said.length > 0
    && el("dl", { class: "facts" }, said.map(([name, text]) =>
      [el("dt", {}, name), el("dd", { class: name === "Waits for" ? "awaited" : "" }, plain(text))]).flat());
}

function rails(track) {
  return el("ol", { class: "rails", "aria-label": "Phases" }, track.map(({ name, progress }) =>
    el("li", { "data-progress": progress, "aria-current": progress === "NOW" ? "step" : null },
      el("span", { class: "stop", "aria-hidden": "true" }, PROGRESS[progress].sign),
      el("span", { class: "name" }, plain(name)),
      el("span", { class: "hidden" }, PROGRESS[progress].word))));
}

function clusters(title, nodes) {
  const byCluster = Map.groupBy(nodes, (node) => node.cluster);
  return el("div", { class: "clusters" }, [...byCluster].map(([cluster, those]) =>
    el("div", { class: "cluster", "data-cluster": cluster },
      el("p", { class: "cluster-name" }, el("span", { class: "swatch", "aria-hidden": "true" }),
        el("b", {}, plain(cluster)), " ", el("span", { class: "sum" }, sum(those))),
      those.length > MANY ? dense(`${title} ${cluster}`, those) : tiles(those))));
}

function sum(nodes) {
  return ["DONE", "NOW", "FAILED", "TODO"]
    .map((progress) => [nodes.filter((node) => node.progress === progress).length, progress])
    .filter(([count]) => count > 0)
    .map(([count, progress]) => `${count} ${PROGRESS[progress].word}`)
    .join(", ");
}

function tiles(nodes) {
  return el("ul", { class: "nodes" }, nodes.map(tile));
}

function tile({ node, state, progress }) {
  return el("li", { "data-progress": progress },
    el("span", { class: "stop", "aria-hidden": "true" }, PROGRESS[progress].sign),
    el("b", {}, plain(node)),
    el("span", { class: "doing" }, plain(state)));
}

/** Two hundred nodes: a field of signs to glance at, in full only what goes on or went wrong. */
function dense(key, nodes) {
  const talk = nodes.filter(({ progress }) => progress === "NOW" || progress === "FAILED");
  const list = el("details", { class: "fold", open: unfolded.has(key) },
    el("summary", {}, `All ${nodes.length} nodes`));
  const fill = () => list.open && list.childElementCount === 1 && list.append(tiles(nodes));
  list.addEventListener("toggle", () => {
    unfolded[list.open ? "add" : "delete"](key);
    fill();
  });
  fill();
  return el("div", {},
    el("div", { class: "field", "aria-hidden": "true" }, nodes.map(({ node, state, progress }) =>
      el("span", { class: "stop", "data-progress": progress, title: `${node}: ${state}` },
        PROGRESS[progress].sign))),
    talk.length > 0 && tiles(talk.slice(0, MANY)),
    list);
}
