/** The channel page: the channel as people know it from a chat program, served by ourselves. */
@NullMarked
package dev.signalbox.chat.page;

import org.jspecify.annotations.NullMarked;
