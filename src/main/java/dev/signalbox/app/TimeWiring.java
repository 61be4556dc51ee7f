package dev.signalbox.app;

import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Time, which everything else takes for granted. */
@Configuration(proxyBeanMethods = false)
class TimeWiring {
  private static final int TIMER_THREADS = 4;

  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean(destroyMethod = "shutdownNow")
  ScheduledExecutorService timer() {
    return Executors.newScheduledThreadPool(
        TIMER_THREADS, Thread.ofPlatform().daemon().name("timer-", 0).factory());
  }
}
