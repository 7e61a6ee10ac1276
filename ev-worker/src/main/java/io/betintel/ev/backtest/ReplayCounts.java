package io.betintel.ev.backtest;

/**
 * What was replayed; each is counted where it is decided, and snapshots = applied + superseded +
 * afterStart + unknownType.
 *
 * @param events with at least one market
 * @param results events whose result is known
 * @param markets replayed
 * @param closes markets with a closing moment
 * @param snapshots read
 * @param applied changed their book
 * @param superseded did not: repeated, or older than what was there
 * @param afterStart observed once the event had started
 * @param unknownType of a bet type whose shape is not known
 */
public record ReplayCounts(
    int events,
    int results,
    int markets,
    int closes,
    int snapshots,
    int applied,
    int superseded,
    int afterStart,
    int unknownType) {}
