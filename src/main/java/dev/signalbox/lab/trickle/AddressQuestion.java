package dev.signalbox.lab.trickle;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What the lab's users ask the DNS: the IPv4 address of a name (RFC 1035, 4), as anybody's resolver
 * library does.
 *
 * @param host the name
 * @param resolver where it is asked, over UDP
 */
public record AddressQuestion(String host, InetSocketAddress resolver) {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int HEADER = 12;
  private static final int LARGEST = 4096;
  private static final int A = 1;
  private static final int INTERNET = 1;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int POINTER = 0xC0;

  /**
   * The first address that was answered.
   *
   * @param ttl the shortest on the way to it, CNAMEs included
   */
  record Address(InetAddress address, Duration ttl) {}

  /** Asks; throws when there is no answer within a second, or none with an address. */
  Address ask() throws IOException {
    byte[] question = question();
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(resolver);
      socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
      socket.send(new DatagramPacket(question, question.length));
      DatagramPacket answer = new DatagramPacket(new byte[LARGEST], LARGEST);
      socket.receive(answer);
      return address(ByteBuffer.wrap(answer.getData(), 0, answer.getLength()));
    } catch (java.nio.BufferUnderflowException malformed) {
      throw new IOException("the answer of " + resolver + " is cut off", malformed);
    }
  }

  private byte[] question() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeShort(host.hashCode());
    out.writeShort(RECURSION_DESIRED);
    out.writeShort(1);
    out.write(new byte[HEADER / 2]);
    for (String label : host.split("\\.", -1)) {
      byte[] ascii = label.getBytes(StandardCharsets.US_ASCII);
      out.writeByte(ascii.length);
      out.write(ascii);
    }
    out.writeByte(0);
    out.writeShort(A);
    out.writeShort(INTERNET);
    return bytes.toByteArray();
  }

  private Address address(ByteBuffer answer) throws IOException {
    int questions = answer.getShort(4);
    int records = answer.getShort(6);
    answer.position(HEADER);
    for (int i = 0; i < questions; i++) {
      skipName(answer);
      answer.position(answer.position() + 4);
    }
    long ttl = Long.MAX_VALUE;
    for (int i = 0; i < records; i++) {
      skipName(answer);
      int type = answer.getShort();
      answer.getShort();
      ttl = Math.min(ttl, Integer.toUnsignedLong(answer.getInt()));
      byte[] data = new byte[Short.toUnsignedInt(answer.getShort())];
      answer.get(data);
      if (type == A) {
        return new Address(InetAddress.getByAddress(data), Duration.ofSeconds(ttl));
      }
    }
    throw new IOException(resolver + " knows no address of " + host);
  }

  private static void skipName(ByteBuffer message) {
    while (true) {
      int length = Byte.toUnsignedInt(message.get());
      if ((length & POINTER) == POINTER) {
        message.get();
        return;
      }
      if (length == 0) {
        return;
      }
      message.position(message.position() + length);
    }
  }
}
