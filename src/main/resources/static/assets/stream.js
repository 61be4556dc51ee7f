// Follows the channel. A browser opens only a few connections to one host, so of all tabs on this
// channel one holds the stream and passes what it hears on to the others; when it closes, the next
// one takes over. Where the browser has no locks (plain HTTP from another machine), each tab holds
// a stream of its own.

import { base } from "./server.js";

const SILENCE = 40_000;

/**
 * @param from the sequence number that is known already
 * @param heard called with each changed entry
 * @param state called with "live", "lost" or "out"
 * @param reset called when the server's channel is not the one that is shown
 */
export function follow(from, { heard, state, reset }) {
  let known = from;
  const name = `signalbox:${base}`;
  const others = "BroadcastChannel" in window ? new BroadcastChannel(name) : null;

  const tell = (kind, value) => {
    if (kind === "entry" && value.sequence > known) {
      known = value.sequence;
      heard(value);
    } else if (kind === "state") {
      state(value);
    } else if (kind === "reset") {
      reset();
    }
  };
  const share = (kind, value) => {
    others?.postMessage({ kind, value });
    tell(kind, value);
  };
  if (!navigator.locks || !others) {
    listen(() => known, share);
    return;
  }
  let leads = false;
  let current = "wait";
  others.onmessage = ({ data }) => {
    if (data.kind === "hello") {
      // A tab that came later: what happened since it read the channel is told again.
      if (leads) {
        listening.again(data.value);
        others.postMessage({ kind: "state", value: current });
      }
    } else {
      tell(data.kind, data.value);
    }
  };
  let listening;
  others.postMessage({ kind: "hello", value: from });
  navigator.locks.request(name, () => {
    leads = true;
    listening = listen(() => known, (kind, value) => {
      current = kind === "state" ? value : current;
      share(kind, value);
    });
    return new Promise(() => {});
  });
}

function listen(known, tell) {
  let source;
  let watchdog;
  const alive = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => open(known()), SILENCE);
  };
  const open = (after) => {
    source?.close();
    source = new EventSource(`${base}/events?after=${after}`);
    alive();
    source.addEventListener("beat", () => {
      alive();
      tell("state", "live");
    });
    source.addEventListener("entry", ({ data }) => {
      alive();
      tell("entry", JSON.parse(data));
    });
    source.addEventListener("reset", () => tell("reset"));
    source.onerror = () => {
      tell("state", "lost");
      if (source.readyState === EventSource.CLOSED) {
        // The server answered, but with no stream: it starts, or wants a sign-in.
        clearTimeout(watchdog);
        retry(known, tell, open);
      }
    };
  };
  open(known());
  return { again: (after) => after < known() && open(after) };
}

async function retry(known, tell, open) {
  try {
    const response = await fetch(`${base}/messages?before=0`);
    if (response.status === 401) {
      tell("state", "out");
      return;
    }
  } catch {
    // Not there yet.
  }
  setTimeout(() => open(known()), 2000);
}
