package dev.signalbox.chat;

import dev.signalbox.port.Outbox.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a crash left unclear: items whose post began and whose end was never noted.
 *
 * <p>A merged message bears the key of its first item only. So an unclear item that the platform
 * does not know by its own key may stand in the message of the unclear one before it that it does
 * know; writing that message again with both is right whether it did or not.
 */
final class LostPosts {

  /**
   * Items that go into one message.
   *
   * @param reference the message that is there; empty where none is
   */
  record Found(Optional<String> reference, Bundle bundle) {}

  private LostPosts() {}

  static List<Found> of(List<Item> unclear, Function<String, Optional<String>> find) {
    List<Found> found = new ArrayList<>();
    List<Item> missing = new ArrayList<>();
    Optional<String> reference = Optional.empty();
    List<Item> members = new ArrayList<>();
    for (Item item : unclear) {
      Optional<String> own = find.apply(item.message().key());
      if (own.isPresent()) {
        reference.ifPresent(r -> found.add(new Found(Optional.of(r), new Bundle(members))));
        members.clear();
        reference = own;
      }
      (reference.isPresent() ? members : missing).add(item);
    }
    reference.ifPresent(r -> found.add(new Found(Optional.of(r), new Bundle(members))));
    Bundle.merged(missing).forEach(bundle -> found.add(new Found(Optional.empty(), bundle)));
    return found;
  }
}
