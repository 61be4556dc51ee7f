package dev.signalbox.traffic.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;

/**
 * Sends one message and hears the answer (RFC 1035, 4.2). It knows for certain whether a message
 * was sent, which decides between nothing changed and perhaps changed.
 */
final class Wire {
  private static final int LARGEST = 65_535;

  /** A message that came, and its bytes, over which its signature goes. */
  static final class Heard {
    private final Message message;
    private final byte[] bytes;

    private Heard(Message message, byte[] bytes) {
      this.message = message;
      this.bytes = bytes;
    }

    Message message() {
      return message;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  /** It was certainly not sent. */
  static final class NotSent extends Exception {
    private static final long serialVersionUID = 1L;

    NotSent(String reason) {
      super(reason);
    }
  }

  /** It was sent, and no answer came that could be one. */
  static final class NoAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    NoAnswer(String reason) {
      super(reason);
    }
  }

  private Wire() {}

  /**
   * Over UDP. What answers another question is passed over, for anybody can send that.
   *
   * @param believable what an answer must be for the waiting to end; when none is, the last one
   *     that came is returned at the deadline
   */
  static Heard udp(
      InetSocketAddress server, byte[] question, Predicate<Heard> believable, Deadline deadline)
      throws NotSent, NoAnswer {
    try (DatagramSocket socket = new DatagramSocket()) {
      connectAndSend(socket, server, question);
      Optional<Heard> odd = Optional.empty();
      while (true) {
        try {
          Optional<Heard> heard = receive(socket, question, deadline);
          if (heard.filter(believable).isPresent()) {
            return heard.get();
          }
          odd = heard.isPresent() ? heard : odd;
        } catch (PortUnreachableException nobody) {
          throw new NotSent("nobody listens there");
        } catch (IOException e) {
          if (odd.isPresent()) {
            return odd.get();
          }
          throw new NoAnswer(words(e));
        }
      }
    } catch (IOException e) {
      throw new NotSent(words(e));
    }
  }

  private static void connectAndSend(
      DatagramSocket socket, InetSocketAddress server, byte[] question)
      throws IOException, NotSent {
    if (server.isUnresolved()) {
      throw new NotSent("no address is known for " + server.getHostString());
    }
    socket.connect(server);
    socket.send(new DatagramPacket(question, question.length));
  }

  private static Optional<Heard> receive(DatagramSocket socket, byte[] question, Deadline deadline)
      throws IOException {
    if (deadline.isPast()) {
      throw new SocketTimeoutException();
    }
    socket.setSoTimeout(deadline.millis());
    DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    socket.receive(packet);
    return answer(question, Arrays.copyOf(packet.getData(), packet.getLength()));
  }

  /** Over TCP, which says clearly that nobody listens, and takes answers of any length. */
  static Heard tcp(InetSocketAddress server, byte[] question, Deadline deadline)
      throws NotSent, NoAnswer {
    try (Socket socket = new Socket()) {
      if (server.isUnresolved()) {
        throw new NotSent("no address is known for " + server.getHostString());
      }
      try {
        socket.setTcpNoDelay(true);
        socket.connect(server, deadline.millis());
      } catch (IOException e) {
        throw new NotSent(words(e));
      }
      return ask(socket, question, deadline);
    } catch (IOException e) {
      throw new NoAnswer(words(e));
    }
  }

  private static Heard ask(Socket socket, byte[] question, Deadline deadline)
      throws IOException, NoAnswer {
    ByteBuffer framed = ByteBuffer.allocate(question.length + 2);
    framed.putShort((short) question.length).put(question);
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.write(framed.array());
    out.flush();
    socket.setSoTimeout(deadline.millis());
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] bytes = new byte[in.readUnsignedShort()];
    socket.setSoTimeout(deadline.millis());
    in.readFully(bytes);
    return answer(question, bytes)
        .orElseThrow(() -> new NoAnswer("it answered something that was not asked"));
  }

  /** What came, if it answers the question: same number, same name, and an answer at all. */
  private static Optional<Heard> answer(byte[] question, byte[] bytes) {
    try {
      Message asked = new Message(question);
      Message came = new Message(bytes);
      boolean fits =
          came.getHeader().getFlag(Flags.QR)
              && came.getHeader().getID() == asked.getHeader().getID()
              && came.getHeader().getOpcode() == asked.getHeader().getOpcode()
              && sameQuestion(asked.getQuestion(), came.getQuestion());
      return fits ? Optional.of(new Heard(came, bytes)) : Optional.empty();
    } catch (IOException malformed) {
      return Optional.empty();
    }
  }

  /** Refusals may leave the question out. */
  private static boolean sameQuestion(
      Record asked, @org.jspecify.annotations.Nullable Record came) {
    return came == null || asked.equals(came);
  }

  private static String words(IOException e) {
    return switch (e) {
      case SocketTimeoutException _ -> "no answer in time";
      case java.io.EOFException _ -> "it closed the connection";
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }
}
