// Deploys with the bot in a Slack that others wrote, and looks what stands there.
import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const free = () => new Promise((done) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

const port = await free();
const at = `http://127.0.0.1:${port}`;
const channel = "C0DEPLOYS";
const directory = mkdtempSync(join(tmpdir(), "signalbox-botarium-"));
const emulator = spawn("node_modules/.bin/bun", ["run", "workspace.ts"], {
  env: { ...process.env, PORT: String(port), LOG_LEVEL: "error" },
  stdio: ["ignore", process.env.LOUD ? "inherit" : "ignore", "inherit"],
});

async function until(what, look, tries = 480) {
  for (let left = tries; left > 0; left--) {
    const found = await look().catch(() => undefined);
    if (found) {
      console.log(`ok   ${what}`);
      return found;
    }
    await pause(250);
  }
  throw new Error(`waited in vain for ${what}`);
}

const get = async (path) => (await fetch(at + path)).json();
const send = async (path, body) =>
  (await fetch(at + path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) })).json();
const messages = async () => (await get("/api/simulator/messages")).filter((m) => m.channel === channel);
const words = (m) => `${m.text} ${JSON.stringify(m.blocks ?? [])}`;
const said = (text) => async () => (await messages()).find((m) => words(m).includes(text));
const card = (text) => async () =>
  (await messages()).find((m) => m.blocks?.[0]?.type === "header" && words(m).includes(text));
const command = (user, name, text) =>
  send("/api/simulator/slash-command", { command: name, text, channel, user, user_name: user });
const press = (user, message, label) => {
  const button = message.blocks.flatMap((b) => b.elements ?? []).find((e) => e.text?.text?.includes(label));
  return send("/api/simulator/block-action", {
    message_ts: message.ts, channel_id: channel, action_id: button.action_id, value: button.value, user,
  });
};

// Forms are told as server-sent events.
const views = [];
async function listen() {
  const stream = (await fetch(`${at}/api/simulator/events`)).body.pipeThrough(new TextDecoderStream());
  let rest = "";
  for await (const part of stream) {
    const lines = (rest + part).split("\n\n");
    rest = lines.pop();
    for (const line of lines) {
      const event = JSON.parse(line.replace(/^data: /, ""));
      if (event.type === "view_open" || event.type === "view_update") {
        views.push(event);
      }
    }
  }
}
const view = (title) => async () => views.findLast((v) => v.view.title.text === title);
const fill = (opened, values) =>
  send("/api/simulator/view-submit", { view_id: opened.viewId ?? opened.view_id ?? opened.view.id, values });

