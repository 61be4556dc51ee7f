/**
 * Any router for which somebody writes a program: what it is asked, what it answers, and what its
 * exit codes mean.
 */
@NullMarked
package dev.signalbox.traffic.command;

import org.jspecify.annotations.NullMarked;
