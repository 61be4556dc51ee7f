package dev.signalbox.chat.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** How a closed door answers: scripts get a sentence to show, people a page. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

  private final boolean labMode;

  Refusals(boolean labMode) {
    this.labMode = labMode;
  }

  /** Nobody has signed in. */
  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
      throws IOException {
    if (isScript(request)) {
      say(response, HttpStatus.UNAUTHORIZED, "You are not signed in.");
    } else if (labMode) {
      // Where nobody can sign in, what is closed is closed.
      response.sendError(HttpStatus.FORBIDDEN.value());
    } else {
      response.sendRedirect(request.getContextPath() + "/login");
    }
  }

  /** Whoever has signed in may not, or the request does not come from a page of ours. */
  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
      throws IOException {
    if (isScript(request)) {
      say(response, HttpStatus.FORBIDDEN, "The page is out of date. Reload it and try again.");
    } else {
      response.sendError(HttpStatus.FORBIDDEN.value());
    }
  }

  private static boolean isScript(HttpServletRequest request) {
    return request.getRequestURI().startsWith(request.getContextPath() + "/page/");
  }

  private static void say(HttpServletResponse response, HttpStatus status, String sentence)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.getWriter().print("{\"error\":\"" + sentence + "\"}");
  }
}
