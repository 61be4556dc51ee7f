/** What the probes share: how a request is sent, and how a failure is told. */
@NullMarked
package dev.signalbox.probe;

import org.jspecify.annotations.NullMarked;
