package dev.signalbox.traffic.dns;

import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIGRecord;

/** Says what a server's refusal means, and what mends it. */
final class Refusals {
  private Refusals() {}

  /** One or two sentences: who, the code by its name, and the remedy. */
  static String words(Primary primary, TsigKey key, Message answer) {
    int code = answer.getRcode();
    int error = tsigError(answer);
    String name = Rcode.string(code) + (error == 0 ? "" : ", " + Rcode.TSIGstring(error));
    return "%s refuses for %s (%s): %s"
        .formatted(
            primary.servers().primary(),
            primary.zone(),
            name,
            error == 0 ? byCode(code, primary, key) : byTsig(error, key));
  }

  private static int tsigError(Message answer) {
    TSIGRecord tsig = answer.getTSIG();
    return tsig == null ? 0 : tsig.getError();
  }

  private static String byTsig(int error, TsigKey key) {
    return switch (error) {
      case Rcode.BADKEY ->
          ("it knows no key " + key.name() + " with this algorithm for this change. ")
              + "Configure the key there, or grant it the names (Knot: acl with"
              + " update-owner-name).";
      case Rcode.BADSIG ->
          "the secret of the key "
              + key.name()
              + " is not the one that the server has. "
              + "Was the key rotated there?";
      case Rcode.BADTIME ->
          "the clocks of this machine and of the server differ by more than five minutes. "
              + "Synchronise them.";
      default -> "the signature with the key " + key.name() + " was not accepted.";
    };
  }

  private static String byCode(int code, Primary primary, TsigKey key) {
    return switch (code) {
      case Rcode.REFUSED ->
          ("the key "
                  + key.name()
                  + " may not do this, or its secret is wrong. Grant it the name and")
              + " the note beside it, _signalbox.<name> TXT (BIND: update-policy; Knot: acl;"
              + " PowerDNS: allow-dnsupdate-from and TSIG-ALLOW-DNSUPDATE).";
      case Rcode.NOTAUTH ->
          "it is not authoritative for "
              + primary.zone()
              + ", or does not accept the key "
              + key.name()
              + " for this change. Look at primary, zone and key.";
      case Rcode.NOTZONE ->
          "a name is not in the zone "
              + primary.zone()
              + ". Look at zone: it is the name at which"
              + " the SOA record stands.";
      case Rcode.SERVFAIL ->
          "the server failed; nothing was changed. Its log says why: often the zone is not loaded,"
              + " or its directory cannot be written.";
      case Rcode.NOTIMP -> "it takes no updates at all (RFC 2136). Is primary the right server?";
      case Rcode.FORMERR -> "it did not understand the message. Is primary a DNS server?";
      default -> "its log says why.";
    };
  }
}
