@NullMarked
package dev.signalbox.report;

import org.jspecify.annotations.NullMarked;
