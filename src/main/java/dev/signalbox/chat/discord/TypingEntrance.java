package dev.signalbox.chat.discord;

import dev.signalbox.command.Verb;
import dev.signalbox.operation.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.commands.Command.Choice;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is offered while somebody types a command; nothing where it is not known in time. */
final class TypingEntrance extends ListenerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(TypingEntrance.class);

  /** Discord gives three seconds: where the database takes longer, nothing is offered. */
  private static final Duration PATIENCE = Duration.ofMillis(1_500);

  private static final int MOST = 25;
  private static final int LONGEST = 100;

  private final Places places;
  private final Suggestions suggestions;
  private final Executor executor;

  TypingEntrance(Places places, Suggestions suggestions, Executor executor) {
    this.places = places;
    this.suggestions = suggestions;
    this.executor = executor;
  }

  @Override
  public void onCommandAutoCompleteInteraction(CommandAutoCompleteInteractionEvent event) {
    var _ =
        CompletableFuture.supplyAsync(() -> choices(event), executor)
            .completeOnTimeout(List.of(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .thenAccept(
                choices ->
                    event.replyChoices(choices).queue(_ -> {}, f -> LOG.debug("too late", f)));
  }

  private List<Choice> choices(CommandAutoCompleteInteractionEvent event) {
    try {
      String typed = event.getFocusedOption().getValue().strip().toLowerCase(Locale.ROOT);
      return offered(event)
          .filter(c -> c.getName().toLowerCase(Locale.ROOT).contains(typed))
          .limit(MOST)
          .toList();
    } catch (RuntimeException e) {
      LOG.warn("nothing can be offered for /{}", event.getName(), e);
      return List.of();
    }
  }

  private Stream<Choice> offered(CommandAutoCompleteInteractionEvent event) {
    Channel channel = places.of(event).channel();
    return switch (event.getFocusedOption().getName()) {
      case CommandSet.VERSION -> {
        Optional<String> application =
            Optional.ofNullable(event.getOption(CommandSet.APPLICATION))
                .map(OptionMapping::getAsString)
                .or(() -> channel.defaultApplication().map(a -> a.name()));
        yield words(suggestions.versions(channel, application));
      }
      case CommandSet.DEPLOYMENT ->
          suggestions.deployments(channel, event.getName().equals(Verb.AUDIT.word())).stream()
              .map(d -> new Choice(Markdown.bare(d.words(), LONGEST), d.number()));
      case CommandSet.APPLICATION -> words(suggestions.applications());
      case CommandSet.STAGE -> words(suggestions.stages());
      case CommandSet.COMMAND -> words(Verb.words());
      default -> Stream.empty();
    };
  }

  private static Stream<Choice> words(List<String> words) {
    return words.stream().filter(w -> w.length() <= LONGEST).map(w -> new Choice(w, w));
  }
}
