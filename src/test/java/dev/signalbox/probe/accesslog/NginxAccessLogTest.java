package dev.signalbox.probe.accesslog;

import dev.signalbox.server.Backend;
import dev.signalbox.server.Needs;
import dev.signalbox.server.Programs;
import dev.signalbox.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The contract on nginx's log. */
@Needs(program = "nginx", debianPackage = "nginx-light")
class NginxAccessLogTest extends RouterLogContract {
  private static final String CONFIG =
      """
      daemon off; worker_processes 1; pid DIR/nginx.pid;
      events {}
      http {
        log_format signalbox 'signalbox-access backend=$proxy_host status=$status '
                             'seconds=$request_time version="$upstream_http_x_version"';
        access_log syslog:server=LOG signalbox;
        upstream shop-blue { server BLUE; }
        upstream shop-green { server GREEN; }
        server {
          listen 127.0.0.1:PORT;
          location /blue { proxy_pass http://shop-blue; }
          location /green { proxy_pass http://shop-green; }
        }
      }
      """;

  NginxAccessLogTest() throws IOException {}

  @Override
  ServerProcess start(Path directory, int port, String log, List<Backend> backends)
      throws IOException {
    Path config = directory.resolve("nginx.conf");
    Files.writeString(
        config,
        CONFIG
            .replace("DIR", directory.toString())
            .replace("LOG", log)
            .replace("BLUE", backends.getFirst().node().address().getAuthority())
            .replace("GREEN", backends.getLast().node().address().getAuthority())
            .replace("PORT", "" + port));
    return ServerProcess.start(
        directory,
        List.of(Programs.path("nginx"), "-c", config.toString(), "-e", "stderr"),
        () -> ServerProcess.listens(port));
  }
}
