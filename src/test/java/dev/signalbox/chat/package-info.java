@NullMarked
package dev.signalbox.chat;

import org.jspecify.annotations.NullMarked;
