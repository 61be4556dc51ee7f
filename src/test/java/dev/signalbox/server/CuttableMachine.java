package dev.signalbox.server;

import dev.signalbox.fleet.command.LocalMachine;
import dev.signalbox.port.Line;
import dev.signalbox.port.Machine;
import dev.signalbox.port.PortFailure;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** This machine as if it were another one, with a line to it that can be cut. */
public final class CuttableMachine implements Machine, Line {
  private final Machine here = new LocalMachine();
  private final Predicate<Program> isChange;
  private final AtomicBoolean cut = new AtomicBoolean();
  private final AtomicBoolean losing = new AtomicBoolean();

  /**
   * A machine whose line is whole.
   *
   * @param isChange tells the programs whose answer can be lost
   */
  public CuttableMachine(Predicate<Program> isChange) {
    this.isChange = isChange;
  }

  @Override
  public void cutOff() {
    cut.set(true);
  }

  @Override
  public void loseNextAnswer() {
    losing.set(true);
  }

  /** Throws when the line is cut. */
  public void reach() {
    if (cut.get()) {
      throw new PortFailure.Unreachable("the machine is cut off", null);
    }
  }

  @Override
  public String name() {
    return "router-1";
  }

  @Override
  public Ended run(Program program, Consumer<String> lines, BooleanSupplier stop) {
    reach();
    Ended ended = here.run(program, lines, stop);
    if (isChange.test(program) && losing.getAndSet(false)) {
      throw new PortFailure.OutcomeUnknown("the line broke", null);
    }
    return ended;
  }

  @Override
  public Optional<byte[]> read(Path file) {
    reach();
    return here.read(file);
  }

  @Override
  public void write(Path file, byte[] content) {
    reach();
    here.write(file, content);
  }
}
