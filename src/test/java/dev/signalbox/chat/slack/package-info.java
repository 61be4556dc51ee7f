/** A strict Slack of our own, and what is tried against it. */
@NullMarked
package dev.signalbox.chat.slack;

import org.jspecify.annotations.NullMarked;
