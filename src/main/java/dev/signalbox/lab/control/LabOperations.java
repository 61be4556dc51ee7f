package dev.signalbox.lab.control;

import dev.signalbox.lab.control.told.Told;
import dev.signalbox.lab.fault.Fault;
import dev.signalbox.lab.fault.Faults;
import dev.signalbox.lab.node.Behaviour;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What can be asked of the lab as a whole.
 *
 * @param lanes every lane
 * @param faults the faults to be put in
 * @param shutdown ends the lab's process soon; does nothing in a lab that is part of another one
 */
record LabOperations(Lanes lanes, Faults faults, Runnable shutdown) {

  List<Operation> list() {
    return List.of(
        new Operation("look", "GET", "/lab", _ -> Answer.ok(new Told.Lab(lanes.told()))),
        new Operation("versions", "GET", "/versions", _ -> Answer.ok(versions())),
        new Operation("faults", "GET", "/faults", _ -> Answer.ok(faults.waiting())),
        new Operation("faults", "POST", "/faults", this::fault),
        new Operation("faults", "DELETE", "/faults", _ -> clear()),
        new Operation("shutdown", "POST", "/shutdown", _ -> shutDown()));
  }

  private static List<Map<String, String>> versions() {
    return Arrays.stream(Behaviour.values())
        .map(it -> Map.of("endsWith", it.marker(), "does", it.sentence()))
        .toList();
  }

  private Answer fault(Call call) {
    faults.add(call.asked(Fault.class));
    return Answer.ok(faults.waiting());
  }

  private Answer clear() {
    faults.clear();
    return Answer.done("no fault is left");
  }

  private Answer shutDown() {
    shutdown.run();
    return new Answer(202, new Told.Done("the lab ends, if it is a process of its own"));
  }
}
