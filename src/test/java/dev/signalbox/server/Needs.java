package dev.signalbox.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test that needs a program, and is skipped where it is not installed. CI forbids that. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Needs.All.class)
@ExtendWith(NeedsCondition.class)
public @interface Needs {
  /** The program, such as {@code named}. */
  String program();

  /** The Debian package that brings it, such as {@code bind9}. */
  String debianPackage();

  /** Several programs. */
  @Target({ElementType.TYPE, ElementType.METHOD})
  @Retention(RetentionPolicy.RUNTIME)
  @ExtendWith(NeedsCondition.class)
  @interface All {
    /** Each of them. */
    Needs[] value();
  }
}
