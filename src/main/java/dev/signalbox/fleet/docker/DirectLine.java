package dev.signalbox.fleet.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.LocalDirectorySSLConfig;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.SSLConfig;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.signalbox.fleet.docker.DockerSettings.Connection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A line that is there by itself: a socket of this machine, or TCP with TLS. */
final class DirectLine implements Engine.Line {

  private static final int CONNECTIONS = 16;

  private final DockerHttpClient http;
  private final DockerClient client;

  private DirectLine(URI address, @Nullable Path certificates, Duration timeout) {
    SSLConfig tls =
        certificates == null ? null : new LocalDirectorySSLConfig(certificates.toString());
    this.http =
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(address)
            .sslConfig(tls)
            .maxConnections(CONNECTIONS)
            .connectionTimeout(timeout)
            .responseTimeout(timeout)
            .build();
    // Said in full, or docker-java takes what is missing from the bot's environment.
    DefaultDockerClientConfig config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(address.toString())
            .withDockerTlsVerify(certificates != null)
            .withDockerCertPath(certificates == null ? null : certificates.toString())
            .withRegistryUsername(null)
            .withRegistryPassword(null)
            .build();
    this.client = DockerClientImpl.getInstance(config, http);
  }

  static DirectLine socket(Path socket, Duration timeout) {
    return new DirectLine(URI.create("unix://" + socket.toAbsolutePath()), null, timeout);
  }

  static DirectLine tls(Connection.Tls tls, Duration timeout) {
    URI address = URI.create("tcp://" + tls.host() + ":" + tls.port());
    return new DirectLine(address, tls.certificates(), timeout);
  }

  @Override
  public DockerClient client() {
    return client;
  }

  @Override
  public DockerHttpClient http() {
    return http;
  }

  @Override
  public void close() {
    Parting.from(client);
  }
}
