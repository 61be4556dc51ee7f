/** Machines behind SSH, and versions installed on them: the only place that knows the library. */
@NullMarked
package dev.signalbox.fleet.ssh;

import org.jspecify.annotations.NullMarked;
