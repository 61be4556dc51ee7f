package dev.signalbox.chat.page;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses what is too long to be a line, before it is read into memory. */
final class BodyLimit extends OncePerRequestFilter {

  /** Long enough for a line of 100 kB to be refused by what it says, rather than by its size. */
  static final long LIMIT = 1_000_000;

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith(request.getContextPath() + "/page/")
        || !request.getMethod().equals("POST");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long length = request.getContentLengthLong();
    if (length < 0 || length > LIMIT) {
      response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
      response.setContentType("application/json");
      response.getWriter().print("{\"error\":\"That is too long to be said here.\"}");
    } else {
      chain.doFilter(request, response);
    }
  }
}
