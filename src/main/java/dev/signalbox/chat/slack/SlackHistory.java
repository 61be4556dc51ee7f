package dev.signalbox.chat.slack;

import com.slack.api.methods.response.reactions.ReactionsGetResponse;
import com.slack.api.model.Message;
import dev.signalbox.port.ChatHistory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads back what people did, leaving out those who have no say in the workspace. */
final class SlackHistory implements ChatHistory {
  private static final String BROADCAST = "thread_broadcast";

  private final SlackApi api;
  private final SlackTimeline timeline;
  private final SlackSeat seat;
  private final SlackMembers members;
  private final SlackBlocks blocks;
  private final Set<String> approving;

  SlackHistory(
      SlackApi api,
      SlackTimeline timeline,
      SlackSeat seat,
      SlackMembers members,
      SlackBlocks blocks,
      Set<String> approving) {
    this.api = api;
    this.timeline = timeline;
    this.seat = seat;
    this.members = members;
    this.blocks = blocks;
    this.approving = Set.copyOf(approving);
  }

  @Override
  public Optional<Set<String>> approvals(String channel, String reference) {
    SlackApi.Result<ReactionsGetResponse> read =
        api.ask(
            client -> client.reactionsGet(r -> r.channel(channel).timestamp(reference).full(true)));
    if (read instanceof SlackApi.Result.Failed<ReactionsGetResponse>(SlackError error, String _)
        && error.kind() == SlackError.Kind.GONE) {
      return Optional.empty();
    }
    ReactionsGetResponse.Message message = SlackTimeline.orThrow(read).getMessage();
    Set<String> accounts = new LinkedHashSet<>();
    if (message.getReactions() != null) {
      message.getReactions().stream()
          .filter(r -> approving.contains(SlackText.emoji(r.getName())))
          .forEach(r -> accounts.addAll(r.getUsers()));
    }
    accounts.removeIf(account -> !speaks(account));
    return Optional.of(accounts);
  }

  @Override
  public List<Line> after(String channel, long mark, List<String> threads) {
    List<Line> lines = new ArrayList<>();
    timeline.history(channel, SlackTimeline.ts(mark)).forEach(m -> line(m).ifPresent(lines::add));
    for (String thread : threads) {
      timeline.thread(channel, thread, mark).forEach(m -> line(m).ifPresent(lines::add));
    }
    return lines.stream().sorted(Comparator.comparingLong(Line::mark)).distinct().toList();
  }

  @Override
  public long mark(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  private Optional<Line> line(Message message) {
    boolean plain = message.getSubtype() == null || BROADCAST.equals(message.getSubtype());
    String account = SlackApi.orEmpty(message.getUser());
    if (!plain || message.getBotId() != null || account.isEmpty() || !speaks(account)) {
      return Optional.empty();
    }
    String bot = seat.seat().map(SlackSeat.Seat::bot).orElse("");
    long mark = SlackTimeline.mark(message.getTs());
    Optional<String> thread =
        Optional.ofNullable(message.getThreadTs()).filter(t -> !t.equals(message.getTs()));
    String text = SlackText.typed(SlackApi.orEmpty(message.getText()), bot);
    return Optional.of(new Line(mark, mark / 1_000, account, thread, text));
  }

  private boolean speaks(String account) {
    Optional<SlackSeat.Seat> here = seat.find();
    return here.filter(s -> !s.bot().equals(account))
        .filter(s -> members.refusal(account, s.workspace()).isEmpty())
        .isPresent();
  }

  @Override
  public Copy copy(String channel, String reference, dev.signalbox.report.Message posted) {
    Optional<Message> there =
        timeline.newest(channel).stream().filter(m -> reference.equals(m.getTs())).findFirst();
    if (there.isEmpty()) {
      there = timeline.at(channel, reference);
    }
    if (there.isEmpty() || "tombstone".equals(there.get().getSubtype())) {
      return new Copy.Deleted();
    }
    Rendered expected = blocks.of(posted);
    boolean same =
        SlackText.bare(expected.text())
                .equals(SlackText.bare(SlackApi.orEmpty(there.get().getText())))
            && sameBlocks(expected, there.get());
    return same ? new Copy.Intact() : new Copy.Edited();
  }

  /** A message that Slack took only without blocks has none. */
  private static boolean sameBlocks(Rendered expected, Message there) {
    List<com.slack.api.model.block.LayoutBlock> blocks =
        there.getBlocks() == null ? List.of() : there.getBlocks();
    return blocks.isEmpty()
        || SlackText.bare(Rendered.words(expected.blocks()))
            .equals(SlackText.bare(Rendered.words(blocks)));
  }
}
