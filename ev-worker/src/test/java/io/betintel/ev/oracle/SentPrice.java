package io.betintel.ev.oracle;

/**
 * One outcome as a test sent it.
 *
 * @param description null where the name says it all
 * @param point null if absent
 * @param odds decimal
 * @param link null if absent
 * @param limit null if absent
 */
public record SentPrice(
    String name, String description, Double point, double odds, String link, Double limit) {}
