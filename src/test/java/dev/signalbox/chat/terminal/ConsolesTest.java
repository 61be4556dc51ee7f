package dev.signalbox.chat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ConsolesTest {
  @TempDir private Path directory;

  @Test
  void linesAreReadAsUtf8WhateverTheirEnds() {
    assertThat(lines("/deploy v2\n✅ é\r\n\nlast".getBytes(StandardCharsets.UTF_8)))
        .containsExactly("/deploy v2", "✅ é\r", "", "last");
  }

  @Test
  void bytesThatAreNoUtf8BecomeReplacementCharacters() {
    assertThat(lines(new byte[] {'a', (byte) 0xff, (byte) 0xc3, '\n'})).containsExactly("a��");
  }

  @Test
  void aLineWithoutEndIsCutOffInsteadOfFillingTheMemory() {
    byte[] endless = new byte[3 << 20];
    Arrays.fill(endless, (byte) 'x');

    assertThat(lines(endless)).singleElement().satisfies(l -> assertThat(l).hasSize(1 << 20));
  }

  @Test
  void anInputThatFailsHasEnded() {
    InputStream broken = new PipedInputStream(); // connected to nothing: each read fails

    assertThat(new PipedConsole(broken, new ByteArrayOutputStream()).readLine()).isEmpty();
  }

  @Test
  void outputIsUtf8() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new PipedConsole(InputStream.nullInputStream(), out).print("✔ fertig");

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("✔ fertig\n");
  }

  @Test
  void aPersonHasAPromptAndCompletionOfTheLastWord() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> asked = new ArrayList<>();
    try (PipedOutputStream keys = new PipedOutputStream();
        Terminal terminal = terminal(new PipedInputStream(keys), out)) {
      JLineConsole console =
          new JLineConsole(
              terminal,
              "deployer ▸ ",
              line -> {
                asked.add(line);
                return List.of("/deploy");
              },
              directory.resolve("history"),
              false);

      press(keys, "@approver /dep\tv2\r\"quoted\\\r\u0004");

      assertThat(console.readLine()).contains("@approver /deploy v2");
      assertThat(console.readLine()).contains("\"quoted\\");
      assertThat(console.readLine()).isEmpty();
    }
    assertThat(asked).contains("/dep");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("deployer ▸ ");
  }

  @Test
  void whatArrivesWhileAPersonTypesIsPrintedAboveTheLine() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PipedOutputStream keys = new PipedOutputStream();
        Terminal terminal = terminal(new PipedInputStream(keys), out)) {
      JLineConsole console =
          new JLineConsole(terminal, "▸ ", _ -> List.of(), directory.resolve("history"), false);
      console.print("✔ a message");
      press(keys, "/status\r");

      assertThat(console.readLine()).contains("/status");
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("✔ a message");
  }

  private static void press(PipedOutputStream keys, String typed) throws IOException {
    keys.write(typed.getBytes(StandardCharsets.UTF_8));
    keys.flush();
  }

  @Test
  void coloursAreForTerminalsWhoseUserDidNotRefuseThem() {
    assertThat(JLineConsole.colours(null, "xterm-256color")).isTrue();
    assertThat(JLineConsole.colours("", "xterm-256color")).isTrue();
    assertThat(JLineConsole.colours("1", "xterm-256color")).isFalse();
    assertThat(JLineConsole.colours(null, "dumb")).isFalse();
  }

  private static Terminal terminal(InputStream keys, ByteArrayOutputStream out) throws IOException {
    // Without a pseudo-terminal between, so that every key is there when it is looked for.
    Terminal terminal = new ExternalTerminal("test", "xterm", keys, out, StandardCharsets.UTF_8);
    terminal.setSize(Size.of(120, 40));
    return terminal;
  }

  private static List<String> lines(byte[] input) {
    PipedConsole console =
        new PipedConsole(new ByteArrayInputStream(input), new ByteArrayOutputStream());
    List<String> lines = new ArrayList<>();
    for (Optional<String> line = console.readLine(); line.isPresent(); line = console.readLine()) {
      lines.add(line.get());
    }
    return lines;
  }
}
