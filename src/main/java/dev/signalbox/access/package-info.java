/** Who may do what: people, their identities and roles, and rules as named values. */
@NullMarked
package dev.signalbox.access;

import org.jspecify.annotations.NullMarked;
