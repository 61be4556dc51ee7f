package dev.signalbox.traffic.dns;

import dev.signalbox.port.Line;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The line between the bot and a name server, over UDP and TCP, on which we can tamper. */
final class DnsLine implements Line, AutoCloseable {
  private static final int LARGEST = 65_535;
  private static final int UPDATE = 5;

  /** What becomes of a question. */
  interface Tampering {
    /** Nothing at all. */
    Tampering NONE = (_, real) -> Optional.of(real.answer());

    /**
     * The bytes that come back; empty for none at all.
     *
     * @param real asks the server
     */
    Optional<byte[]> answer(byte[] question, Real real) throws IOException;
  }

  /** Asks the server behind the line. */
  interface Real {
    /** Its answer. */
    byte[] answer() throws IOException;
  }

  private final int server;
  private final ServerSocket tcp;
  private final DatagramSocket udp;
  private final AtomicReference<Tampering> tampering = new AtomicReference<>(Tampering.NONE);

  DnsLine(int server) {
    this.server = server;
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try {
      tcp = new ServerSocket(0, 50, loopback);
      udp = new DatagramSocket(new InetSocketAddress(loopback, tcp.getLocalPort()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::overTcp);
    Thread.ofVirtual().start(this::overUdp);
  }

  Endpoint endpoint() {
    return new Endpoint("127.0.0.1", tcp.getLocalPort());
  }

  void tamper(Tampering how) {
    tampering.set(how);
  }

  static boolean isUpdate(byte[] message) {
    return (message[2] >> 3 & 15) == UPDATE;
  }

  @Override
  public void cutOff() {
    close();
  }

  @Override
  public void loseNextAnswer() {
    tamper(
        (question, real) -> {
          byte[] answer = real.answer();
          if (!isUpdate(question)) {
            return Optional.of(answer);
          }
          tamper(Tampering.NONE);
          return Optional.empty();
        });
  }

  private void overTcp() {
    try {
      while (true) {
        Socket client = tcp.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException closed) {
      // The line was cut.
    }
  }

  private void serve(Socket client) {
    try (client) {
      byte[] question = read(new DataInputStream(client.getInputStream()));
      Optional<byte[]> answer = tampering.get().answer(question, () -> ask(question));
      if (answer.isPresent()) {
        write(client, answer.get());
      }
    } catch (IOException gone) {
      // Whoever asked has gone, or the server has: then there is no answer.
    }
  }

  private byte[] ask(byte[] question) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server)) {
      write(socket, question);
      return read(new DataInputStream(socket.getInputStream()));
    }
  }

  private static byte[] read(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readUnsignedShort()];
    in.readFully(bytes);
    return bytes;
  }

  private static void write(Socket socket, byte[] message) throws IOException {
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    byte[] framed = new byte[message.length + 2];
    framed[0] = (byte) (message.length >> 8);
    framed[1] = (byte) message.length;
    System.arraycopy(message, 0, framed, 2, message.length);
    out.write(framed);
    out.flush();
  }

  private void overUdp() {
    byte[] buffer = new byte[LARGEST];
    while (!udp.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        udp.receive(packet);
        byte[] question = Arrays.copyOf(buffer, packet.getLength());
        Optional<byte[]> answer = tampering.get().answer(question, () -> ask(question));
        if (answer.isPresent()) {
          udp.send(
              new DatagramPacket(answer.get(), answer.get().length, packet.getSocketAddress()));
        }
      } catch (IOException gone) {
        // No answer then.
      }
    }
  }

  @Override
  public void close() {
    try {
      tcp.close();
      udp.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
