package dev.signalbox.lab.traffic;

/**
 * What requests are counted by.
 *
 * @param cluster the cluster that answered; empty text if none did
 * @param version the version that the answer named; empty text if it named none
 */
public record TrafficKey(String cluster, String version) {}
