/** What the control API says and takes, as records; both of its sides share them. */
@NullMarked
package dev.signalbox.lab.control.told;

import org.jspecify.annotations.NullMarked;
