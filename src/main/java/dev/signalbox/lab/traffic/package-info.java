/** What is counted of a lane's requests: by version, cluster, outcome and latency. */
@NullMarked
package dev.signalbox.lab.traffic;

import org.jspecify.annotations.NullMarked;
