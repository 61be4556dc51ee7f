/**
 * A Discord that believes nobody: gateway and REST as documented (v10), over real sockets, with
 * Discord's own limits and error codes. Whatever a real server would refuse is refused here.
 */
@NullMarked
package dev.signalbox.chat.discord.strict;

import org.jspecify.annotations.NullMarked;
