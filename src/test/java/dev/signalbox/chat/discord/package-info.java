@org.jspecify.annotations.NullMarked
package dev.signalbox.chat.discord;
