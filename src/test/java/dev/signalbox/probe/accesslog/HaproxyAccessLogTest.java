package dev.signalbox.probe.accesslog;

import dev.signalbox.server.Backend;
import dev.signalbox.server.Needs;
import dev.signalbox.server.Programs;
import dev.signalbox.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The contract on HAProxy's log. */
@Needs(program = "haproxy", debianPackage = "haproxy")
class HaproxyAccessLogTest extends RouterLogContract {
  private static final String CONFIG =
      """
      global
        log LOG format rfc5424 local0
      defaults
        mode http
        log global
        timeout connect 2s
        timeout client 30s
        timeout server 30s
      frontend shop
        bind 127.0.0.1:PORT
        declare capture response len 64
        http-response capture res.hdr(X-Version) id 0
        log-format "signalbox-access backend=%b server=%s status=%ST ms=%Ta version=%{+Q}[capture.res.hdr(0)] end=%ts"
        use_backend shop-%[path,field(2,/)]
      backend shop-blue
        server blue BLUE
      backend shop-green
        server green GREEN
      """;

  HaproxyAccessLogTest() throws IOException {}

  @Override
  ServerProcess start(Path directory, int port, String log, List<Backend> backends)
      throws IOException {
    Path config = directory.resolve("haproxy.cfg");
    Files.writeString(
        config,
        CONFIG
            .replace("LOG", log)
            .replace("BLUE", backends.getFirst().node().address().getAuthority())
            .replace("GREEN", backends.getLast().node().address().getAuthority())
            .replace("PORT", "" + port));
    return ServerProcess.start(
        directory,
        List.of(Programs.path("haproxy"), "-db", "-f", config.toString()),
        () -> ServerProcess.listens(port));
  }
}
