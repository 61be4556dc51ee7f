package dev.signalbox.chat.slack;

import com.slack.api.app_backend.SlackSignature;
import com.slack.api.app_backend.events.payload.EventsApiPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.context.builtin.ViewSubmissionContext;
import com.slack.api.bolt.middleware.Middleware;
import com.slack.api.bolt.middleware.builtin.RequestVerification;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.event.AppMentionEvent;
import com.slack.api.model.event.Event;
import com.slack.api.model.event.MessageEvent;
import com.slack.api.model.event.MessageThreadBroadcastEvent;
import com.slack.api.model.event.ReactionAddedEvent;
import com.slack.api.model.event.ReactionRemovedEvent;
import com.slack.api.model.view.View;
import dev.signalbox.chat.slack.SlackEntrance.From;
import dev.signalbox.chat.slack.SlackEntrance.Reaction;
import dev.signalbox.port.ChatHistory.Line;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The Bolt app: acknowledges everything at once, whatever the database or the routers do, and hands
 * it in afterwards.
 *
 * <p>Bolt's usual middleware is left out: it asks Slack who the bot is before it acknowledges,
 * which can take longer than the three seconds that Slack waits.
 */
final class SlackBolt {
  private static final Duration IN_TIME = Duration.ofSeconds(2);
  private static final Duration AFTER_ACK = Duration.ofSeconds(1);
  private static final Pattern ANY = Pattern.compile(".*", Pattern.DOTALL);

  private final SlackParts parts;
  private final SlackEntrance entrance;

  SlackBolt(SlackParts parts, SlackEntrance entrance) {
    this.parts = parts;
    this.entrance = entrance;
  }

  App app() {
    AppConfig config =
        AppConfig.builder()
            .slack(parts.api().slack())
            .singleTeamBotToken(parts.settings().botToken())
            .build();
    config.setAllEventsApiAutoAckEnabled(true);
    config.setSubtypedMessageEventsAutoAckEnabled(true);
    App app = new App(config, middleware());
    commandsAndForms(app);
    events(app);
    return app;
  }

  /** A signature is checked at the door already; here once more, since it costs nothing. */
  private List<Middleware> middleware() {
    return switch (parts.settings().door()) {
      case SlackSettings.Door.SocketMode _ -> List.of();
      case SlackSettings.Door.Http(String secret) ->
          List.of(
              new RequestVerification(
                  new SlackSignature.Verifier(new SlackSignature.Generator(secret))));
    };
  }

  private void commandsAndForms(App app) {
    app.command(
        ANY,
        (request, context) -> {
          entrance.command(request.getPayload());
          return context.ack();
        });
    app.blockAction(
        ANY,
        (request, context) -> {
          entrance.pressed(request.getPayload());
          return context.ack();
        });
    app.viewSubmission(
        ANY,
        (request, context) ->
            SlackForms.DEPLOY.equals(request.getPayload().getView().getCallbackId())
                ? planned(request.getPayload(), context)
                : sent(request.getPayload(), context));
    app.viewClosed(ANY, (_, context) -> context.ack());
  }

  private Response sent(ViewSubmissionPayload payload, ViewSubmissionContext context) {
    entrance.sent(payload);
    return context.ack();
  }

  /** A plan that is made in time is the acknowledgement; one that is not is shown afterwards. */
  private Response planned(ViewSubmissionPayload payload, ViewSubmissionContext context) {
    CompletableFuture<View> planned = entrance.planned(payload);
    View next;
    try {
      next = planned.get(IN_TIME.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      next = SlackForms.planning(payload.getView().getPrivateMetadata());
      String id = payload.getView().getId();
      var _ =
          planned.thenAcceptAsync(
              view -> entrance.show(id, view),
              CompletableFuture.delayedExecutor(AFTER_ACK.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return context.ack();
    }
    View shown = next;
    return context.ack(response -> response.responseAction("update").view(shown));
  }

  private void events(App app) {
    app.event(
        ReactionAddedEvent.class,
        (payload, context) -> {
          ReactionAddedEvent e = payload.getEvent();
          if (e.getItem() != null && e.getItem().getTs() != null) {
            entrance.reaction(
                from(payload),
                new Reaction(
                    e.getUser(),
                    SlackApi.orEmpty(e.getItem().getChannel()),
                    e.getItem().getTs(),
                    e.getReaction(),
                    true,
                    SlackApi.orEmpty(e.getEventTs())));
          }
          return context.ack();
        });
    app.event(
        ReactionRemovedEvent.class,
        (payload, context) -> {
          ReactionRemovedEvent e = payload.getEvent();
          if (e.getItem() != null && e.getItem().getTs() != null) {
            entrance.reaction(
                from(payload),
                new Reaction(
                    e.getUser(),
                    SlackApi.orEmpty(e.getItem().getChannel()),
                    e.getItem().getTs(),
                    e.getReaction(),
                    false,
                    SlackApi.orEmpty(e.getEventTs())));
          }
          return context.ack();
        });
    app.event(
        MessageEvent.class,
        (payload, context) -> {
          MessageEvent e = payload.getEvent();
          if (e.getBotId() == null) {
            line(payload, e.getChannel(), e.getUser(), e.getTs(), e.getThreadTs(), e.getText());
          }
          return context.ack();
        });
    app.event(
        MessageThreadBroadcastEvent.class,
        (payload, context) -> {
          MessageThreadBroadcastEvent e = payload.getEvent();
          line(payload, e.getChannel(), e.getUser(), e.getTs(), e.getThreadTs(), e.getText());
          return context.ack();
        });
    app.event(
        AppMentionEvent.class,
        (payload, context) -> {
          AppMentionEvent e = payload.getEvent();
          if (e.getBotId() == null) {
            line(payload, e.getChannel(), e.getUser(), e.getTs(), e.getThreadTs(), e.getText());
          }
          return context.ack();
        });
  }

  private <E extends Event> void line(
      EventsApiPayload<E> payload,
      @Nullable String channel,
      @Nullable String account,
      @Nullable String ts,
      @Nullable String thread,
      @Nullable String text) {
    if (channel == null || account == null || ts == null || text == null) {
      return;
    }
    long mark = SlackTimeline.mark(ts);
    Optional<String> below = Optional.ofNullable(thread).filter(t -> !t.equals(ts));
    entrance.line(from(payload), channel, new Line(mark, mark / 1_000, account, below, text));
  }

  private static <E extends Event> From from(EventsApiPayload<E> payload) {
    return new From(SlackApi.orEmpty(payload.getTeamId()), SlackApi.orEmpty(payload.getApiAppId()));
  }
}
