package dev.signalbox.operation;

import dev.signalbox.access.AccessRules;
import dev.signalbox.engine.Decisions;
import dev.signalbox.engine.LaneSpecs;
import dev.signalbox.engine.Requests;
import dev.signalbox.engine.Stores;
import dev.signalbox.port.Equipment;
import java.time.InstantSource;
import java.util.List;

/**
 * What the operations work with.
 *
 * @param inspections what {@code /check} tries
 * @param copies compares a channel with what was posted there
 * @param hints lines that {@code /help} adds, such as the versions that misbehave in the lab
 */
public record Services(
    Requests requests,
    Decisions decisions,
    Stores stores,
    AccessRules access,
    LaneSpecs specs,
    Equipment.Catalogue equipment,
    Inspections inspections,
    ChannelCopies copies,
    List<String> hints,
    InstantSource clock) {}
