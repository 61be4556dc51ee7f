package dev.signalbox.chat;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.deployment.Gate;
import dev.signalbox.deployment.Vote;
import dev.signalbox.operation.Channel;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.port.ChatHistory;
import dev.signalbox.port.ChatHistory.Line;
import dev.signalbox.port.GateStore;
import dev.signalbox.port.Outbox;
import dev.signalbox.port.Outbox.Item;
import dev.signalbox.port.PortFailure;
import dev.signalbox.port.Transactions;
import dev.signalbox.report.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads back what people did in a channel while nobody listened: commands that they wrote, in the
 * channel and in the threads of running deployments, and approving reactions that they put on or
 * took off open gates. A reaction read back counts as given now, for the evidence that its message
 * shows (promise 7).
 */
public final class CatchingUp {
  private static final Logger LOG = LoggerFactory.getLogger(CatchingUp.class);

  /** Where the answers go, to the one person alone. */
  public interface Teller {
    /** Tells the account; an answer without words is not told. */
    void tell(Channel channel, String account, Optional<String> thread, Answer answer);
  }

  /**
   * What is read and written for it.
   *
   * @param running the deployments in whose threads people may have written
   */
  public record Books(
      Outbox outbox,
      GateStore gates,
      Supplier<List<DeploymentId>> running,
      Transactions transactions) {}

  private final Books books;
  private final Hearing hearing;

  /** Hands what it finds to this hearing. */
  public CatchingUp(Books books, Hearing hearing) {
    this.books = books;
    this.hearing = hearing;
  }

  /**
   * Reads one channel back.
   *
   * @return false when the platform could not be read, or an open prompt's place is not known yet,
   *     so that it is to be tried again
   */
  public boolean with(Channel channel, ChatHistory history, Teller teller) {
    try {
      lines(channel, history, teller);
      boolean all = true;
      for (Gate gate : books.gates().open()) {
        all &= reactions(channel, gate, history, teller);
      }
      return all;
    } catch (PortFailure failure) {
      LOG.warn("{} cannot be read back yet: {}", channel.name(), failure.reason());
      return false;
    }
  }

  /** Notes that lines up to this mark were heard, so that they are not read back any more. */
  public void heard(Channel channel, long mark) {
    books
        .transactions()
        .in(
            () -> {
              if (books.outbox().cursor(reader(channel)) < mark) {
                books.outbox().moveCursor(reader(channel), mark);
              }
              return true;
            });
  }

  private void lines(Channel channel, ChatHistory history, Teller teller) {
    long mark = books.outbox().cursor(reader(channel));
    if (mark == 0) {
      // Before the first start nobody spoke to the bot.
      heard(channel, history.mark(hearing.now()));
      return;
    }
    List<Line> lines = history.after(channel.address(), mark, threads(channel));
    for (Line line : lines) {
      teller.tell(channel, line.account(), line.thread(), hearing.line(channel, line));
    }
    lines.stream().mapToLong(Line::mark).max().ifPresent(newest -> heard(channel, newest));
  }

  private List<String> threads(Channel channel) {
    return books.running().get().stream()
        .flatMap(id -> books.outbox().find(channel.name(), Message.cardKey(id)).stream())
        .flatMap(item -> item.reference().stream())
        .toList();
  }

  private boolean reactions(Channel channel, Gate gate, ChatHistory history, Teller teller) {
    String key = Message.promptKey(gate.id(), gate.revision());
    Optional<Item> prompt = books.outbox().find(channel.name(), key);
    Optional<String> reference = prompt.flatMap(Item::reference);
    if (reference.isEmpty()) {
      // One that was posted just before a crash is looked for by the delivery at this moment.
      return prompt.isEmpty();
    }
    Optional<Set<String>> now = history.approvals(channel.address(), reference.get());
    if (now.isEmpty()) {
      return true;
    }
    for (String account : takenOff(channel, gate, key, now.get())) {
      teller.tell(
          channel, account, Optional.empty(), hearing.takeOff(channel, account, reference.get()));
    }
    for (String account : now.get().stream().sorted().toList()) {
      Answer answer = hearing.put(channel, account, reference.get());
      teller.tell(channel, account, Optional.empty(), answer);
    }
    return true;
  }

  /** Those whose reaction counted, and stands there no more. */
  private List<String> takenOff(Channel channel, Gate gate, String key, Set<String> now) {
    String prefix = channel.platform() + ":";
    List<String> accounts = new ArrayList<>();
    for (Vote vote : books.gates().votes(gate.id(), gate.revision())) {
      String account = vote.by().account();
      if (vote.means() == Vote.Means.REACTION && account.startsWith(prefix)) {
        accounts.add(account.substring(prefix.length()));
      }
    }
    return accounts.stream()
        .filter(account -> !now.contains(account))
        .filter(account -> hearing.isPut(channel, account, key))
        .toList();
  }

  private static String reader(Channel channel) {
    return "lines of " + channel.name();
  }
}
