package dev.signalbox.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** Starts the bot. Component scanning is left out on purpose: the wiring is written down. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class SignalboxMain {

  /** Starts the bot with Spring Boot's usual arguments, such as {@code --server.port=8081}. */
  public static void main(String[] arguments) {
    SpringApplication.run(SignalboxMain.class, arguments);
  }
}
