package dev.signalbox.probe.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A named pipe between a test and its script. */
record Fifo(Path path) {

  static Fifo in(Path directory) throws IOException, InterruptedException {
    Path path = Files.createTempDirectory(directory, "fifo").resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
    return new Fifo(path);
  }

  /** Waits for a script that reads. */
  void write(String line) {
    try {
      Files.writeString(path, line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads until every process that holds the pipe open has gone. Asking the system for the
   * processes would count those that have ended and were not buried yet.
   */
  Thread reader() {
    return Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try (InputStream in = Files.newInputStream(path)) {
                in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  static void assertEnds(Thread reader) throws InterruptedException {
    assertThat(reader.join(Duration.ofSeconds(30))).isTrue();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
