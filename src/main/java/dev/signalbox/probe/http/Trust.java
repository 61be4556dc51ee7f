package dev.signalbox.probe.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/** Whom a check trusts: other authorities than Java's, or a certificate for another name. */
final class Trust {

  private static final int DNS_NAME = 2;

  private Trust() {}

  /**
   * What TLS is spoken with.
   *
   * @param file with certificates in PEM; empty for those that Java trusts
   * @param host whose certificate it must be; empty for that of the address
   */
  static SSLContext context(Optional<Path> file, Optional<String> host) throws IOException {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(file.isPresent() ? store(file.get()) : null);
      TrustManager[] managers = factory.getTrustManagers();
      if (host.isPresent()) {
        X509TrustManager chain =
            Stream.of(managers)
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow();
        managers = new TrustManager[] {new ForHost(chain, Question.withoutPort(host.get()))};
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new SSLException("the trusted certificates cannot be used: " + e.getMessage(), e);
    }
  }

  private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> read =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      int number = 0;
      for (Certificate each : read) {
        store.setCertificateEntry("ca" + number++, each);
      }
    } catch (IOException e) {
      throw new SSLException("the file of trusted certificates cannot be read: " + file, e);
    }
    return store;
  }

  /** Whether a certificate is one for this name, which may be by a wildcard for its first label. */
  static boolean isFor(X509Certificate certificate, String host) throws CertificateException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    String wanted = host.toLowerCase(Locale.ROOT);
    return names != null
        && names.stream()
            .filter(name -> name.get(0).equals(DNS_NAME))
            .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
            .anyMatch(
                name ->
                    name.equals(wanted)
                        || (name.startsWith("*.")
                            && wanted.indexOf('.') > 0
                            && name.substring(1).equals(wanted.substring(wanted.indexOf('.')))));
  }

  /** Checks the chain as Java does, and the name that is asked for instead of the address's. */
  private static final class ForHost extends X509ExtendedTrustManager {
    private final X509TrustManager chain;
    private final String host;

    ForHost(X509TrustManager chain, String host) {
      this.chain = chain;
      this.host = host;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String type)
        throws CertificateException {
      chain.checkServerTrusted(certificates, type);
      if (!isFor(certificates[0], host)) {
        throw new CertificateException("the certificate is not for " + host);
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String type, SSLEngine engine)
        throws CertificateException {
      checkServerTrusted(certificates, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String type, Socket socket)
        throws CertificateException {
      checkServerTrusted(certificates, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String type)
        throws CertificateException {
      throw new CertificateException("nobody is a client here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String type, SSLEngine engine)
        throws CertificateException {
      checkClientTrusted(certificates, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String type, Socket socket)
        throws CertificateException {
      checkClientTrusted(certificates, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return chain.getAcceptedIssuers();
    }
  }
}
