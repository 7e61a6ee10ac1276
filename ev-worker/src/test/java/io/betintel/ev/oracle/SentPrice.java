package io.betintel.ev.oracle;

/**
 * One outcome as a test sent it.
 *
 * @param description null where the name says it all
 * @param point null where there is none
 * @param odds decimal
 * @param link null where there is none
 * @param limit null where there is none
 */
public record SentPrice(
    String name, String description, Double point, double odds, String link, Double limit) {}
