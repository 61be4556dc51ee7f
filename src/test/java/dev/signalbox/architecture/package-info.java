/**
 * What the house looks like, held by tests: which room may know which, and which habits stay out.
 * Every rule is also run on something that breaks it, for a rule that cannot fail holds nothing.
 */
@NullMarked
package dev.signalbox.architecture;

import org.jspecify.annotations.NullMarked;
