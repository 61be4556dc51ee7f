package dev.signalbox.probe.http;

import dev.signalbox.deployment.Excerpt;
import dev.signalbox.deployment.SmokeCheck;
import dev.signalbox.probe.Exchange;
import dev.signalbox.probe.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;

/** One request, and the client that sends it and nothing else. */
record Question(HttpClient client, HttpRequest request) implements AutoCloseable {

  /** Makes both; throws where the check or the address cannot be asked. */
  static Question of(Target target, SmokeCheck.Request asked) throws IOException {
    Optional<String> host = asked.connection().host().map(target::filled);
    URI address = host.isPresent() ? byNumber(target.address(), target.host()) : target.address();
    HttpRequest request = request(address, asked, host, target);
    HttpClient.Builder client =
        Exchange.builder()
            .followRedirects(
                asked.connection().followsRedirects()
                    ? HttpClient.Redirect.NORMAL
                    : HttpClient.Redirect.NEVER);
    if (host.isPresent() || asked.connection().trust().isPresent()) {
      client.sslContext(Trust.context(asked.connection().trust(), host));
    }
    if (host.isPresent()) {
      SSLParameters tls = new SSLParameters();
      tls.setServerNames(List.of(new SNIHostName(withoutPort(host.get()))));
      client.sslParameters(tls);
    }
    return new Question(client.build(), request);
  }

  private static HttpRequest request(
      URI address, SmokeCheck.Request asked, Optional<String> host, Target target)
      throws MalformedURLException {
    HttpRequest.BodyPublisher body =
        asked
            .body()
            .map(target::filled)
            .map(HttpRequest.BodyPublishers::ofString)
            .orElseGet(HttpRequest.BodyPublishers::noBody);
    HttpRequest.Builder request = Exchange.request(address, target.filled(asked.path()));
    try {
      request.method(asked.method(), body);
      for (Map.Entry<String, String> header : asked.headers().entrySet()) {
        request.setHeader(header.getKey(), target.filled(header.getValue()));
      }
      host.ifPresent(name -> request.setHeader("Host", name));
      return request.build();
    } catch (IllegalArgumentException e) {
      MalformedURLException wrong =
          new MalformedURLException(
              "the request cannot be sent: " + Excerpt.of(String.valueOf(e.getMessage()), 80));
      wrong.initCause(e);
      throw wrong;
    }
  }

  static String withoutPort(String host) {
    return host.replaceFirst(":\\d+$", "");
  }

  /** The client would tell TLS the name in the address, and not ours. */
  private static URI byNumber(URI address, String host) throws UnknownHostException {
    String number = InetAddress.getByName(host).getHostAddress();
    String literal = number.indexOf(':') >= 0 ? "[" + number + "]" : number;
    return URI.create(
        address.toString().replaceFirst("//([^/@]*@)?(\\[[^\\]]*\\]|[^:/]+)", "//" + literal));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
