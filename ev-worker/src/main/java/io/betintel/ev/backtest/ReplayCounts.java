package io.betintel.ev.backtest;

/**
 * The counts of a replay, each counted where it is decided; snapshots = applied + superseded +
 * afterStart + unknownType.
 *
 * @param events with at least one market
 * @param results events with a known result
 * @param markets that were replayed
 * @param closes markets with a closing moment
 * @param snapshots that were read
 * @param applied snapshots that changed their book
 * @param superseded snapshots that did not: repeated, or older than the one in the book
 * @param afterStart snapshots that were observed once the event had started
 * @param unknownType snapshots of a bet type whose shape is unknown
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
