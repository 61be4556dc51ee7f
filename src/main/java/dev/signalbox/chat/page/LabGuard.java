package dev.signalbox.chat.page;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps the lab, where nobody signs in, to people at this machine. Listening on loopback is not
 * enough: a foreign page in their browser reaches loopback too, under its own name (DNS rebinding)
 * or by sending requests across. So the host asked for must be loopback, and the page that asks
 * must be ours.
 */
final class LabGuard extends OncePerRequestFilter {

  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|[a-z0-9-]+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String host = request.getHeader("Host");
    if (!isLoopback(host)) {
      refuse(response, "The lab answers only under the name localhost.");
    } else if (isForeign(request.getHeader("Origin"), host)
        || ("cross-site".equals(request.getHeader("Sec-Fetch-Site")) && isWrite(request))) {
      refuse(response, "The lab takes requests only from its own page.");
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean isLoopback(@Nullable String host) {
    return host != null && LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  private static boolean isForeign(@Nullable String origin, @Nullable String host) {
    if (origin == null) {
      return false;
    }
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority == null || !authority.equalsIgnoreCase(host);
    } catch (IllegalArgumentException _) {
      return true;
    }
  }

  private static boolean isWrite(HttpServletRequest request) {
    return !request.getMethod().equals("GET") && !request.getMethod().equals("HEAD");
  }

  private static void refuse(HttpServletResponse response, String sentence) throws IOException {
    response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    response.setContentType("text/plain;charset=UTF-8");
    response.getWriter().println(sentence);
  }
}
