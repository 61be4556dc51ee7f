/**
 * Ends the bot hard, wherever it is, starts it again, and holds what became of the deployment
 * against the lab, the journal and the channel (promises 1 to 6).
 */
@NullMarked
package dev.signalbox.crash;

import org.jspecify.annotations.NullMarked;
