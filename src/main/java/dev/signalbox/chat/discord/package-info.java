/**
 * The same bot in Discord, over its gateway and REST API (v10), by JDA: messages become embeds, and
 * commands, buttons, forms and reactions go to the reception. Nothing else knows JDA.
 */
@NullMarked
package dev.signalbox.chat.discord;

import org.jspecify.annotations.NullMarked;
