package dev.signalbox.chat;

import dev.signalbox.port.Journal;
import dev.signalbox.port.Outbox;
import dev.signalbox.port.Transactions;

/** What narration reads, and what narration and delivery write. */
public record Records(Journal journal, Outbox outbox, Transactions transactions) {}
