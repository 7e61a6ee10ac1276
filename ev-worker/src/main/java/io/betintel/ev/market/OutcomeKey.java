package io.betintel.ev.market;

/**
 * One of a line's mutually exclusive outcomes.
 *
 * @param point this side's own handicap or total; null where there is none
 */
public record OutcomeKey(String name, Double point) {}
