/** Production traffic as a Prometheus knows it, and conditions that its queries have to hold. */
@NullMarked
package dev.signalbox.probe.prometheus;

import org.jspecify.annotations.NullMarked;
