package dev.signalbox.chat.discord;

import dev.signalbox.chat.CatchingUp;
import dev.signalbox.chat.Hearing;
import dev.signalbox.chat.Turns;
import dev.signalbox.operation.Reception.Answer;
import dev.signalbox.port.Inbox.Deed;
import dev.signalbox.port.Inbox.Noted;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.SessionRecreateEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commands, buttons and forms, from when they come in until they are answered: each is noted, then
 * acknowledged, done in its person's turn, and answered to the person alone when the outcome is
 * committed. What a process noted and did not come to do, the next one does.
 */
final class Deeds extends ListenerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Deeds.class);
  private static final Duration HEARD_AGAIN = Duration.ofHours(1);

  /** Discord gives three seconds: a database that takes longer than this is not waited for. */
  private static final Duration LATEST_ACKNOWLEDGEMENT = Duration.ofMillis(1_500);

  private static final Duration LOOKS_AGAIN = Duration.ofSeconds(30);

  private final Hearing hearing;
  private final Places places;
  private final CatchingUp.Teller teller;
  private final Turns noting;
  private final Turns acting;
  private final ScheduledExecutorService timer;
  private final Executor executor;
  private final CompletableFuture<Boolean> takenUp = new CompletableFuture<>();
  private volatile Function<Noted, Answer> buttons =
      noted -> {
        throw new IllegalStateException("nobody knows what " + noted + " means");
      };

  /**
   * Deeds.
   *
   * @param acting whose turn it is, shared with what else people do
   * @param executor where whatever takes time runs
   */
  Deeds(
      Hearing hearing,
      Places places,
      CatchingUp.Teller teller,
      Turns acting,
      ScheduledExecutorService timer,
      Executor executor) {
    this.hearing = hearing;
    this.places = places;
    this.teller = teller;
    this.noting = new Turns(executor);
    this.acting = acting;
    this.timer = timer;
    this.executor = executor;
  }

  /** What a button means is asked here when it is done. */
  void buttonsMean(Function<Noted, Answer> meaning) {
    buttons = meaning;
  }

  @Override
  public void onReady(ReadyEvent event) {
    executor.execute(() -> takeUp(event.getJDA()));
    lookAgain(event.getJDA());
  }

  @Override
  public void onSessionRecreate(SessionRecreateEvent event) {
    executor.execute(() -> takeUp(event.getJDA()));
  }

  /** Until its connection is gone; the next one looks by itself. */
  private void lookAgain(JDA jda) {
    try {
      var _ =
          timer.schedule(
              () -> {
                if (jda.getStatus() != JDA.Status.SHUTDOWN) {
                  executor.execute(() -> takeUp(jda));
                  lookAgain(jda);
                }
              },
              LOOKS_AGAIN.toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("the bot stops", e);
    }
  }

  /** What was left over comes before whatever is new. */
  private void takeUp(JDA jda) {
    try {
      for (Noted noted : hearing.left(DiscordPlatform.NAME)) {
        LOG.info("taken up, since nobody did it: {}", noted.deed());
        Optional<InteractionHook> hook =
            noted.deed().answer().map(token -> InteractionHook.from(jda, token));
        acting.take(noted.deed().account(), () -> act(noted, hook));
      }
    } catch (RuntimeException e) {
      LOG.warn("what was left to do cannot be looked up yet", e);
    } finally {
      takenUp.complete(true);
    }
  }

  /** Takes in what somebody did just now. */
  void take(IReplyCallback event, Deed deed) {
    AtomicBoolean acknowledged = new AtomicBoolean();
    Runnable acknowledge =
        () -> {
          if (!acknowledged.getAndSet(true)) {
            event.deferReply(true).queue(_ -> {}, Deeds::unsaid);
          }
        };
    ScheduledFuture<?> latest =
        timer.schedule(acknowledge, LATEST_ACKNOWLEDGEMENT.toMillis(), TimeUnit.MILLISECONDS);
    noting.take(deed.account(), () -> note(event, deed, acknowledge, latest));
  }

  private void note(
      IReplyCallback event, Deed deed, Runnable acknowledge, ScheduledFuture<?> latest) {
    InteractionHook hook = event.getHook();
    try {
      Optional<Noted> noted = hearing.note(deed, "interaction " + event.getId(), HEARD_AGAIN);
      latest.cancel(false);
      // One that was noted before is answered by whoever noted it.
      noted.ifPresent(
          it -> {
            acknowledge.run();
            var _ =
                takenUp.thenRun(
                    () -> acting.take(deed.account(), () -> act(it, Optional.of(hook))));
          });
    } catch (RuntimeException e) {
      LOG.error("what {} did cannot be noted", deed.account(), e);
      acknowledge.run();
      tell(
          deed,
          Optional.of(hook),
          Answer.refused(
              "Signalbox cannot do anything now, so nothing was done. The log has the cause."));
    }
  }

  private void act(Noted noted, Optional<InteractionHook> hook) {
    try {
      Optional<Answer> answer =
          switch (noted.deed().kind()) {
            case LINE, APPROVAL -> hearing.act(noted);
            case BUTTON -> hearing.act(noted, () -> buttons.apply(noted));
          };
      answer.ifPresent(it -> tell(noted.deed(), hook, it));
    } catch (RuntimeException e) {
      LOG.error("what {} did cannot be done yet", noted.deed().account(), e);
      tell(
          noted.deed(),
          hook,
          Answer.refused(
              "Signalbox cannot do that now. It is noted, and tried again for a quarter of an"
                  + " hour. The log has the cause."));
    }
  }

  private void tell(Deed deed, Optional<InteractionHook> hook, Answer answer) {
    if (hook.isEmpty()) {
      tellAlone(deed, answer);
    } else if (Replies.isSilent(answer)) {
      hook.get().deleteOriginal().queue(_ -> {}, Deeds::unsaid);
    } else {
      hook.get()
          .editOriginal(Replies.edit(answer))
          .queue(
              _ -> {},
              failure -> {
                unsaid(failure);
                tellAlone(deed, answer);
              });
    }
  }

  private void tellAlone(Deed deed, Answer answer) {
    places
        .named(deed.channel())
        .ifPresent(channel -> teller.tell(channel, deed.account(), deed.message(), answer));
  }

  /** The outcome is in the journal all the same, and in the channel. */
  private static void unsaid(Throwable failure) {
    LOG.info("an answer to one person could not be given: {}", failure.toString());
  }
}
