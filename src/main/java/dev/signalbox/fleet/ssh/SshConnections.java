package dev.signalbox.fleet.ssh;

import dev.signalbox.port.PortFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.forward.ExplicitPortForwardingTracker;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/**
 * Connections to machines, made when they are needed and kept: a new one costs some 120 ms, a
 * program over an old one 3 ms.
 */
public final class SshConnections implements AutoCloseable {
  private static final int UNANSWERED = 3;

  /** OpenSSH carries ten at a time over one connection; two are left to end programs. */
  private static final int AT_ONCE = 8;

  private final SshSettings settings;
  private final SshClient client;
  private final Map<SshTarget, Kept> kept = new ConcurrentHashMap<>();

  /** Nothing is connected yet. */
  public SshConnections(SshSettings settings) {
    this.settings = settings;
    this.client = client(settings, new HostKeyCheck(new KnownHosts(settings.knownHosts())));
  }

  private static SshClient client(SshSettings settings, HostKeyCheck hostKeys) {
    SshClient client = SshClient.setUpDefaultClient();
    // What is in the account's own ~/.ssh does not count: what counts is written in one place.
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setFilePasswordProvider(FilePasswordProvider.EMPTY);
    client.setServerKeyVerifier(hostKeys);
    client.addSessionListener(hostKeys);
    settings.agent().ifPresent(socket -> client.setAgentFactory(new AgentSocket.Factory(socket)));
    CoreModuleProperties.TCP_NODELAY.set(client, true);
    CoreModuleProperties.HEARTBEAT_REQUEST.set(client, "keepalive@openssh.com");
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, settings.pace().keepAlive());
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, UNANSWERED);
    client.start();
    return client;
  }

  /** One machine's connection; whoever needs it first makes it, and the others wait. */
  private static final class Kept {
    private final Semaphore places = new Semaphore(AT_ONCE);
    private @Nullable ClientSession session;
  }

  /** A place on a connection, to be given back. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits until the connection to a machine has room for one more program. */
  Place placeAt(SshTarget target) {
    Semaphore places = kept(target).places;
    places.acquireUninterruptibly();
    return places::release;
  }

  private Kept kept(SshTarget target) {
    return kept.computeIfAbsent(target, _ -> new Kept());
  }

  /**
   * The open connection to a machine.
   *
   * @throws PortFailure.Unreachable with what to do about it
   */
  ClientSession to(SshTarget target) {
    Kept mine = kept(target);
    synchronized (mine) {
      ClientSession open = mine.session;
      if (open == null || !open.isOpen()) {
        open = connect(target, settings.jumps());
        mine.session = open;
      }
      return open;
    }
  }

  /** Gives up a connection that has proved to be dead. */
  void drop(SshTarget target, ClientSession dead) {
    Kept mine = kept(target);
    synchronized (mine) {
      if (mine.session == dead) {
        mine.session = null;
      }
    }
    dead.close(true);
  }

  private ClientSession connect(SshTarget target, List<SshTarget> jumps) {
    if (jumps.isEmpty()) {
      return connect(target, new InetSocketAddress(target.host(), target.port()));
    }
    ClientSession jump = connect(jumps.getLast(), jumps.subList(0, jumps.size() - 1));
    try {
      ExplicitPortForwardingTracker way =
          jump.createLocalPortForwardingTracker(
              new SshdSocketAddress("127.0.0.1", 0),
              new SshdSocketAddress(target.host(), target.port()));
      ClientSession session = connect(target, way.getBoundAddress().toInetSocketAddress());
      session.addCloseFutureListener(_ -> jump.close(true));
      return session;
    } catch (IOException e) {
      jump.close(true);
      throw unreachable(target, "cannot be reached through " + jumps.getLast(), e);
    } catch (PortFailure e) {
      jump.close(true);
      throw e;
    }
  }

  private ClientSession connect(SshTarget target, InetSocketAddress address) {
    HostKeyCheck.Contact contact = new HostKeyCheck.Contact(target);
    ClientSession session;
    try {
      if (address.isUnresolved()) {
        throw new IOException(
            "nobody knows the name " + target.host() + "; is it right, and in the DNS?");
      }
      session =
          client
              .connect(target.user(), address, contact.context(), null)
              .verify(settings.pace().connect())
              .getSession();
    } catch (IOException e) {
      throw unreachable(target, "cannot be reached", e);
    }
    try {
      new SshKeys(settings).offer(session, target);
      session.auth().verify(settings.pace().connect());
      return session;
    } catch (IOException e) {
      session.close(true);
      throw contact
          .refusal()
          .<PortFailure>map(reason -> new PortFailure.Unreachable(reason, e))
          .orElseGet(() -> unreachable(target, refusal(e), e));
    } catch (PortFailure e) {
      session.close(true);
      throw e;
    }
  }

  private String refusal(IOException e) {
    return SshWords.isSilence(e)
        ? "accepts the connection, and then is silent"
        : new SshKeys(settings).refused();
  }

  private static PortFailure unreachable(SshTarget target, String what, IOException e) {
    return new PortFailure.Unreachable(target + " " + what + ": " + SshWords.reason(e), e);
  }

  @Override
  public void close() {
    client.stop();
  }
}
