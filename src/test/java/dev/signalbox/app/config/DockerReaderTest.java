package dev.signalbox.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.deployment.WarmUpPolicy;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;
import org.springframework.mock.env.MockPropertySource;

/** The example of red/black on Docker Engines, and what can be wrong with it. */
class DockerReaderTest {

  private static final Path BASE = Path.of(System.getProperty("basedir"));
  private static final String DOCKER = "signalbox.applications.api.equipment.provisioner.docker.";
  private static final String SUITE =
      "signalbox.applications.api.smoke.suite=" + BASE.resolve("config/smoke/shop.yaml");

  private static Setup read(String... properties) throws IOException {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().remove("systemEnvironment");
    new YamlPropertySourceLoader()
        .load(
            "example", new FileSystemResource(BASE.resolve("config/examples/redblack-docker.yaml")))
        .forEach(environment.getPropertySources()::addLast);
    MockPropertySource more = new MockPropertySource("arguments");
    for (String property : properties) {
      int equals = property.indexOf('=');
      more.setProperty(property.substring(0, equals), property.substring(equals + 1));
    }
    environment.getPropertySources().addFirst(more);
    return Setup.read(environment);
  }

  @Test
  void theExampleIsAWholeConfiguration() throws IOException {
    LaneSetup lane = read(SUITE).lanes().getFirst();

    assertThat(lane.equipment().provisioner()).isPresent();
    assertThat(lane.checks().smoke().node()).hasSize(2).allMatch(SmokeCheck.Http.class::isInstance);
    assertThat(lane.checks().warmUp().load()).isInstanceOf(WarmUpPolicy.Load.AtRate.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          engines.one.url=http://x | engines.one.url: found 'http://…', write unix:///var/run/docker.sock, tcp://HOST:2376 or ssh://USER@HOST
          engines.one.url=tcp://10.0.0.1:2376 | engines.one.certificates: found nothing, write a directory with ca.pem, cert.pem and key.pem
          engines.one.url=ssh://deploy:hush-hush@10.0.0.1 | engines.one.url: found a password in it, write no password: ssh is given a key
          image.archive=/srv/api-{version}.tar | image: found several places, write one of registry, archive and on-engines
          image.registry=registry/api:latest | image: found 'registry/api:latest', write a name with {version} in it
          image.user=deploy | image: found half a login, write user and one of password and password-file, or none of them
          image.password=nobody-knows | image: found half a login, write user and one of password and password-file, or none of them
          container.environment.[TOKEN]={secret:none} | container.environment.[TOKEN]: found 'none', write one of database
          container.command=serve,{secret:none} | container.command[1]: found a secret where others can see it, as in a list of processes, write it below environment
          container.port=0 | container.port: found 0, write the port that the application listens on
          container.ports=20000 | container.ports: found '20000', write two ports, such as 20000-29999
          container.cpus=0 | container.cpus: found 0.0, write more than 0, such as 1.5
          health.path=healthz | health.path: found 'healthz', write a path that begins with a slash
          health.steady=-1s | health.steady: found -1s, write 0s or more
          """)
  void saysWhichFieldWhatItFoundAndWhatToWrite(String property, String problem) {
    assertThatThrownBy(() -> read(SUITE, DOCKER + property))
        .isInstanceOf(ConfigurationProblems.class)
        .hasMessageContaining(DOCKER + problem)
        .message()
        .doesNotContain("hush-hush");
  }
}
