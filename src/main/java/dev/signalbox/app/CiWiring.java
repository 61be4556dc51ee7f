package dev.signalbox.app;

import dev.signalbox.engine.LaneSpecs;
import dev.signalbox.fleet.ci.CiCalls;
import dev.signalbox.fleet.ci.CiDoor;
import dev.signalbox.fleet.ci.CiInstaller;
import dev.signalbox.port.Equipment;
import dev.signalbox.topology.Lane;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** The door for CI systems that call; closed where no lane takes calls. */
@Configuration(proxyBeanMethods = false)
class CiWiring {

  /** Which lanes take calls. */
  record Callable(Map<Lane, CiCalls> lanes) {}

  @Bean
  Callable ciCallable(Equipment.Catalogue equipment, LaneSpecs specs) {
    Map<Lane, CiCalls> lanes = new LinkedHashMap<>();
    for (Lane lane : specs.lanes()) {
      equipment
          .of(lane)
          .installer()
          .filter(CiInstaller.class::isInstance)
          .flatMap(it -> ((CiInstaller) it).calls())
          .ifPresent(calls -> lanes.put(lane, calls));
    }
    return new Callable(lanes);
  }

  @Bean
  ServletRegistrationBean<CiDoor> ciDoor(Callable callable) {
    var door = new ServletRegistrationBean<>(new CiDoor(callable.lanes()), CiDoor.PATH + "*");
    door.setEnabled(!callable.lanes().isEmpty());
    return door;
  }

  /**
   * A CI system signs in by its signature: no session, and no token against forged forms. Only
   * posts come in, and none where no lane takes calls.
   */
  @Bean
  @Order(1)
  SecurityFilterChain ciSecurityChain(HttpSecurity http, Callable callable) {
    return http.securityMatcher(CiDoor.PATH + "**")
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(
            requests -> {
              if (!callable.lanes().isEmpty()) {
                requests.requestMatchers(HttpMethod.POST, CiDoor.PATH + "**").permitAll();
              }
              requests.anyRequest().denyAll();
            })
        .build();
  }
}
