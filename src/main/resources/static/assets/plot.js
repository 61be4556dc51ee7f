// Draws a warm-up: how the slowest twentieth of the requests became faster, window by window.

import { el, plain, svg } from "./elements.js";

const WIDTH = 420;
const HEIGHT = 120;
const LEFT = 46;
const BOTTOM = 18;
const TOP = 10;

export function plot({ said, curve }) {
  const { windows, target } = curve;
  const first = windows[0];
  const last = windows[windows.length - 1];
  return el("figure", { class: "plot" },
    windows.length > 1 && drawn(windows.map(({ p95 }) => p95), target, said),
    el("table", {},
      el("thead", {}, el("tr", {}, el("th", {}), el("th", { scope: "col" }, "first window"),
        el("th", { scope: "col" }, "last window"))),
      el("tbody", {}, ["p50", "p95", "p99"].map((name) => el("tr", {},
        el("th", { scope: "row" }, name), el("td", {}, millis(first[name])),
        el("td", {}, millis(last[name])))))),
    el("figcaption", {}, "Warm-up: ", plain(said)));
}

function drawn(series, target, said) {
  const top = nice(Math.max(...series, target ?? 0, 1));
  const x = (index) => LEFT + (index * (WIDTH - LEFT - 8)) / (series.length - 1);
  const y = (value) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);
  const floor = y(0);
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": said },
    [0, top / 2, top].map((value) => [
      svg("line", { class: "grid", x1: LEFT, x2: WIDTH - 8, y1: y(value), y2: y(value) }),
      svg("text", { class: "axis end", x: LEFT - 6, y: y(value) + 3.5 }, millis(value)),
    ]).flat(),
    target && [
      svg("line", { class: "target", x1: LEFT, x2: WIDTH - 8, y1: y(target), y2: y(target) }),
      svg("text", { class: "axis end", x: WIDTH - 10, y: y(target) - 3 }, `target ${millis(target)}`),
    ],
    stretches(series).map((stretch) => {
      const points = stretch.map((index) => `${x(index).toFixed(1)},${y(series[index]).toFixed(1)}`).join(" ");
      return [
        svg("polygon", { class: "area",
          points: `${x(stretch[0])},${floor} ${points} ${x(stretch[stretch.length - 1])},${floor}` }),
        svg("polyline", { class: "curve", points }),
      ];
    }).flat(),
    series.length <= 40 && series.map((value, index) => value > 0
      && svg("circle", { class: "dot", cx: x(index), cy: y(value), r: 2.2 })),
    svg("text", { class: "axis", x: LEFT, y: HEIGHT - 4 }, "start"),
    svg("text", { class: "axis end", x: WIDTH - 8, y: HEIGHT - 4 }, "p95 per window"));
}

/** The windows with a value that stand side by side: where nothing was answered well is a gap. */
function stretches(series) {
  const found = [];
  series.forEach((value, index) => {
    if (value > 0) {
      if (!(series[index - 1] > 0)) {
        found.push([]);
      }
      found[found.length - 1].push(index);
    }
  });
  return found;
}

function nice(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 2.5, 5, 10].map((step) => step * power).find((step) => step >= value);
}

function millis(value) {
  if (value >= 1000) {
    return `${(value / 1000).toFixed(1)} s`;
  }
  return `${value >= 10 || Number.isInteger(value) ? Math.round(value) : value.toFixed(1)} ms`;
}
