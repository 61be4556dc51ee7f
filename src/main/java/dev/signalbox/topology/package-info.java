/** What can be deployed, and where: applications, stages, lanes, clusters, nodes and versions. */
@NullMarked
package dev.signalbox.topology;

import org.jspecify.annotations.NullMarked;
