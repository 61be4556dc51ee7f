package dev.signalbox.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A real Buildbot with a worker of its own, on loopback. Debian has it without its pages, so that
 * only its REST API is there.
 */
public final class BuildbotServer implements AutoCloseable {
  /** What it signs its calls with. */
  public static final String CALLBACK_SECRET = "0b8c2f6e9d4a4d0c8f6f0e4f";

  private static final String CONFIG =
      """
      import os, sys
      from buildbot.plugins import schedulers, steps, util, worker
      from buildbot.reporters.base import ReporterBase
      from buildbot.reporters.generators.build import BuildStatusGenerator
      from twisted.internet import threads
      sys.path.append('EXAMPLES')
      from tell_signalbox import tell
      from buildbot.www import service
      from twisted.web.resource import Resource

      class NoPages:
          resource = Resource()
          static_dir = os.getcwd()
          def setMaster(self, master): pass
          def setConfiguration(self, plugin): pass

      class Plugins:
          names = []
          def get(self, name): return NoPages
          def __contains__(self, name): return True

      service.WWWService.apps = property(lambda self: Plugins(), lambda self, value: None)
      class TellSignalbox(ReporterBase):
          def sendMessage(self, reports):
              words = reports[0]['builds'][0]['properties']
              if words['callback'][0]:
                  return threads.deferToThread(
                      tell, words['callback'][0], 'SECRET', words['marker'][0])

      install = util.BuildFactory([steps.ShellCommand(
          command=[util.Property(it) for it in ['program', 'directory', 'action', 'version', 'port']],
          env={'SIGNALBOX_NODE': util.Property('node')})])
      words = ['marker', 'node', 'action', 'version', 'program', 'directory', 'port', 'callback']
      BuildmasterConfig = {
          'workers': [worker.LocalWorker('here', max_builds=4)],
          'protocols': {'null': {}},
          'builders': [util.BuilderConfig(name='install', workernames=['here'], factory=install)],
          'schedulers': [schedulers.ForceScheduler(name='install', builderNames=['install'],
              properties=[util.StringParameter(name=it) for it in words])],
          'services': [TellSignalbox(generators=[BuildStatusGenerator(
              mode=('failing', 'passing', 'warnings', 'exception', 'cancelled'))])],
          'www': {'port': 'tcp:PORT:interface=127.0.0.1', 'plugins': {}},
          'db': {'db_url': 'sqlite:///state.sqlite'},
          'buildbotNetUsageData': None,
          'title': 'ci', 'titleURL': 'http://127.0.0.1:PORT/', 'buildbotURL': 'http://127.0.0.1:PORT/',
      }
      """;

  private static final String SERVICE =
      """
      import os
      from twisted.application import service
      from buildbot.master import BuildMaster
      application = service.Application('buildmaster')
      BuildMaster(os.path.dirname(os.path.abspath(__file__)), 'master.cfg', None).setServiceParent(application)
      """;

  private final ServerProcess process;
  private final int port;

  private BuildbotServer(ServerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one whose builder calls {@code program directory action version port}, which are given
   * to its force scheduler {@code install} with {@code marker} and {@code node}; where it is given
   * a {@code callback} too, it calls that address when a build has ended.
   */
  public static BuildbotServer start(Path directory) {
    int port = ServerProcess.freePort();
    try {
      Path examples = Path.of(System.getProperty("basedir", "."), "config", "examples", "ci");
      String config =
          CONFIG
              .replace("PORT", Integer.toString(port))
              .replace("SECRET", CALLBACK_SECRET)
              .replace("EXAMPLES", examples.toAbsolutePath().toString());
      Files.writeString(directory.resolve("master.cfg"), config);
      Files.writeString(directory.resolve("buildbot.tac"), SERVICE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String buildbot = Programs.path("buildbot");
    SshServer.run(buildbot, "upgrade-master", "--quiet", directory.toString());
    ServerProcess process =
        ServerProcess.start(
            directory,
            List.of(buildbot, "start", "--nodaemon", directory.toString()),
            () -> ServerProcess.listens(port));
    return new BuildbotServer(process, port);
  }

  /** Where its REST API is, with a slash at its end. */
  public URI api() {
    return URI.create("http://127.0.0.1:" + port + "/api/v2/");
  }

  @Override
  public void close() {
    process.kill();
  }
}
