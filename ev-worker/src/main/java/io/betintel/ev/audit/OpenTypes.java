package io.betintel.ev.audit;

import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.odds.BetType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What the catalogue says about bet types now, and how long it has said so. For one thread. */
final class OpenTypes {
  /**
   * Workers act on a change within half a second, and act on it in the midst of others' records.
   */
  private static final Duration SETTLED = Duration.ofSeconds(30);

  private final Catalogue catalogue;
  private final Instant changed;
  private final Instant now;
  private final Set<BetType> returning = new HashSet<>();

  OpenTypes(Catalogue catalogue, Instant now) {
    this.catalogue = catalogue;
    this.changed = micros(catalogue.version());
    this.now = now;
  }

  /** The bet type that events of this one are applied as. */
  BetType meant(BetType sent) {
    return catalogue.canonical(sent);
  }

  /** Whether its events are applied now. */
  boolean isServed(BetType betType) {
    return entry(betType).filter(CatalogueEntry::isServed).isPresent();
  }

  Optional<CatalogueEntry> entry(BetType betType) {
    return catalogue.find(betType);
  }

  /** Events of it are on their way back from {@code odds.parked}. */
  void returns(BetType betType) {
    returning.add(meant(betType));
  }

  /** Whether its books and lines can be compared: it is served, and nothing of it is returning. */
  boolean isComparable(BetType betType) {
    return isServed(betType) && !returning.contains(betType);
  }

  /** Whether the stores must have a line of it that was published then. */
  boolean isStored(BetType betType, Instant published) {
    return isServed(betType) && enabledAt(betType).isBefore(published);
  }

  /** When it was last enabled. */
  Instant enabledAt(BetType betType) {
    return entry(betType).map(entry -> micros(entry.enabledVersion())).orElse(Instant.MAX);
  }

  /** Whether the stores have had the time to drop what it had when it was switched off. */
  boolean isSettled() {
    return changed.plus(SETTLED).isBefore(now);
  }

  /** Versions of the catalogue are microseconds. */
  private static Instant micros(long version) {
    return Instant.EPOCH.plusNanos(Math.min(version, Long.MAX_VALUE / 1000) * 1000);
  }
}
