// A workspace of botarium's Slack, with ids as Slack gives them. PORT is where it listens.
const { startEmulatorServer } = await import(process.env.BOTARIUM + "/packages/slack/src/server/index.ts");

const team_id = "T0TEAM";
const person = (id: string, name: string) =>
  // Real users say which workspace they belong to; without that, the bot takes nobody's word.
  ({ id, team_id, name, real_name: name, is_bot: false, profile: { display_name: name } });

await startEmulatorServer({
  port: Number(process.env.PORT),
  host: "127.0.0.1",
  workspaceConfig: {
    team_id,
    team_name: "Team",
    bot: { id: "U_signalbox", name: "signalbox", display_name: "signalbox" },
    users: [person("U0DORA", "dora"), person("U0ADA", "ada"), person("U0EVE", "eve")],
    channels: [{ id: "C0DEPLOYS", name: "deploys", is_channel: true, is_im: false, is_member: true }],
  },
});
