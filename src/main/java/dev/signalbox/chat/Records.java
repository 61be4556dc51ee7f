package dev.signalbox.chat;

import dev.signalbox.port.Journal;
import dev.signalbox.port.Outbox;
import dev.signalbox.port.Transactions;

/**
 * What narration reads, and what narration and delivery write.
 *
 * @param deliverers which instance delivers
 */
public record Records(
    Journal journal, Outbox outbox, Transactions transactions, Deliverers deliverers) {}