let bot;
let failed = false;
try {
  await until("the emulator is there", async () => (await get("/health")).status === "ok");
  listen().catch(() => {});
  const [program, ...start] = process.env.BOT.split(" ");
  bot = spawn(program, [
    ...start,
    `--spring.config.additional-location=file:${process.env.REPOSITORY}/config/`,
    "--server.port=0", "--signalbox.lab.pace=0s", "--signalbox.lab.latency=none",
    ...["shop.stages.staging", "shop.stages.production", "api.stages.production"]
      .map((lane) => `--signalbox.applications.${lane}.lab-port=0`),
    "--signalbox.applications.shop.watch.time=2s", "--signalbox.applications.shop.watch.min-requests=5",
    "--signalbox.applications.shop.warm-up.max-p95=10s", "--signalbox.applications.shop.watch.max-p95=10s",
    "--signalbox.slack.bot-token=xoxb-signalbox", "--signalbox.slack.app-token=xapp-app-token",
    `--signalbox.slack.api-url=${at}/api/`, "--signalbox.slack.workspace=T0TEAM",
    "--signalbox.channels.team.platform=slack", `--signalbox.channels.team.address=${channel}`,
    "--signalbox.channels.team.default-application=shop", "--signalbox.channels.team.default-stage=production",
    ...[["deployer", "U0DORA"], ["approver", "U0ADA"]].flatMap(([person, account]) =>
      ["terminal:" + person, "page:" + person, "slack:" + account]
        .map((identity, i) => `--signalbox.people.${person}.identities[${i}]=${identity}`)),
  ], { cwd: directory, stdio: ["pipe", process.env.LOUD ? "inherit" : "ignore", "inherit"] });

  await until("the bot opened its websocket", async () => (await get("/health")).connected_bots > 0, 1200);
  // The emulator sends forms and clicks to bots that have told it who they are.
  await send("/api/config/register", { app: { id: "signalbox", name: "signalbox" }, commands: [] });
  await command("U0EVE", "/deploy", "v2 bluegreen");
  await until("who is linked to nobody is told so", said("is linked to nobody"));
  await command("U0DORA", "/deploy", "v2 bluegreen");
  await until("the card stands in the channel", card("shop"));
  const prompt = await until("the prompt has its button", async () =>
    (await messages()).find((m) => m.blocks?.some((b) => b.elements?.some((e) => e.text?.text?.includes("Approve")))));
  await press("U0DORA", prompt, "Approve");
  await until("who asked for it may not approve it", said("the requester does not count"));
  await press("U0ADA", prompt, "Approve");
  await until("the swap is told", said("#1 swapped"));
  await until("the end is told", said("#1 done"));
  await until("the card has its last revision", card("succeeded"));
  const first = await card("succeeded")();
  await until("each step stands in the card's thread", async () =>
    (await messages()).some((m) => m.threadTs === first.ts && words(m).includes("install v2 on green-2")));

  await send("/api/simulator/user-message", { text: "<@U_signalbox> history", channel, user: "U0ADA" });
  await until("the bot answers to its name", said("#1"));
  await command("U0DORA", "/deploy", "");
  const form = await until("the form opens", view("Deploy"));
  await fill(form, {
    version: { value: { value: "v3" } },
    application: { value: { value: "shop" } },
    stage: { value: { value: "production" } },
    strategy: { value: { value: "bluegreen" } },
  });
  const plan = await until("the form shows the plan", async () =>
    views.findLast((v) => v.view.title.text === "Plan" && v.view.submit));
  await fill(plan, {});
  const second = await until("the second gate waits", async () =>
    (await messages()).find((m) => words(m).includes("#2") && m.blocks?.some((b) => b.elements?.some((e) => e.text?.text?.includes("Reject")))));
  await press("U0ADA", second, "Reject");
  const reason = await until("a rejection asks for its reason", view("Why?"));
  await fill(reason, { reason: { value: { value: "the page looks wrong" } } });
  await until("the reason is told", said("the page looks wrong"));
  await until("the rejection is undone", async () => (await messages()).some((m) =>
    m.blocks?.[0]?.type === "header" && words(m).includes("#2") && /rejected|aborted|undone|ended/.test(words(m))));
  await command("U0ADA", "/audit", "verify");
  await until("the journal is intact, and so are its copies", said("intact"));

  // Each deployment has a picture of its own, which the emulator shows as a message of the same words.
  const all = (await messages())
    .filter((m) => m.subtype !== "ephemeral" && m.user === "U_signalbox" && !m.file).map(words);
  const twice = all.filter((text, i) => all.indexOf(text) !== i);
  if (twice.length > 0) {
    throw new Error(`something stands there twice: ${twice[0]}`);
  }
  console.log(`ok   ${all.length} messages of the bot, none twice`);
} catch (e) {
  failed = true;
  console.error(`FAIL ${e.message}`);
  for (const v of views.slice(-2)) {
    console.error(`  ${v.type} ${JSON.stringify(v.view).slice(0, 900)}`);
  }
  for (const m of await messages().catch(() => [])) {
    console.error(`  ${m.subtype ?? ""} ${words(m).slice(0, 300)}`);
  }
} finally {
  bot?.kill("SIGTERM");
  emulator.kill("SIGTERM");
}
process.exit(failed ? 1 : 0);
