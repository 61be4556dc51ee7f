/**
 * The store: plain SQL, one dialect for H2 and PostgreSQL.
 *
 * <p>Locks are taken in this order, so that no two transactions wait for each other: the
 * deployment's row, its gate and votes, the lane, wake-ups, a reader's cursor, outbox rows, and the
 * head of the journal always last.
 */
@NullMarked
package dev.signalbox.store;

import org.jspecify.annotations.NullMarked;
