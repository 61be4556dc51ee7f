package dev.signalbox.deployment;

import dev.signalbox.topology.Lane;
import java.time.Instant;
import java.util.Optional;

/**
 * One row of the journal.
 *
 * @param position counted from 1 without gaps, in commit order
 * @param at when it was appended
 * @param body the stored bytes of the event, over which the hash is taken
 * @param previousHash the hash of the entry before, 64 hexadecimal digits
 * @param hash SHA-256 over the previous hash and every stored column, 64 hexadecimal digits
 */
public record JournalEntry(
    long position,
    Instant at,
    Optional<DeploymentId> deployment,
    Optional<Lane> lane,
    Actor actor,
    JournalEvent event,
    String body,
    String previousHash,
    String hash) {}
