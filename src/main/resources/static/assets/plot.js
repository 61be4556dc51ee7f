// Draws a warm-up: how the slowest twentieth of the requests became faster, window by window.

import { el, svg } from "./elements.js";

const WIDTH = 420;
const HEIGHT = 120;
const LEFT = 46;
const BOTTOM = 18;
const TOP = 10;

export function plot(report) {
  const { p95Series, first, last, requests, errors, took } = report;
  const failed = errors === 0 ? "none failed" : `${errors.toLocaleString("en")} FAILED`;
  const summary = `${requests.toLocaleString("en")} requests in ${seconds(took)}, ${failed}; `
    + `p95 ${millis(first.p95)} at first, ${millis(last.p95)} at last`;
  return el("figure", { class: "plot" },
    p95Series.length > 1 && curve(p95Series, summary),
    el("table", {},
      el("thead", {}, el("tr", {}, el("th", {}), el("th", { scope: "col" }, "first window"),
        el("th", { scope: "col" }, "last window"))),
      el("tbody", {}, ["p50", "p95", "p99"].map((name) => el("tr", {},
        el("th", { scope: "row" }, name), el("td", {}, millis(first[name])),
        el("td", {}, millis(last[name])))))),
    el("figcaption", {}, `Warm-up: ${summary}`));
}

function curve(series, summary) {
  const top = nice(Math.max(...series, 1));
  const x = (index) => LEFT + (index * (WIDTH - LEFT - 8)) / (series.length - 1);
  const y = (value) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);
  const points = series.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`);
  const floor = y(0);
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": summary },
    [0, top / 2, top].map((value) => [
      svg("line", { class: "grid", x1: LEFT, x2: WIDTH - 8, y1: y(value), y2: y(value) }),
      svg("text", { class: "axis end", x: LEFT - 6, y: y(value) + 3.5 }, millis(value)),
    ]).flat(),
    svg("polygon", { class: "area",
      points: `${x(0)},${floor} ${points.join(" ")} ${x(series.length - 1)},${floor}` }),
    svg("polyline", { class: "curve", points: points.join(" ") }),
    series.length <= 40 && series.map((value, index) =>
      svg("circle", { class: "dot", cx: x(index), cy: y(value), r: 2.2 })),
    svg("text", { class: "axis", x: LEFT, y: HEIGHT - 4 }, "start"),
    svg("text", { class: "axis end", x: WIDTH - 8, y: HEIGHT - 4 }, `p95 per window`));
}

function nice(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 2.5, 5, 10].map((step) => step * power).find((step) => step >= value);
}

function millis(value) {
  if (value >= 1000) {
    return seconds(value);
  }
  return `${value >= 10 || Number.isInteger(value) ? Math.round(value) : value.toFixed(1)} ms`;
}

function seconds(value) {
  return `${(value / 1000).toFixed(1)} s`;
}
