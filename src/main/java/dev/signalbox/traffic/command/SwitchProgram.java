package dev.signalbox.traffic.command;

import java.util.Optional;

/**
 * What a router's program is asked as a traffic switch.
 *
 * @param read prints what is live
 * @param swap sends production from {@code {from}} to {@code {to}}
 * @param sessions prints how many sessions {@code {cluster}} has; empty where the router cannot say
 */
public record SwitchProgram(Template read, Template swap, Optional<Template> sessions) {}
