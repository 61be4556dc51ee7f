package dev.signalbox.chat.page;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Checks a password, unless too many were wrong lately. */
final class ThrottledLogin implements AuthenticationProvider {

  private final AuthenticationProvider passwords;
  private final LoginThrottle throttle;

  ThrottledLogin(AuthenticationProvider passwords, LoginThrottle throttle) {
    this.passwords = passwords;
    this.throttle = throttle;
  }

  @Override
  public @Nullable Authentication authenticate(Authentication attempt) {
    String name = attempt.getName();
    String address =
        attempt.getDetails() instanceof WebAuthenticationDetails details
            ? String.valueOf(details.getRemoteAddress())
            : "";
    if (throttle.mustWait(name, address)) {
      // Says nothing about the password, so waiting costs an attacker the answer too.
      throw new LockedException("too many attempts");
    }
    try {
      @Nullable Authentication done = passwords.authenticate(attempt);
      throttle.succeeded(name, address);
      return done;
    } catch (BadCredentialsException wrong) {
      throttle.failed(name, address);
      throw wrong;
    }
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }
}
