package dev.signalbox.fleet.ssh;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * An agent behind a socket of this machine, which signs with keys that never leave it
 * (draft-miller-ssh-agent, section 3).
 */
final class AgentSocket extends AbstractAgentProxy {
  private static final int LENGTH = 4;
  private static final int LONGEST_ANSWER = 256 * 1024;

  private final SocketChannel channel;

  private AgentSocket(SocketChannel channel) {
    super(null);
    this.channel = channel;
  }

  /** Connects to the agent for each session; nothing is forwarded to the other machines. */
  record Factory(Path socket) implements SshAgentFactory {
    @Override
    public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
      return List.of();
    }

    @Override
    public SshAgent createClient(Session session, FactoryManager manager) throws IOException {
      return new AgentSocket(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }

    @Override
    public SshAgentServer createServer(ConnectionService service) throws IOException {
      throw new IOException("agents are not forwarded");
    }
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }

  @Override
  protected synchronized Buffer request(Buffer buffer) throws IOException {
    ByteBuffer question = ByteBuffer.wrap(buffer.array(), buffer.rpos(), buffer.available());
    while (question.hasRemaining()) {
      channel.write(question);
    }
    int length = read(LENGTH).getInt();
    if (length < 1 || length > LONGEST_ANSWER) {
      throw new IOException("the agent answered with " + length + " bytes");
    }
    return new ByteArrayBuffer(read(length).array());
  }

  private ByteBuffer read(int count) throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(count);
    while (answer.hasRemaining()) {
      if (channel.read(answer) < 0) {
        throw new IOException("the agent hung up");
      }
    }
    return answer.flip();
  }
}
