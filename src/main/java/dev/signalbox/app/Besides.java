package dev.signalbox.app;

import dev.signalbox.port.Inspectable;

/**
 * What can be inspected and belongs to no lane, such as the access to a chat platform.
 *
 * @param name what people call it; a chat platform's own, where it is one
 */
record Besides(String name, Inspectable inspectable) {}
