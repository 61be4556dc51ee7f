// Draws what production traffic did in the last minutes: one band for each version.

import { el, plain, svg } from "./elements.js";

const WIDTH = 300;
const HEIGHT = 84;
const KNOWN = ["blue", "green"];

/** Fills the boxes of all lanes; returns a sentence for where there is no room for more. */
export function showTraffic(section, box, lanes) {
  section.hidden = lanes.length === 0;
  const shown = lanes.map((traffic) => ({ traffic, rows: rows(traffic) }));
  box.replaceChildren(...shown.map(({ traffic, rows: those }) => lane(traffic, those)));
  const first = shown[0];
  return first && `${first.traffic.lane}: ${liveSays(first)}, ${rate(total(first.rows))}`;
}

function rows({ series, live }) {
  const names = [...new Set(series.map(({ cluster }) => cluster))];
  return series
    .filter(({ requests }) => requests.some((count) => count > 0))
    .map((each) => ({
      ...each,
      live: each.cluster === live,
      hue: KNOWN.includes(each.cluster) ? each.cluster : `c${names.indexOf(each.cluster) % 4}`,
      now: mean(each.requests.slice(-5)),
      lost: each.failed.reduce((sum, count) => sum + count, 0),
    }));
}

const mean = (counts) => counts.reduce((sum, count) => sum + count, 0) / Math.max(1, counts.length);
const total = (those) => those.reduce((sum, { now }) => sum + now, 0);
const rate = (perSecond) => `${perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond)}/s`;

function liveSays({ traffic, rows: those }) {
  const serving = those.filter(({ live }) => live).toSorted((a, b) => b.now - a.now)[0];
  return traffic.live === ""
    ? "live cluster not known"
    : `live: ${traffic.live}${serving?.version ? ` ${serving.version}` : ""}`;
}

function lane(traffic, those) {
  const lost = those.reduce((sum, each) => sum + each.lost, 0);
  const says = liveSays({ traffic, rows: those });
  return el("article", { class: "lane" },
    el("h3", {}, plain(traffic.lane),
      el("span", { class: "live", "data-hue": those.find(({ live }) => live)?.hue ?? "" },
        el("span", { class: "lamp", "aria-hidden": "true" }), plain(says))),
    those.length > 0 && chart(those, `${traffic.lane}, ${says}: `
      + those.map((each) => `${each.version} on ${each.cluster} ${rate(each.now)}`).join(", ")),
    el("ul", { class: "legend" }, those.map((each) =>
      el("li", { "data-hue": each.hue },
        el("span", { class: "swatch", "aria-hidden": "true" }),
        plain(`${each.version || "no version"} on ${each.cluster}`),
        el("b", {}, rate(each.now))))),
    el("p", { class: lost > 0 ? "lost" : "none-lost" },
      lost > 0 ? `✕ ${lost.toLocaleString("en")} failed in 3 minutes` : "✓ none failed in 3 minutes"));
}

function chart(those, summary) {
  const length = those[0].requests.length;
  const sums = Array.from({ length }, (_, i) => those.reduce((sum, each) => sum + each.requests[i], 0));
  const top = Math.max(1, ...sums) * 1.15;
  const x = (index) => ((index * WIDTH) / Math.max(1, length - 1)).toFixed(1);
  const y = (value) => ((HEIGHT - 1) * (1 - value / top) + 1).toFixed(1);
  const base = new Array(length).fill(0);
  const bands = those.map((each) => {
    const lower = base.map((value, index) => `${x(index)},${y(value)}`).reverse();
    each.requests.forEach((count, index) => { base[index] += count; });
    const upper = base.map((value, index) => `${x(index)},${y(value)}`);
    return svg("g", { class: "band", "data-hue": each.hue },
      svg("polygon", { points: [...upper, ...lower].join(" ") }),
      svg("polyline", { points: upper.join(" ") }));
  });
  const failures = those.flatMap((each) => each.failed.map((count, index) => count > 0
    && svg("line", { class: "fail", x1: x(index), x2: x(index), y1: HEIGHT, y2: HEIGHT - 10 })));
  return el("div", { class: "chart" },
    svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": summary,
      preserveAspectRatio: "none" }, bands, failures),
    el("span", { class: "axis", "aria-hidden": "true" },
      el("span", {}, "3 min ago"), el("span", {}, `peak ${Math.max(...sums)}/s`), el("span", {}, "now")));
}
