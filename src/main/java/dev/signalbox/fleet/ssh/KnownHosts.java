package dev.signalbox.fleet.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.digest.BuiltinDigests;

/**
 * The keys of machines that an operator has confirmed, in OpenSSH's file format (sshd(8),
 * SSH_KNOWN_HOSTS FILE FORMAT). Read anew for each connection; never written. Lines for certificate
 * authorities confirm nothing.
 */
final class KnownHosts {
  private static final String REVOKED = "revoked";

  private final Path file;

  KnownHosts(Path file) {
    this.file = file;
  }

  /** What is to be thought of a key that a machine shows. */
  sealed interface Verdict {
    /** An operator has confirmed it. */
    record Known() implements Verdict {}

    /** It must not be trusted. */
    record Refused(String reason) implements Verdict {}
  }

  /** Judges the key that a machine shows. */
  Verdict judge(SshTarget target, PublicKey shown) {
    List<KnownHostEntry> entries;
    try {
      entries = entries(target);
    } catch (IOException e) {
      return new Verdict.Refused(file + ", with the keys of machines, cannot be read: " + e);
    }
    if (has(entries.stream().filter(it -> REVOKED.equals(it.getMarker())).toList(), shown)) {
      return new Verdict.Refused(
          "%s shows a key that is revoked in %s: %s. Do not use this machine until you know why"
              .formatted(target.knownAs(), file, fingerprint(shown)));
    }
    List<KnownHostEntry> confirmed = confirmed(entries);
    if (has(confirmed, shown)) {
      return new Verdict.Known();
    }
    return new Verdict.Refused(
        confirmed.isEmpty() ? firstContact(target, shown) : changed(target, confirmed, shown));
  }

  /** The types of key under which the machine is known; empty when it is not, or not readable. */
  Set<String> types(SshTarget target) {
    try {
      return confirmed(entries(target)).stream()
          .map(it -> it.getKeyEntry().getKeyType())
          .collect(Collectors.toSet());
    } catch (IOException _) {
      return Set.of(); // The judgement on the key says so.
    }
  }

  private List<KnownHostEntry> entries(SshTarget target) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    return KnownHostEntry.readKnownHostEntries(file).stream()
        .filter(it -> it.isHostMatch(target.host(), target.port()))
        .toList();
  }

  private static List<KnownHostEntry> confirmed(List<KnownHostEntry> entries) {
    return entries.stream()
        .filter(it -> it.getMarker() == null || it.getMarker().isEmpty())
        .toList();
  }

  private static boolean has(List<KnownHostEntry> entries, PublicKey shown) {
    return entries.stream().anyMatch(it -> isKeyOf(it, shown));
  }

  private static boolean isKeyOf(KnownHostEntry entry, PublicKey shown) {
    try {
      PublicKey key = entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
      return key != null && KeyUtils.compareKeys(key, shown);
    } catch (IOException | GeneralSecurityException _) {
      return false; // A line that nobody can read confirms nothing.
    }
  }

  private String firstContact(SshTarget target, PublicKey shown) {
    return ("%s has a key that nobody has confirmed yet: %s. Compare that with what `ssh-keygen -lf"
            + " /etc/ssh/ssh_host_%s_key.pub` prints on the machine itself; if it is the same,"
            + " confirm it with: echo '%s' >> %s")
        .formatted(target.knownAs(), fingerprint(shown), kind(shown), line(target, shown), file);
  }

  private String changed(SshTarget target, List<KnownHostEntry> known, PublicKey shown) {
    String types =
        known.stream()
            .map(it -> it.getKeyEntry().getKeyType())
            .distinct()
            .collect(Collectors.joining(", "));
    return ("THE KEY OF %s HAS CHANGED: it shows %s, but %s has another one (%s). Either the"
            + " machine was set up anew, or somebody is between it and us. Nothing was done. If"
            + " it was set up anew: ssh-keygen -R '%s' -f %s, and confirm the new key")
        .formatted(target.knownAs(), fingerprint(shown), file, types, target.knownAs(), file);
  }

  private static String line(SshTarget target, PublicKey key) {
    return target.knownAs() + " " + PublicKeyEntry.toString(key);
  }

  private static String fingerprint(PublicKey key) {
    return KeyUtils.getKeyType(key) + " " + KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
  }

  /** As OpenSSH calls the file: {@code ed25519}, {@code ecdsa}, {@code rsa}. */
  private static String kind(PublicKey key) {
    String type = KeyUtils.getKeyType(key);
    return type.startsWith("ecdsa") ? "ecdsa" : type.replaceFirst("^ssh-", "");
  }
}
