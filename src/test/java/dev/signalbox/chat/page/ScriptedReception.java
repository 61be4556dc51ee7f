package dev.signalbox.chat.page;

import dev.signalbox.deployment.DeploymentId;
import dev.signalbox.operation.Reception;
import dev.signalbox.report.Message;
import dev.signalbox.report.Tone;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A reception that knows a few lines, and posts what the bot would. */
final class ScriptedReception implements Reception {

  final List<String> said = new CopyOnWriteArrayList<>();
  private final Set<String> votes = new LinkedHashSet<>();
  private Consumer<Message> posts = _ -> {};
  private long revision = 1;

  /** Where the bot's messages go; known only once the page runs. */
  void postTo(Consumer<Message> channel) {
    posts = channel;
  }

  @Override
  public synchronized Answer say(Speaker speaker, String line) {
    said.add(speaker.identity() + "@" + speaker.channel() + " " + line);
    String verb = line.replaceFirst(" .*", "");
    return switch (verb) {
      case "/deploy" -> {
        posts.accept(DemoMessages.card(17, ++revision, Tone.ASKING, 4, "waiting for approval"));
        posts.accept(DemoMessages.prompt(5, 2, ++revision, Tone.ASKING, true, ""));
        yield Answer.said(Tone.GOOD, "#17 is on its way.", List.of());
      }
      case "/audit" ->
          new Answer(
              true,
              Tone.NEUTRAL,
              "The journal of #17, 412 entries; its chain is intact.",
              List.of("first entry 1 at 09:12:07", "last entry 412 at 09:31:44"),
              Optional.of(
                  new Document(
                      "audit-17.csv", "text/csv", "position,at,event\n1,09:12:07,requested\n")),
              Optional.empty());
      case "/abort", "/reject", "/whoami" ->
          Answer.said(Tone.NEUTRAL, "You are " + speaker.identity().id() + ".", List.of());
      case "/fail" -> throw new IllegalStateException("scripted");
      default ->
          line.startsWith("/")
              ? Answer.refused("There is no command '" + verb + "'. Try /help.")
              : Answer.silence();
    };
  }

  @Override
  public Answer turnAway(Speaker speaker, String line, String reason) {
    return Answer.refused(reason);
  }

  @Override
  public Answer sayInThread(Speaker speaker, DeploymentId deployment, String line) {
    return say(speaker, line);
  }

  @Override
  public synchronized Answer react(Speaker speaker, String messageKey, String emoji) {
    String person = speaker.identity().id();
    if (!person.endsWith("approver")) {
      return Answer.refused("Approvals here come from approver or second-approver.");
    }
    votes.add(person);
    return voted();
  }

  @Override
  public synchronized Answer unreact(Speaker speaker, String messageKey, String emoji) {
    votes.remove(speaker.identity().id());
    return voted();
  }

  private Answer voted() {
    String names = String.join(", ", votes);
    posts.accept(
        votes.size() < 2
            ? DemoMessages.prompt(
                5, 2, ++revision, Tone.ASKING, true, votes.size() + " of 2: " + names)
            : DemoMessages.prompt(5, 2, ++revision, Tone.GOOD, false, "2 of 2: " + names));
    return Answer.silence();
  }
}
