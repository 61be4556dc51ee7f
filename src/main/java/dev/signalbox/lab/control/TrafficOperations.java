package dev.signalbox.lab.control;

import dev.signalbox.lab.control.told.Asked;
import dev.signalbox.lab.control.told.Told;
import dev.signalbox.lab.site.LaneTraffic;
import java.util.List;

/** What can be asked about traffic, and done to it. */
record TrafficOperations(Lanes lanes) {
  private static final String LANE = "/lanes/{application}/{stage}";
  private static final String CLUSTER = LANE + "/clusters/{cluster}";
  private static final String NODE = LANE + "/nodes/{node}";

  List<Operation> list() {
    return List.of(
        new Operation("look", "GET", LANE, call -> Answer.ok(lanes.told(lanes.of(call)))),
        new Operation("swap", "POST", LANE + "/swap", this::swap),
        new Operation("prepare", "PUT", LANE + "/preparation", call -> prepare(call, true)),
        new Operation("unprepare", "DELETE", LANE + "/preparation", call -> prepare(call, false)),
        new Operation("look", "GET", CLUSTER, call -> cluster(call)),
        new Operation("look", "GET", CLUSTER + "/settled", this::settled),
        new Operation("look", "GET", CLUSTER + "/in-rotation", this::inRotation),
        new Operation("drain", "POST", NODE + "/drain", this::drain),
        new Operation("restore", "POST", NODE + "/restore", this::restore),
        new Operation("look", "GET", NODE + "/drained", this::drained),
        new Operation("look", "GET", NODE + "/in-rotation", this::nodeInRotation),
        new Operation("traffic", "GET", LANE + "/traffic", this::traffic),
        new Operation("traffic", "GET", LANE + "/traffic/seconds", this::seconds),
        new Operation("trickle", "PUT", LANE + "/trickle", this::trickle));
  }

  private Answer swap(Call call) {
    Asked.Swap swap = call.asked(Asked.Swap.class);
    return switch (lanes.of(call).traffic().swap(swap.from(), swap.to())) {
      case LaneTraffic.Swap.Swapped(String live) -> Answer.ok(new Told.Live(live));
      case LaneTraffic.Swap.Mismatch(String live) -> new Answer(409, new Told.Live(live));
    };
  }

  private Answer prepare(Call call, boolean prepared) {
    lanes.of(call).traffic().prepare(prepared);
    return Answer.done(prepared ? "prepared" : "no longer prepared");
  }

  private Answer cluster(Call call) {
    return Answer.ok(new Telling(lanes.of(call)).cluster(call.named("cluster")));
  }

  private Answer settled(Call call) throws InterruptedException {
    lanes.of(call).traffic().awaitSettled(call.named("cluster"), call.patience());
    return cluster(call);
  }

  private Answer inRotation(Call call) throws InterruptedException {
    lanes.of(call).traffic().awaitInRotation(call.named("cluster"), call.patience());
    return cluster(call);
  }

  private Answer node(Call call) {
    return Answer.ok(new Telling(lanes.of(call)).node(call.named("node")));
  }

  private Answer drain(Call call) {
    lanes.of(call).traffic().drain(call.named("node"));
    return node(call);
  }

  private Answer restore(Call call) {
    lanes.of(call).traffic().restore(call.named("node"));
    return node(call);
  }

  private Answer drained(Call call) throws InterruptedException {
    lanes.of(call).traffic().awaitDrained(call.named("node"), call.patience());
    return node(call);
  }

  private Answer nodeInRotation(Call call) throws InterruptedException {
    lanes.of(call).traffic().awaitNodeInRotation(call.named("node"), call.patience());
    return node(call);
  }

  private Answer traffic(Call call) {
    return Answer.ok(
        new Told.Traffic(
            lanes.of(call).passed().since(call.since()),
            lanes.trickle(call).seen().since(call.since())));
  }

  private Answer seconds(Call call) {
    return Answer.ok(new Told.Seconds(lanes.of(call).passed().seconds(call.since())));
  }

  private Answer trickle(Call call) {
    lanes.trickle(call).rate(call.asked(Asked.Trickle.class).perSecond());
    return Answer.ok(lanes.told(lanes.of(call)));
  }
}
