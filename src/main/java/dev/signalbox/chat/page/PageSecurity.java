package dev.signalbox.chat.page;

import jakarta.servlet.SessionTrackingMode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Who may fetch and do what over HTTP: nothing that is not named in {@link Doors}. In the lab
 * nobody signs in, and {@link LabGuard} keeps it to this machine; elsewhere everybody does.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
public class PageSecurity {

  // No inline script or style anywhere: what somebody smuggles into a page must not run.
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  /** The one chain of filters for everything. */
  @Bean
  SecurityFilterChain pageSecurityChain(
      HttpSecurity http, PageSettings settings, LoginThrottle throttle, UserDetailsService users) {
    Refusals refusals = new Refusals(settings.labMode());
    http.headers(PageSecurity::headers)
        .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie()))
        .authorizeHttpRequests(requests -> Doors.open(requests, settings.labMode()))
        .exceptionHandling(
            failures -> failures.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .addFilterAfter(new BodyLimit(), HeaderWriterFilter.class);
    if (settings.labMode()) {
      http.addFilterAfter(new LabGuard(), HeaderWriterFilter.class)
          .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    } else {
      signIn(http, throttle, users);
    }
    return http.build();
  }

  /** Counts failed attempts to sign in. */
  @Bean
  LoginThrottle loginThrottle(InstantSource clock) {
    return new LoginThrottle(clock);
  }

  /** The configured people that have a password; nobody in the lab. */
  @Bean
  UserDetailsService pageUserDetails(PageSettings settings) {
    return name ->
        settings
            .users()
            .hashOf(name)
            .map(hash -> User.withUsername(name).password(hash).build())
            .orElseThrow(() -> new UsernameNotFoundException(name));
  }

  /**
   * A session cookie that scripts cannot read and other sites cannot use, with a name of its own,
   * because cookies of one host are shared between its ports.
   */
  @Bean
  ServletContextInitializer sessionCookie() {
    return context -> {
      context.setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE));
      context.getSessionCookieConfig().setName("SIGNALBOX-SESSION");
      context.getSessionCookieConfig().setHttpOnly(true);
      context.getSessionCookieConfig().setAttribute("SameSite", "Strict");
    };
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
        // Written by ourselves: the framework leaves it out where a cookie is set.
        .cacheControl(HeadersConfigurer.CacheControlConfig::disable)
        .addHeaderWriter(PageSecurity::cacheControl)
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
        .permissionsPolicyHeader(
            policy -> policy.policy("camera=(), geolocation=(), microphone=(), payment=()"));
  }

  private static void cacheControl(HttpServletRequest request, HttpServletResponse response) {
    boolean asset = request.getRequestURI().startsWith(request.getContextPath() + "/assets/");
    response.setHeader("Cache-Control", asset ? "no-cache" : "no-store");
  }

  /** A cookie, not the session: a restart of the bot must not make open pages unable to write. */
  private static CookieCsrfTokenRepository csrfCookie() {
    CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
    tokens.setCookieName("SIGNALBOX-CSRF");
    tokens.setCookieCustomizer(cookie -> cookie.sameSite("Strict").httpOnly(true));
    return tokens;
  }

  private static void signIn(HttpSecurity http, LoginThrottle throttle, UserDetailsService users) {
    DaoAuthenticationProvider passwords = new DaoAuthenticationProvider(users);
    passwords.setPasswordEncoder(passwordEncoder());
    // Back to the channel that was asked for; never to an address that only scripts read.
    HttpSessionRequestCache asked = new HttpSessionRequestCache();
    asked.setRequestMatcher(PathPatternRequestMatcher.withDefaults().matcher("/channel/*"));
    http.requestCache(cache -> cache.requestCache(asked))
        .authenticationProvider(new ThrottledLogin(passwords, throttle))
        .formLogin(form -> form.loginPage("/login").failureHandler(loginFailed()))
        .logout(out -> out.logoutSuccessUrl("/login?out"));
  }

  private static AuthenticationFailureHandler loginFailed() {
    return (request, response, failure) ->
        response.sendRedirect(
            request.getContextPath()
                + (failure instanceof LockedException ? "/login?wait" : "/login?failed"));
  }

  /** Only slow hashes; the framework's usual list would take plain text too. */
  private static PasswordEncoder passwordEncoder() {
    return new DelegatingPasswordEncoder(
        "bcrypt",
        Map.of(
            "bcrypt",
            new BCryptPasswordEncoder(),
            "pbkdf2",
            Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8()));
  }
}
