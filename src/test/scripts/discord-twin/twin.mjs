// Deploys with the bot in a twin of Discord that others wrote, and looks what stands there.
import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DigitalDiscord } from "discord-digital-twin";

const TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.twins.own-token-of-the-bot";
const discord = new DigitalDiscord({
  guild: { name: "team" },
  botToken: TOKEN,
  channels: [{ name: "deployments", type: 0 }],
  users: [{ username: "dora" }, { username: "ada" }],
});
await discord.start();
const channel = (await discord.prisma.channel.findMany())[0].id;
const people = await discord.prisma.user.findMany({ where: { bot: false } });
const [dora, ada] = ["dora", "ada"].map((name) => people.find((p) => p.username === name).id);

const directory = mkdtempSync(join(tmpdir(), "signalbox-twin-"));
const [program, ...start] = process.env.BOT.split(" ");
const bot = spawn(program, [
  ...start,
  `--spring.config.additional-location=file:${process.env.REPOSITORY}/config/`,
  "--server.port=0", "--signalbox.lab.pace=0s", "--signalbox.lab.latency=none",
  ...["shop.stages.staging", "shop.stages.production", "api.stages.production"]
    .map((lane) => `--signalbox.applications.${lane}.lab-port=0`),
  "--signalbox.applications.shop.watch.time=2s", "--signalbox.applications.shop.watch.min-requests=5",
  "--signalbox.applications.shop.warm-up.max-p95=10s", "--signalbox.applications.shop.watch.max-p95=10s",
  `--signalbox.discord.token=${TOKEN}`,
  `--signalbox.discord.api-url=${discord.restUrl.replace(/\/api.*/, "")}/api/v10/`,
  `--signalbox.discord.gateway-url=${discord.gatewayUrl}`,
  "--signalbox.channels.team.platform=discord", `--signalbox.channels.team.address=${channel}`,
  "--signalbox.channels.team.default-application=shop", "--signalbox.channels.team.default-stage=production",
  ...[["deployer", dora], ["approver", ada]].flatMap(([person, account]) =>
    ["terminal:" + person, "page:" + person, "discord:" + account]
      .map((identity, i) => `--signalbox.people.${person}.identities[${i}]=${identity}`)),
], { cwd: directory, stdio: ["pipe", "inherit", "inherit"] });

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function until(what, look) {
  for (let left = 240; left > 0; left--) {
    const found = await look();
    if (found) {
      console.log(`ok   ${what}`);
      return found;
    }
    await pause(250);
  }
  throw new Error(`waited in vain for ${what}`);
}

const messages = async (where = channel) =>
  (await discord.prisma.message.findMany({ where: { channelId: where }, orderBy: { timestamp: "asc" } }))
    .map((m) => ({ ...m, embed: JSON.parse(m.embeds)[0] ?? {}, rows: JSON.parse(m.components) }));
const footer = (m) => m.embed.footer?.text ?? "";
const said = (text) => async () =>
  (await messages()).find((m) => JSON.stringify(m.embed).includes(text));

let failed = false;
try {
  await until("the commands are registered", async () =>
    (await discord.prisma.applicationCommand.findMany({ where: { name: "deploy" } })).length > 0);
  await discord.simulateSlashCommand({
    channelId: channel, userId: dora, name: "deploy",
    options: [{ name: "version", type: 3, value: "v2" }, { name: "strategy", type: 3, value: "bluegreen" }],
  });
  await until("the card stands in the channel", async () =>
    (await messages()).find((m) => footer(m) === "card:1"));
  const prompt = await until("the prompt has its button", async () =>
    (await messages()).find((m) => footer(m).endsWith("gate:1:1") && m.rows.length > 0));
  const approve = prompt.rows[0].components.find((c) => c.label === "Approve");
  await discord.simulateButtonClick({
    channelId: channel, userId: ada, messageId: prompt.id, customId: approve.custom_id,
  });
  await until("the swap is told", said("#1 swapped"));
  await until("the end is told", said("#1 done"));
  await until("the card has its last revision", async () =>
    (await messages()).find((m) => footer(m) === "card:1" && m.embed.description.includes("succeeded")));
  const thread = await until("the thread has the installations", async () => {
    // The twin gives a thread a number of its own; Discord gives it that of its message.
    const begun = await discord.prisma.channel.findFirst({ where: { type: 11 } });
    const lines = begun ? await messages(begun.id) : [];
    return lines.some((m) => m.embed.description?.includes("install v2 on green-2")) ? lines : undefined;
  });
  const keys = [...await messages(), ...thread].map(footer).filter((key) => /\w+:\d+/.test(key));
  if (new Set(keys).size !== keys.length) {
    throw new Error(`something stands there twice: ${keys}`);
  }
  console.log(`ok   ${keys.length} messages of ours, none twice`);
} catch (e) {
  failed = true;
  console.error(`FAIL ${e.message}`);
  for (const m of await messages()) {
    console.error(`  ${m.content} ${JSON.stringify(m.embed).slice(0, 300)}`);
  }
} finally {
  bot.kill("SIGTERM");
  await discord.stop();
}
process.exit(failed ? 1 : 0);
