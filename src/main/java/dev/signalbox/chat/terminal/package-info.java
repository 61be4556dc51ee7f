/** The terminal as a channel: for a person who types, and for a script on standard input. */
@NullMarked
package dev.signalbox.chat.terminal;

import org.jspecify.annotations.NullMarked;
