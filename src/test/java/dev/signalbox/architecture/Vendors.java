package dev.signalbox.architecture;

import dev.signalbox.architecture.RoomRules.Vendor;
import java.util.List;

/** Which library stays in which room, whether the project has it already or will. */
final class Vendors {

  private static final String APP = "app\\..*";
  private static final String STORE = "store\\..*|" + APP;

  static final List<Vendor> ALL =
      List.of(
          new Vendor("com.slack", "chat\\.slack\\..*"),
          new Vendor("org.java_websocket", "chat\\.slack\\..*"),
          new Vendor("net.dv8tion", "chat\\.discord\\..*"),
          new Vendor("org.knowm", "chat\\.\\w*Picture(\\$.*)?"),
          new Vendor("org.jline", "chat\\.terminal\\..*"),
          new Vendor("org.xbill", "(traffic|probe)\\.dns\\..*"),
          new Vendor("com.github.dockerjava", "fleet\\.docker\\..*"),
          new Vendor("org.apache.sshd", "fleet\\.ssh\\..*"),
          new Vendor(
              "org.springframework.statemachine", "engine\\.(.*\\.)?\\w*Interpreter(\\$.*)?"),
          new Vendor("java.sql", STORE),
          new Vendor("javax.sql", STORE),
          new Vendor("org.springframework.jdbc", STORE),
          new Vendor("org.springframework.transaction", STORE),
          new Vendor("com.github.kagkarlsson", STORE),
          new Vendor("org.flywaydb", STORE),
          new Vendor("org.h2", STORE),
          new Vendor("org.postgresql", STORE),
          new Vendor("com.zaxxer", STORE),
          new Vendor("org.eclipse.jetty", "lab\\..*|" + APP));

  private Vendors() {}
}
