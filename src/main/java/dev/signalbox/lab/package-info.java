/**
 * The embedded on-premise lab: real HTTP nodes, a reverse proxy and users, inside the bot's process
 * or in one of its own; and the adapters through which the bot speaks to it, always over HTTP.
 */
@NullMarked
package dev.signalbox.lab;

import org.jspecify.annotations.NullMarked;
