package dev.signalbox.chat.page;

import dev.signalbox.port.ChannelArchive;
import dev.signalbox.port.ChannelArchiveContract;

/** The archive that the page's tests rely on keeps to the contract too. */
class RememberedArchiveTest implements ChannelArchiveContract {

  private final RememberedArchive archive = new RememberedArchive();

  @Override
  public ChannelArchive archive() {
    return archive;
  }
}
