package dev.signalbox.traffic.dns;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;

/** A message that was signed with a key, and the judge of what claims to be its answer. */
final class Signed {
  private final TsigKey key;
  private final TSIG tsig;
  private final @Nullable TSIGRecord signature;
  private final byte[] bytes;

  private Signed(TsigKey key, TSIG tsig, @Nullable TSIGRecord signature, byte[] bytes) {
    this.key = key;
    this.tsig = tsig;
    this.signature = signature;
    this.bytes = bytes;
  }

  /** Signs the message, now by this clock. */
  static Signed of(Message message, TsigKey key, Clock clock) {
    TSIG tsig = key.tsig(clock);
    tsig.apply(message, null);
    return new Signed(key, tsig, message.getTSIG(), message.toWire(Message.MAXLENGTH));
  }

  TsigKey key() {
    return key;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Whether the answer is signed with the same key, for this very message (RFC 8945, 5.3). */
  boolean verifies(Wire.Heard heard) {
    if (heard.message().getTSIG() == null) {
      return false;
    }
    int error = tsig.verify(heard.message(), heard.bytes(), signature);
    return error == Rcode.NOERROR && heard.message().isVerified();
  }
}
