package dev.signalbox.app.config;

import dev.signalbox.lab.LabConfig;
import java.net.URI;
import java.util.Optional;

/**
 * The lab.
 *
 * @param controlUrl of a lab that is a process of its own; empty for one in the bot's process
 * @param defaultPerson who acts in the terminal and on the page until another one is chosen
 * @param inside what a lab in the bot's process is made of
 */
public record LabSettings(Optional<URI> controlUrl, String defaultPerson, LabConfig inside) {}
