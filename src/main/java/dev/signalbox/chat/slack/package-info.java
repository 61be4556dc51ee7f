/** Slack, through Bolt for Java: Socket Mode or signed HTTP requests in, the Web API out. */
@NullMarked
package dev.signalbox.chat.slack;

import org.jspecify.annotations.NullMarked;
