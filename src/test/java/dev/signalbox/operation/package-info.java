@NullMarked
package dev.signalbox.operation;

import org.jspecify.annotations.NullMarked;
