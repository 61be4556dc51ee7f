package dev.signalbox.fleet.ssh;

import dev.signalbox.fleet.ssh.KnownHosts.Verdict;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.Signature;
import org.jspecify.annotations.Nullable;

/**
 * Lets only machines through whose key an operator has confirmed, and asks each for the type of key
 * under which it is known: a machine has several keys, and shows the one that it is asked for.
 */
final class HostKeyCheck implements ServerKeyVerifier, SessionListener {
  private static final AttributeKey<Contact> CONTACT = new AttributeKey<>();
  private static final String SHA1 = "ssh-rsa";

  private final KnownHosts known;

  /**
   * One attempt to connect to a machine. It names the machine that is meant, for the address may be
   * that of the way through another one; and it outlives its session, which forgets everything.
   */
  static final class Contact {
    private final SshTarget target;
    private volatile @Nullable String refusal;

    Contact(SshTarget target) {
      this.target = target;
    }

    /** What the session is begun with. */
    AttributeRepository context() {
      return AttributeRepository.ofKeyValuePair(CONTACT, this);
    }

    /** Why the machine's key was refused; empty when it was not. */
    Optional<String> refusal() {
      return Optional.ofNullable(refusal);
    }
  }

  HostKeyCheck(KnownHosts known) {
    this.known = known;
  }

  @Override
  public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
    Contact contact = contact(session).orElseThrow();
    return switch (known.judge(contact.target, key)) {
      case Verdict.Known _ -> true;
      case Verdict.Refused(String reason) -> {
        contact.refusal = reason;
        yield false;
      }
    };
  }

  @Override
  public void sessionCreated(Session session) {
    if (session instanceof ClientSession mine) {
      Set<String> types = contact(mine).map(it -> known.types(it.target)).orElse(Set.of());
      List<NamedFactory<Signature>> factories = new ArrayList<>(session.getSignatureFactories());
      factories.removeIf(it -> it.getName().equals(SHA1));
      factories.sort(Comparator.comparing(it -> !types.contains(typeOf(it.getName()))));
      session.setSignatureFactories(factories);
    }
  }

  /** The type of the key that is behind an algorithm (RFC 8332, section 3). */
  private static String typeOf(String algorithm) {
    return algorithm.matches("rsa-sha2-(256|512)") ? SHA1 : algorithm;
  }

  private static Optional<Contact> contact(ClientSession session) {
    AttributeRepository context = session.getConnectionContext();
    return context == null ? Optional.empty() : Optional.ofNullable(context.getAttribute(CONTACT));
  }
}
