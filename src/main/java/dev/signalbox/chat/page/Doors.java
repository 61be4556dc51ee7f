package dev.signalbox.chat.page;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** The addresses that are open, and to whom. What is not named here is closed. */
final class Doors {

  private Doors() {}

  static void open(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests,
      boolean labMode) {
    requests
        // Was let in already when it came in from outside.
        .dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR, DispatcherType.ASYNC)
        .permitAll()
        .requestMatchers("/assets/**", "/login", "/error")
        .permitAll()
        // For whoever watches the process; without details, which the endpoint keeps to itself.
        .requestMatchers(
            "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness")
        .permitAll()
        .requestMatchers("/actuator/prometheus", "/actuator/health/platforms")
        .access(loopbackOrSignedIn())
        .requestMatchers("/actuator/**")
        .denyAll();
    var page = requests.requestMatchers("/", "/channel/*", "/page/**");
    if (labMode) {
      page.permitAll();
    } else {
      page.authenticated();
    }
    requests.anyRequest().denyAll();
  }

  private static AuthorizationManager<RequestAuthorizationContext> loopbackOrSignedIn() {
    AuthenticatedAuthorizationManager<RequestAuthorizationContext> signedIn =
        AuthenticatedAuthorizationManager.authenticated();
    return (who, context) ->
        isFromHere(context.getRequest())
            ? new AuthorizationDecision(true)
            : signedIn.authorize(who, context);
  }

  /** A proxy on this machine is here too, but those that it speaks for are not. */
  private static boolean isFromHere(HttpServletRequest request) {
    if (request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null) {
      return false;
    }
    try {
      return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
