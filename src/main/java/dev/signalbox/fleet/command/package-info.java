/** Programs of this machine: the machine itself, and versions installed by any local command. */
@NullMarked
package dev.signalbox.fleet.command;

import org.jspecify.annotations.NullMarked;
