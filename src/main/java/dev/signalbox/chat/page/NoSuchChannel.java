package dev.signalbox.chat.page;

/** The page has no channel at this address. */
final class NoSuchChannel extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String address;

  NoSuchChannel(String address) {
    super("no channel at " + Excerpt.of(address, 80));
    this.address = address;
  }

  /** What the one who asked is told. */
  String sentence() {
    return "There is no channel '" + Excerpt.of(address, 80) + "' on this page.";
  }
}
