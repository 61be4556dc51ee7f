/** What is said, in no platform's dialect, and how the journal becomes it. */
@NullMarked
package dev.signalbox.report;

import org.jspecify.annotations.NullMarked;
