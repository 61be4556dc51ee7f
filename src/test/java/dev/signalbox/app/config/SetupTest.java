package dev.signalbox.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Takes the configuration that is known to be good, and spoils it. */
class SetupTest {

  private static final String HASH =
      "{bcrypt}$2y$12$8sJ4uXoJh5GkZ2c0yq1wEe9m0ZbQb1mYw3yV0nq4l5Yt6Yc7XaF1K";

  private final ConfigurationFile file;

  SetupTest() throws IOException {
    file = ConfigurationFile.ofTheRepository();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          people.deployer.identities[0]=deployer | signalbox.people.deployer.identities[0]: found 'deployer', write platform:account, such as slack:U024BE7LH
          people.deployer.identities[0]=irc:deployer | signalbox.people.deployer.identities[0]: found 'irc', write one of discord, page, slack, terminal
          people.deployer.identities[0]=page:visitor | signalbox.people.deployer.identities[0]: found 'page:visitor', write 'page:deployer'
          people.bob.identities[0]=slack:U1 people.eve.identities[0]=slack:U1 | signalbox.people.eve: the identity 'slack:U1' is linked to bob and to eve; leave it with the one person whose account it is
          people.[Visitor].groups=visitors | signalbox.people.visitor: the name 'visitor' is used twice; give each person one entry
          people.signalbox.groups=visitors | signalbox.people.signalbox: the name 'signalbox' is the bot's own; give the person another
          people.visitor.password-hash=secret | signalbox.people.visitor.password-hash: found what is no bcrypt hash, write {bcrypt} and what `htpasswd -nBC 12 NAME` prints after the colon
          people.visitor.passwordhsh=secret | signalbox.people.visitor.passwordhsh: this property is unknown; did you mean password-hash?
          on-duty[0]=nobody | signalbox.on-duty[0]: found 'nobody', write one of approver, deployer, second-approver, visitor
          stages.production.approvals=0 | signalbox.stages.production.approvals: found 0, write at least 1
          stages.production.approvals=two | signalbox.stages.production.approvals: found 'two', write a whole number
          stages.production.approvals=4 | signalbox.stages.production.approvals: found 4, but only 3 may approve, write fewer, or give the role approve to more people
          stages.production.approvals=3 | signalbox.stages.production.approvals: found 3, which nobody's deployment can reach, since the requester does not count, write fewer, or requester-counts: true, or give the role approve to more people
          stages.production.requester-counts=maybe | signalbox.stages.production.requester-counts: found 'maybe', write true or false
          stages.production.expiry=30 | signalbox.stages.production.expiry: found '30', write a time with its unit, such as 500ms, 30s, 5m or 2h
          stages.production.expiry=soon | signalbox.stages.production.expiry: found 'soon', write a time with its unit, such as 500ms, 30s, 5m or 2h
          stages.production.expiry=0s | signalbox.stages.production.expiry: found 0s, write more than 0s
          stages.production.remind-before=30m | signalbox.stages.production.remind-before: found 30m, write 0s to less than the expiry, which is 30m
          stages.production.roles.approve=aprovers | signalbox.stages.production.roles.approve[0]: found 'aprovers', write one of approvers, deployers, visitors
          stages.production.roles.deploy= | signalbox.stages.production.roles.deploy: found nobody, write a group that somebody is in
          stages.production.roles.promote=approvers | signalbox.stages.production.roles.promote: this property is unknown; remove it, or write one of deploy, approve, roll-back, abort, hold, read
          stages.Production.approvals=1 | signalbox.stages.[Production]: stage 'Production' is not a name: use 1 to 63 of a-z, 0-9, '-', '_' and '.', beginning with a letter or digit
          aplications.shop.rollout.batch-size=2 | signalbox.aplications.shop.rollout.batch-size: this property is unknown; did you mean applications?
          applications.shop.rollout.batch-size=0 | signalbox.applications.shop.rollout.batch-size: found 0, write at least 1
          applications.shop.rollout.install-attempts=0 | signalbox.applications.shop.rollout.install-attempts: found 0, write at least 1
          applications.shop.rollout.batch-size=120% | signalbox.applications.shop.rollout.batch-size: found '120%', write a number of nodes, such as 2, or a share of them, such as 25%
          applications.shop.rollout.batch-size=some | signalbox.applications.shop.rollout.batch-size: found 'some', write a number of nodes, such as 2, or a share of them, such as 25%
          applications.shop.rollout.minimum-healthy=-1 | signalbox.applications.shop.rollout.minimum-healthy: found '-1', write a number of nodes, such as 2, or a share of them, such as 25%
          applications.shop.rollout.strategy=redblack | signalbox.applications.shop.rollout.strategy: found 'redblack', write one of bluegreen, primaryfirst, rolling
          applications.api.rollout.strategy=bluegreen | signalbox.applications.api.rollout.strategy: found 'bluegreen', write one of redblack
          applications.shop.stages.staging.rollout.strategy=blue | signalbox.applications.shop.stages.staging.rollout.strategy: found 'blue', write one of bluegreen, primaryfirst, rolling
          applications.shop.rollout.strategy=rolling applications.shop.rollout.minimum-healthy=2 | signalbox.applications.shop.rollout.minimum-healthy: found 2, so that of 2 nodes none could be drained, write less, with a batch-size of 1
          applications.shop.rollout.after-swap=drop | signalbox.applications.shop.rollout.after-swap: found 'drop', write one of keep, converge
          applications.shop.rollout.kept-for=0s | signalbox.applications.shop.rollout.kept-for: found 0s, write more than 0s
          applications.shop.rollout.timeouts.drain=-1s | signalbox.applications.shop.rollout.timeouts.drain: found -1s, write more than 0s
          applications.shop.smoke.node[0].path=healthz | signalbox.applications.shop.smoke.node[0].path: found 'healthz', write a path that begins with a slash
          applications.shop.smoke.cluster[0].path=/ applications.shop.smoke.cluster[0].status=20 | signalbox.applications.shop.smoke.cluster[0].status: found 20, write an HTTP status, such as 200
          applications.shop.smoke.node[0].path=/ applications.shop.smoke.node[0].json[0].pointer=status | signalbox.applications.shop.smoke.node[0].json[0].pointer: found 'status', write one such as /status (RFC 6901)
          applications.shop.smoke.node[0].path=/ applications.shop.smoke.node[0].json[0].pointer=/status | signalbox.applications.shop.smoke.node[0].json[0].is: found nothing, write the text that must be there
          applications.shop.smoke.node[0].path=/ applications.shop.smoke.node[0].within=0s | signalbox.applications.shop.smoke.node[0].within: found 0s, write more than 0s
          applications.shop.smoke.node[0].path=/ applications.shop.smoke.node[0].body-matches=( | signalbox.applications.shop.smoke.node[0].body-matches: found '(', write a regular expression: Unclosed group
          applications.shop.smoke.node[0].path=/ applications.shop.smoke.node[0].tcp.at=x:1 | signalbox.applications.shop.smoke.node[0]: found several kinds of check, write one of path, tcp, dns and command
          applications.shop.smoke.node[0].tcp.at=x | signalbox.applications.shop.smoke.node[0].tcp.at: found 'x', write host and port, such as {host}:5432
          applications.shop.smoke.node[0].dns.type=A | signalbox.applications.shop.smoke.node[0].dns.name: found nothing, write the name to ask for, such as shop.example
          applications.shop.smoke.node[0].command.exit-code=0 | signalbox.applications.shop.smoke.node[0].command.argv: found nothing, write a program and its arguments
          applications.shop.smoke.node[0].name=x | signalbox.applications.shop.smoke.node[0].path: found '', write a path that begins with a slash, or a tcp, dns or command check
          applications.shop.smoke.suite=none.yaml | signalbox.applications.shop.smoke.suite: found 'none.yaml', which cannot be read, write a file with checks below node and cluster
          applications.shop.smoke.attempts=0 | signalbox.applications.shop.smoke.attempts: found 0, write at least 1
          applications.shop.smoke.pause=-1s | signalbox.applications.shop.smoke.pause: found -1s, write 0s or more
          applications.shop.smoke.recheck-every=0s | signalbox.applications.shop.smoke.recheck-every: found 0s, write more than 0s
          applications.shop.stages.staging.smoke.node= applications.shop.stages.staging.smoke.cluster= | signalbox.applications.shop.stages.staging.smoke: found no check, write at least one under node or cluster
          applications.shop.warm-up.paths=index | signalbox.applications.shop.warm-up.paths[0]: found 'index', write a path that begins with a slash
          applications.shop.warm-up.paths[0].weight=0 | signalbox.applications.shop.warm-up.paths[0].weight: found 0, write at least 1
          applications.shop.warm-up.rate=0 | signalbox.applications.shop.warm-up.rate: found 0.0, write more than 0 requests per second
          applications.shop.warm-up.rate=2 | signalbox.applications.shop.warm-up.rate: found 2.0 requests per second in windows of 5s, write a higher rate, or a longer window: at least 20 requests in each
          applications.shop.warm-up.requests=-1 | signalbox.applications.shop.warm-up.requests: found -1, write at least 0
          applications.shop.warm-up.concurrency=0 | signalbox.applications.shop.warm-up.concurrency: found 0, write at least 1
          applications.shop.warm-up.max-p95=0s | signalbox.applications.shop.warm-up.max-p95: found 0s, write more than 0s
          applications.shop.warm-up.max-error-rate=5 | signalbox.applications.shop.warm-up.max-error-rate: found 5.0, write a share from 0 to 1, such as 0.01
          applications.shop.warm-up.timeout=0s | signalbox.applications.shop.warm-up.timeout: found 0s, write more than 0s
          applications.shop.watch.time=-1s | signalbox.applications.shop.watch.time: found -1s, write 0s or more
          applications.shop.watch.max-error-rate=NaN | signalbox.applications.shop.watch.max-error-rate: found NaN, write a share from 0 to 1, such as 0.01
          applications.shop.watch.max-p95=0s | signalbox.applications.shop.watch.max-p95: found 0s, write more than 0s
          applications.shop.watch.min-requests=-1 | signalbox.applications.shop.watch.min-requests: found -1, write at least 0
          applications.shop.watch.on-failure=panic | signalbox.applications.shop.watch.on-failure: found 'panic', write one of swap-back, ask, freeze
          applications.shop.stages.production.maintenance=green-9 | signalbox.applications.shop.stages.production.maintenance: found 'green-9', write one of blue-1, blue-2, green-1, green-2
          applications.shop.stages.production.maintenance=green-1,green-2 | signalbox.applications.shop.stages.production.maintenance: found every node of green, write all but one at most
          applications.api.stages.production.maintenance=api-1 | signalbox.applications.api.stages.production.maintenance: found nodes of server groups, which come and go, write nothing: a deployment makes new ones
          applications.shop.rollout.surge=1 | signalbox.applications.shop.rollout.surge: this property is unknown; remove it, or write one of strategy, batch-size, minimum-healthy, install-attempts, after-swap, kept-for, timeouts
          applications.web.rollout.batch-size=1 | signalbox.applications.web.stages: found no stage, write at least one of staging, production
          applications.shop.stages.qa.clusters=blue | signalbox.applications.shop.stages.qa: found a stage without a policy, write signalbox.stages.qa too
          applications.shop.stages.qa.lab-port=0 | signalbox.applications.shop.stages.qa: found neither clusters nor a server-group-size, write either clusters or server-group-size
          applications.shop.stages.staging.server-group-size=2 | signalbox.applications.shop.stages.staging: found both kinds of a lane, write either clusters or server-group-size
          applications.api.stages.production.server-group-size=0 | signalbox.applications.api.stages.production.server-group-size: found 0, write at least 1
          applications.shop.stages.staging.clusters=blue,blue | signalbox.applications.shop.stages.staging.clusters: found a name that is used twice, write each name once
          applications.shop.stages.staging.clusters=a,b,c | signalbox.applications.shop.stages.staging.clusters: found 3, write one or two
          applications.shop.stages.staging.clusters=Blue,green | signalbox.applications.shop.stages.staging.clusters: cluster 'Blue' is not a name
          applications.shop.stages.staging.nodes.red.red-1=http://127.0.0.1:1 | signalbox.applications.shop.stages.staging.nodes.red: found 'red', write one of blue, green
          applications.shop.stages.staging.entrances.red=http://127.0.0.1:1 | signalbox.applications.shop.stages.staging.entrances.red: found 'red', write one of blue, green
          applications.shop.stages.staging.nodes.blue.b-1=http://10.0.0.1:1 | signalbox.applications.shop.stages.staging.nodes.blue.b-1: found 'http://10.0.0.1:1', write http://127.0.0.1:PORT, where the lab's are
          applications.shop.stages.staging.nodes.blue.b-1=ftp://127.0.0.1 | signalbox.applications.shop.stages.staging.nodes.blue.b-1: found 'ftp://127.0.0.1', write an address, such as http://10.0.0.1:8080
          applications.shop.stages.staging.nodes.blue.n-1=http://127.0.0.1:1 applications.shop.stages.staging.nodes.green.n-1=http://127.0.0.1:2 | signalbox.applications.shop.stages.staging.nodes.green.n-1: found a name that another node has, write a name of its own in the lane
          applications.shop.stages.staging.lab-port=70000 | signalbox.applications.shop.stages.staging.lab-port: found 70000, write a port up to 65535, or 0 for any free one
          applications.shop.stages.staging.lab-port=8081 | signalbox.applications.shop.stages.production.lab-port: found 8081, the port of signalbox.applications.shop.stages.staging.lab-port, write another port
          applications.shop.stages.staging.lab-port=8080 | signalbox.applications.shop.stages.staging.lab-port: found 8080, the port of server.port, write another port
          channels.deployments.platform=irc | signalbox.channels.deployments.platform: found 'irc', write one of discord, page, slack, terminal
          channels.deployments.platform=slack | signalbox.channels.deployments.address: found 'deployments', write the channel's id, such as C0123ABCD; Slack shows it at the end of the channel's details
          channels.deployments.platform=slack channels.deployments.address=C1DEPLOYS slack.app-token=xapp-1-A1-2-ab | signalbox.slack.bot-token-file: found nothing, write the path of a file with the bot token, which begins with xoxb-
          channels.deployments.platform=slack channels.deployments.address=C1DEPLOYS slack.bot-token=xoxb-1-2-ab | signalbox.slack.app-token-file: found nothing, write the path of a file with the app token, which begins with xapp-
          channels.deployments.platform=slack channels.deployments.address=C1DEPLOYS slack.bot-token=xoxp-secret slack.app-token=xapp-1-A1-2-ab | signalbox.slack.bot-token: found something else, write the bot token, which begins with xoxb-
          channels.deployments.platform=slack channels.deployments.address=C1DEPLOYS slack.bot-token=xoxb-1-2-ab slack.app-token-file=/nowhere/token | signalbox.slack.app-token-file: found '/nowhere/token', which does not exist, write a file with the app token, which begins with xapp-
          channels.deployments.platform=slack channels.deployments.address=C1DEPLOYS slack.bot-token=xoxb-1-2-ab slack.mode=http | signalbox.slack.signing-secret-file: found nothing, write the path of a file with the app's signing secret
          channels.deployments.platform=slack channels.deployments.address=C1DEPLOYS slack.bot-token=xoxb-1-2-ab slack.app-token=xapp-1-A1-2-ab slack.signing-secret=0123456789 | signalbox.slack.signing-secret: found a value, which the mode socket does not use, write nothing
          channels.deployments.platform=slack channels.deployments.address=C1DEPLOYS slack.bot-token=xoxb-1-2-ab slack.app-token=xapp-1-A1-2-ab slack.workspace=acme | signalbox.slack.workspace: found 'acme', write the team's id, such as T0123ABCD
          channels.deployments.platform=slack channels.deployments.address=C1DEPLOYS slack.bot-token=xoxb-1-2-ab slack.app-token=xapp-1-A1-2-ab slack.approving=✅ | signalbox.slack.approving[0]: found '✅', write the name that Slack gives it, such as white_check_mark
          channels.deployments.platform=slack channels.deployments.address=C1DEPLOYS slack.bot-token=xoxb-1-2-ab slack.app-token=xapp-1-A1-2-ab slack.api-url=https://slack.com/api | signalbox.slack.api-url: found 'https://slack.com/api', write an address that ends in a slash, such as https://slack.com/api/
          channels.deployments.platform=discord | signalbox.channels.deployments.address: found 'deployments', write the channel's number: Copy Channel ID, with Discord's developer mode on
          channels.deployments.platform=discord channels.deployments.address=1102000000000000001 | signalbox.discord.token-file: found nothing, write the path of a file with the bot's token, or set SIGNALBOX_DISCORD_TOKEN
          channels.deployments.platform=discord channels.deployments.address=1102000000000000001 discord.token-file=/nowhere/token | signalbox.discord.token-file: found '/nowhere/token', which has no bot's token, write the path of a file with the bot's token, or set SIGNALBOX_DISCORD_TOKEN
          channels.deployments.platform=discord channels.deployments.address=1102000000000000001 discord.token=short | signalbox.discord.token: found what is no bot's token, write the token alone, without 'Bot '
          channels.deployments.platform=discord channels.deployments.address=1102000000000000001 discord.token=aaaaaaaaaaaaaaaaaaaaaaaaaa discord.approving=white-check-mark | signalbox.discord.approving[0]: found 'white-check-mark', write an emoji itself, such as ✅, or the name of a server's own, such as shipit
          channels.deployments.platform=discord channels.deployments.address=1102000000000000001 discord.token=aaaaaaaaaaaaaaaaaaaaaaaaaa discord.api-url=ftp://x | signalbox.discord.api-url: found 'ftp://x', write an address that begins with https://
          people.deployer.identities[0]=discord:anna | signalbox.people.deployer.identities[0]: found 'discord:anna', write discord: and the account's number, as Copy User ID gives it
          channels.more.address=x | signalbox.channels.more.platform: found nothing, write one of discord, page, slack, terminal
          channels.more.platform=page channels.more.address=deployments | signalbox.channels.deployments.address: found 'deployments', which is that of more, write another
          channels.deployments.applications=shp | signalbox.channels.deployments.applications[0]: found 'shp', write one of api, shop
          channels.deployments.default-application=shp | signalbox.channels.deployments.default-application: found 'shp', write one of api, shop
          channels.deployments.applications=api | signalbox.channels.deployments.default-application: found 'shop', write one of api
          channels.deployments.default-application=api channels.deployments.default-stage=staging | signalbox.channels.deployments.default-stage: found 'staging', write one of production
          database.user=me | signalbox.database.user: found a value, but no url, write a url too, or remove it
          database.password-file=x | signalbox.database.password-file: found a value, but no url, write a url too, or remove it
          database.lease=5s | signalbox.database.lease: found a value, but no url, write a url too, or remove it
          database.url=jdbc:postgresql://db/x database.lease=1s | signalbox.database.lease: found '1s', write a time from 2s to 10m
          database.file=a;b | signalbox.database.file: found 'a;b', write a path without a semicolon
          database.url=jdbc:postgresql://db/x database.user=me | signalbox.database.password-file: found nothing, write the path of a file with the password
          database.url=jdbc:postgresql://db/x database.password-file=/nowhere | signalbox.database.password-file: found '/nowhere', which does not exist, write a file with the password
          database.url=jdbc:postgresql://db/x database.password-file=/nowhere | signalbox.database.user: found nothing, write the database's user
          database.url=jdbc:postgresql://db/x database.file=a | signalbox.database.file: found a file beside a url, write only one of them
          database.url=jdbc:mysql://me:secret@db/x?password=secret | signalbox.database.url: found 'jdbc:mysql://…@db/x?…', write jdbc:postgresql://HOST:5432/DATABASE
          drift.look-every=-1s | signalbox.drift.look-every: found -1s, write 0s or more
          web.base-url=not a url | signalbox.web.base-url: found 'not a url', write an address, such as http://10.0.0.1:8080
          web.base-url=signalbox.example | signalbox.web.base-url: found 'signalbox.example', write an address, such as http://localhost:8080
          lab.enabled=perhaps | signalbox.lab.enabled: found 'perhaps', write true or false
          lab.pace=3 | signalbox.lab.pace: found '3', write a time with its unit
          lab.pace=-3s | signalbox.lab.pace: found -3s, write 0s or more
          lab.check-interval=0s | signalbox.lab.check-interval: found 0s, write more than 0s
          lab.latency=slow | signalbox.lab.latency: found 'slow', write one of realistic, none
          lab.trickle=-1 | signalbox.lab.trickle: found -1, write at least 0
          lab.control-port=-1 | signalbox.lab.control-port: found -1, write a port up to 65535, or 0 for any free one
          lab.control-port=8081 | signalbox.applications.shop.stages.production.lab-port: found 8081, the port of signalbox.lab.control-port, write another port
          lab.nodes-per-cluster=0 | signalbox.lab.nodes-per-cluster: found 0, write 1 to 20
          lab.nodes-per-cluster=21 | signalbox.lab.nodes-per-cluster: found 21, write 1 to 20
          lab.default-person=nobody | signalbox.lab.default-person: found 'nobody', write one of approver, deployer, second-approver, visitor
          people.bob.identities=page:bob lab.default-person=bob | signalbox.lab.default-person: found 'bob' without the account terminal:bob, write it under identities
          lab.enabled=false | signalbox.applications.shop.stages.production.nodes.blue: found no node, write each node's name and its address
          lab.enabled=false | signalbox.applications.shop.stages.production.lab-port: found 8081, write nothing: the lab is not enabled
          lab.enabled=false | signalbox.applications.api.stages.production.equipment.traffic-meter: found nothing, write one of none, access-log, prometheus below it
          applications.shop.stages.production.equipment.traffic-meter.none=false | signalbox.applications.shop.stages.production.equipment.traffic-meter.none: found false, write true, or another kind
          applications.shop.equipment.traffic-meter.some=1 | signalbox.applications.shop.equipment.traffic-meter.some: this property is unknown; remove it, or write one of none
          lab.enabled=false | signalbox.people: found a channel on the page, but no password-hash, write one for each person who signs in there
          lab.enabled=false lab.control-url=http://127.0.0.1:1 | signalbox.lab.control-url: found http://127.0.0.1:1, write enabled: true too, or remove it
          lab.pace.of=3s | signalbox.lab.pace.of: this property is unknown; remove it, nothing can be written below its parent
          """)
  void saysWhichFieldWhatItFoundAndWhatToWrite(String properties, String problem) {
    String[] spoilt =
        Arrays.stream(properties.split(" (?=\\S+=)", -1))
            .map(property -> "signalbox." + property)
            .toArray(String[]::new);
    assertThat(problems(spoilt)).anyMatch(line -> line.startsWith(problem));
  }

  @Test
  void saysAllOfThemAtOnceEachOnALineWithItsPlace() {
    ConfigurationFile spoilt =
        new ConfigurationFile(
            """
            server.address: 127.0.0.1
            signalbox:
              poeple: nobody
              stages:
                production:
                  approvals: none
                  expiry: 5
                  typed-only: true
              lab:
                enabled: true
            """);
    assertThat(problemsOf(spoilt))
        .containsExactly(
            "signalbox.stages.production.approvals: found 'none', write a whole number"
                + " (application.yaml:6)",
            "signalbox.stages.production.expiry: found '5', write a time with its unit, such as"
                + " 500ms, 30s, 5m or 2h (application.yaml:7)",
            "signalbox.poeple: this property is unknown; did you mean people?"
                + " (application.yaml:3)",
            "signalbox.people: found nobody, write at least one person",
            "signalbox.stages.production.roles.deploy: found nobody, write a group that somebody"
                + " is in",
            "signalbox.stages.production.approvals: found 1, but only 0 may approve, write fewer,"
                + " or give the role approve to more people (application.yaml:6)",
            "signalbox.applications: found no application, write at least one",
            "signalbox.channels: found no channel, write at least one, on the page or on the"
                + " terminal");
  }

  @Test
  void theLabMustListenOnLoopback() {
    assertThat(problems("server.address=0.0.0.0"))
        .containsExactly(
            "server.address: found '0.0.0.0', write 127.0.0.1: nobody signs in to the lab");
    assertThat(problems("server.address="))
        .containsExactly(
            "server.address: found nothing, which is every interface, write 127.0.0.1: nobody"
                + " signs in to the lab");
    assertThat(problems("server.address=127.evil.example")).isNotEmpty();
    assertThat(problems("server.address=", "signalbox.lab.beyond-loopback=true")).isEmpty();
    assertThat(problems("server.address=localhost")).isEmpty();
    assertThat(problems("server.address=::1")).isEmpty();
  }

  @Test
  void thePageNeedsAPort() {
    assertThat(problems("server.port=80a"))
        .containsExactly("server.port: found '80a', write a port, such as 8080");
    assertThat(problems("server.port=65536"))
        .containsExactly(
            "server.port: found 65536, write a port up to 65535, or 0 for any free one");
  }

  @Test
  void whoStartsItElsewhereIsToldThatAndNothingElse() {
    assertThat(problemsOf(new ConfigurationFile("server.port: 8080\n")))
        .singleElement()
        .asString()
        .startsWith("signalbox: found nothing, write config/application.yaml in the directory");
  }

  @Test
  void neverRepeatsASecret(@TempDir Path directory) throws IOException {
    Path password = Files.writeString(directory.resolve("password"), "hunter2\n");
    String[] premises = {
      "signalbox.database.url=jdbc:postgresql://db/x",
      "signalbox.database.user=signalbox",
      "signalbox.database.password-file=" + password,
      "signalbox.people.visitor.password-hash=" + HASH
    };
    Setup setup = Setup.read(file.environment(premises));
    assertThat(setup.database())
        .isEqualTo(
            new DatabaseSettings.PostgreSql(
                "jdbc:postgresql://db/x", "signalbox", "hunter2", Duration.ofSeconds(20)));
    assertThat(setup.web().passwordHashes()).containsEntry("visitor", HASH);
    assertThat(setup.toString()).doesNotContain("hunter2").doesNotContain("2y$12");
    assertThat(problems("signalbox.people.visitor.password-hash=hunter2").toString())
        .doesNotContain("hunter2");
  }

  private List<String> problems(String... properties) {
    return problemsOf(file, properties);
  }

  private static List<String> problemsOf(ConfigurationFile file, String... properties) {
    ConfigurationProblems thrown =
        catchThrowableOfType(
            ConfigurationProblems.class, () -> Setup.read(file.environment(properties)));
    return thrown == null ? List.of() : thrown.problems().stream().map(Problem::toString).toList();
  }
}
