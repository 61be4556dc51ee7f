package dev.signalbox.engine;

import dev.signalbox.port.DeploymentStore;
import dev.signalbox.port.GateStore;
import dev.signalbox.port.Journal;
import dev.signalbox.port.LaneStore;
import dev.signalbox.port.Transactions;
import dev.signalbox.port.WakeUps;

/** Everything that the engine keeps, in one hand: changed together, in one transaction. */
public record Stores(
    Transactions transactions,
    Journal journal,
    DeploymentStore deployments,
    GateStore gates,
    LaneStore lanes,
    WakeUps wakeUps) {}
