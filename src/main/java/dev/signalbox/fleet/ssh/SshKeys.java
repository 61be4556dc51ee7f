package dev.signalbox.fleet.ssh;

import dev.signalbox.port.PortFailure;
import dev.signalbox.port.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** The keys that let us in, read anew for each connection. */
final class SshKeys {
  private final SshSettings settings;

  SshKeys(SshSettings settings) {
    this.settings = settings;
  }

  /** Offers every key to the machine, beside those of the agent. */
  void offer(ClientSession session, SshTarget target) {
    for (Path file : settings.keys()) {
      load(file).forEach(session::addPublicKeyIdentity);
    }
    if (settings.keys().isEmpty() && settings.agent().isEmpty()) {
      throw new PortFailure.Unreachable("there is neither a key nor an agent for " + target, null);
    }
  }

  private List<KeyPair> load(Path file) {
    List<KeyPair> pairs = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      Iterable<KeyPair> found =
          SecurityUtils.loadKeyPairIdentities(
              null, NamedResource.ofName(file.toString()), in, passphrase());
      if (found != null) {
        found.forEach(pairs::add);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new PortFailure.Unreachable(
          "the key "
              + file
              + " cannot be read: is it a private key that this account may read, and its"
              + " passphrase right? ("
              + e.getClass().getSimpleName()
              + ")",
          e);
    }
    if (pairs.isEmpty()) {
      throw new PortFailure.Unreachable(file + " holds no private key", null);
    }
    return pairs;
  }

  private FilePasswordProvider passphrase() {
    return settings
        .passphrase()
        .map(Secret::reveal)
        .map(FilePasswordProvider::of)
        .orElse(FilePasswordProvider.EMPTY);
  }

  /** What is to be said when none of them opens. */
  String refused() {
    String files = settings.keys().stream().map(Path::toString).collect(Collectors.joining(", "));
    String agent = settings.agent().map(it -> "the agent " + it).orElse("");
    String offered = files + (files.isEmpty() || agent.isEmpty() ? "" : " and ") + agent;
    return "does not let us in with " + offered;
  }
}
