package io.betintel.ev.market;

/**
 * One of a line's mutually exclusive outcomes.
 *
 * @param point this side's own handicap or total; null if absent
 */
public record OutcomeKey(String name, Double point) {}
