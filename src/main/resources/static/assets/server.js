// Talks to the server. Every failure becomes an Error whose message can be shown.

const address = encodeURIComponent(document.body.dataset.address);
const csrf = document.querySelector("meta[name=csrf]");

export const base = `/page/${address}`;

export async function read(path) {
  return answer(await reach(`${base}/${path}`, { headers: { Accept: "application/json" } }));
}

export async function write(path, body) {
  return answer(await reach(`${base}/${path}`, {
    method: "POST",
    headers: {
      Accept: "application/json",
      "Content-Type": "application/json",
      [csrf.dataset.header]: csrf.content,
    },
    body: JSON.stringify(body),
  }));
}

async function reach(url, options) {
  try {
    return await fetch(url, { credentials: "same-origin", ...options });
  } catch {
    throw new Error("Signalbox cannot be reached. Nothing was sent.");
  }
}

async function answer(response) {
  let body = null;
  try {
    body = await response.json();
  } catch {
    // Said below: an answer that is no JSON comes from something in between.
  }
  if (response.ok && body !== null) {
    return body;
  }
  const error = new Error(body?.error ?? `The answer was not understood (${response.status}).`);
  error.status = response.status;
  throw error;
}
