/** Real load through real routers while the whole bot deploys. */
@NullMarked
package dev.signalbox.load;

import org.jspecify.annotations.NullMarked;
