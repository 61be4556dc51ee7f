/** What people can say: one record per verb, the grammar, help and "did you mean". */
@NullMarked
package dev.signalbox.command;

import org.jspecify.annotations.NullMarked;
