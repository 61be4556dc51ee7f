package dev.signalbox.fleet.docker;

import dev.signalbox.server.SshServer;
import java.nio.file.Path;
import java.util.List;

/** Certificates for both sides of an engine's TCP port, as docs/docker-engine.md has them named. */
final class Certificates {

  private Certificates() {}

  /** Makes an authority, one of the server at the address and one of the client. */
  static void make(Path directory, String address) {
    SshServer.run(
        "sh",
        "-ec",
        """
        cd "$1"
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=ca \
          -keyout ca-key.pem -out ca.pem
        for who in server client; do
          openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=$who \
            -keyout $who-key.pem -out $who.csr
          printf 'subjectAltName=IP:%s\\nextendedKeyUsage=%sAuth\\n' "$2" $who > $who.ext
          openssl x509 -req -in $who.csr -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 2 \
            -extfile $who.ext -out $who.pem
        done
        cp client.pem cert.pem; cp client-key.pem key.pem
        """,
        "sh",
        directory.toString(),
        address);
  }

  /** The engine's arguments for listening with them. */
  static List<String> listening(Path directory, String address, int port) {
    return List.of(
        "-H",
        "tcp://" + address + ":" + port,
        "--tlsverify",
        "--tlscacert=" + directory.resolve("ca.pem"),
        "--tlscert=" + directory.resolve("server.pem"),
        "--tlskey=" + directory.resolve("server-key.pem"));
  }
}
