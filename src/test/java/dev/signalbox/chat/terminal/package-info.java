@NullMarked
package dev.signalbox.chat.terminal;

import org.jspecify.annotations.NullMarked;
