/** How the lab's servers and clients share threads, buffers and one idea of a port. */
@NullMarked
package dev.signalbox.lab.http;

import org.jspecify.annotations.NullMarked;
