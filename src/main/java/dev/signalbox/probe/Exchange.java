package dev.signalbox.probe;

import dev.signalbox.deployment.Excerpt;
import dev.signalbox.deployment.Figures;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request and its whole answer, within a time. */
public final class Exchange {

  private static final String AGENT = "signalbox";

  private Exchange() {}

  /**
   * Lets a check ask for a host of its own. To be called before anybody in the process uses the
   * JDK's client, which looks once.
   */
  public static void allowOtherHosts() {
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
  }

  /**
   * A client that follows no redirect and keeps connections. It is for one round of questions and
   * then to be shut down: a connection that outlives an installation may still end at the process
   * that was replaced.
   */
  public static HttpClient client() {
    return builder().build();
  }

  /** As {@link #client}, of which more can be said. */
  public static HttpClient.Builder builder() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .executor(Executors.newVirtualThreadPerTaskExecutor());
  }

  /**
   * A GET for a path below an address.
   *
   * @throws MalformedURLException when that is no address that can be asked
   */
  public static HttpRequest get(URI address, String path) throws MalformedURLException {
    return request(address, path).build();
  }

  /**
   * A request for a path below an address, a GET unless more is said.
   *
   * @throws MalformedURLException when that is no address that can be asked
   */
  public static HttpRequest.Builder request(URI address, String path) throws MalformedURLException {
    String base = address.toString();
    String uri = (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    try {
      return HttpRequest.newBuilder(URI.create(uri)).header("User-Agent", AGENT);
    } catch (IllegalArgumentException e) {
      // Without the user's name and password, which somebody may have written there.
      String told = Excerpt.of(uri.replaceFirst("//[^/]*@", "//"), 80);
      MalformedURLException wrong = new MalformedURLException("'" + told + "' is no HTTP address");
      wrong.initCause(e);
      throw wrong;
    }
  }

  /**
   * Sends and waits for the last byte of the answer. The client's own time-out would end at the
   * headers, so that a body that never ends would never be given up.
   */
  public static <T> HttpResponse<T> send(
      HttpClient client, HttpRequest request, HttpResponse.BodyHandler<T> body, Duration limit)
      throws IOException {
    CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request, body);
    try {
      return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      HttpTimeoutException late =
          new HttpTimeoutException("no complete answer after " + Figures.millis(limit));
      late.initCause(e);
      throw late;
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the question was interrupted");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }
  }
}
