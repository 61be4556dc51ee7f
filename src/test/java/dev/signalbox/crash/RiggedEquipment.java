package dev.signalbox.crash;

import dev.signalbox.port.Equipment;
import dev.signalbox.port.Installer;
import dev.signalbox.port.LoadBalancer;
import dev.signalbox.port.Provisioner;
import dev.signalbox.port.TrafficSwitch;
import dev.signalbox.topology.Lane;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Set;

/** Equipment whose every change is written down, and may be the last thing that happens. */
record RiggedEquipment(Equipment.Catalogue real, Trace trace, Fuse fuse)
    implements Equipment.Catalogue {

  private static final Set<String> CHANGES =
      Set.of(
          "prepare",
          "unprepare",
          "swap",
          "drain",
          "restore",
          "install",
          "uninstall",
          "provision",
          "retire");

  @Override
  public Equipment of(Lane lane) {
    Equipment equipment = real.of(lane);
    return new Equipment(
        rigged(TrafficSwitch.class, equipment.trafficSwitch()),
        rigged(LoadBalancer.class, equipment.loadBalancer()),
        equipment.installer().map(it -> rigged(Installer.class, it)),
        equipment.provisioner().map(it -> rigged(Provisioner.class, it)),
        equipment.meter(),
        equipment.probes());
  }

  private <T> T rigged(Class<T> port, T equipment) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, method, arguments) ->
                CHANGES.contains(method.getName())
                    ? change(equipment, method, arguments)
                    : call(equipment, method, arguments)));
  }

  private Object change(Object equipment, Method method, Object[] arguments) throws Throwable {
    String what =
        method.getName()
            + " "
            + Arrays.stream(arguments).limit(2).map(String::valueOf).toList().toString();
    trace.write("asks " + what);
    fuse.asks();
    Object answer = call(equipment, method, arguments);
    fuse.made();
    trace.write("made " + what + " " + answer);
    return answer;
  }

  private static Object call(Object equipment, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(equipment, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
