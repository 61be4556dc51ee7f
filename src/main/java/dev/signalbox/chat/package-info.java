/** From the journal to the platforms: narration into the outbox, and delivery out of it. */
@NullMarked
package dev.signalbox.chat;

import org.jspecify.annotations.NullMarked;
