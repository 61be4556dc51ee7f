package dev.signalbox.crash;

import dev.signalbox.port.Equipment;
import dev.signalbox.store.Stores;
import java.nio.file.Path;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * What a test adds to the bot: it writes down every change that is asked for outside, and ends the
 * process where {@code crash.point} says.
 */
@Configuration(proxyBeanMethods = false)
class Rigging {

  @Bean
  static Trace trace(Environment environment) {
    return new Trace(Path.of(environment.getRequiredProperty("crash.trace")));
  }

  @Bean
  static Fuse fuse(Environment environment, Trace trace) {
    return new Fuse(CrashPoint.parse(environment.getRequiredProperty("crash.point")), trace);
  }

  @Bean
  static BeanPostProcessor rig(Trace trace, Fuse fuse) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return switch (bean) {
          case Equipment.Catalogue catalogue -> new RiggedEquipment(catalogue, trace, fuse);
          case Stores stores -> {
            // Before anybody else listens: nobody acts on the commit that is the last one.
            fuse.watch(stores.journal());
            yield stores;
          }
          default -> bean;
        };
      }
    };
  }
}
