package io.betintel.ev.sink.redis;

import io.betintel.ev.cache.CacheGate;
import io.betintel.ev.catalogue.BetTypeFlags;
import io.betintel.ev.catalogue.CatalogueAwayException;
import io.betintel.ev.catalogue.Flags;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.sink.SinkException;
import io.betintel.ev.sink.VersionedLine;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps bet types that are off out of the cache. What this process remembers of the flags is good
 * enough to write by, since the gates turn a stale writer away; but to leave a line out, or to take
 * lines away, the database is asked: a line that follows from an enabling must not be missed
 * because the news of it is late here. Owned by the sink's thread.
 */
final class SwitchedOff {
  private static final Logger LOG = LoggerFactory.getLogger(SwitchedOff.class);

  /** How often the cache is looked at though nothing has changed: a key may have been evicted. */
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final BetTypeFlags flags;
  private final CacheGate gate;
  private long lookedAtVersion = -1;
  private long lookAt = System.nanoTime();

  SwitchedOff(BetTypeFlags flags, CacheGate gate) {
    this.flags = flags;
    this.gate = gate;
  }

  /** By which the lines may be written. */
  Flags flagsFor(Collection<VersionedLine> lines) {
    Flags known = flags.last();
    return lines.stream().allMatch(line -> line.allowed(known)) ? known : read();
  }

  /**
   * By which lines may be written that a gate turned away.
   *
   * @param shutAt the version of the catalogue at which it was shut
   */
  Flags flagsAfter(long shutAt, Collection<VersionedLine> turnedAway) {
    Flags now = read();
    if (now.version() < shutAt) {
      // Whoever shut it had read that version before: this is another catalogue, made anew.
      warnOfAnotherCatalogue(now.version(), shutAt);
      turnedAway.stream().map(line -> line.line().betType()).distinct().forEach(gate::forget);
    }
    return now;
  }

  /** Takes the lines of bet types that are off away; waits for nobody. */
  void refresh() {
    Flags known = flags.last();
    if (known.version() == lookedAtVersion && System.nanoTime() - lookAt < 0) {
      return;
    }
    // Whatever comes of it: a database that is away must not hold the sink up at every turn.
    lookedAtVersion = known.version();
    lookAt = System.nanoTime() + EVERY.toNanos();
    Set<BetType> ajar = gate.ajar(known.enabled());
    if (ajar.isEmpty()) {
      return;
    }
    try {
      Flags now = flags.read();
      for (BetType betType : ajar) {
        if (!now.on(betType)) {
          shut(betType, now.version());
        }
      }
    } catch (CatalogueAwayException e) {
      LOG.warn("Lines of {} stay in the cache: {}", ajar, e.getMessage());
    }
  }

  private void shut(BetType betType, long version) throws CatalogueAwayException {
    long lines = gate.shut(betType, version);
    if (lines < 0) {
      Flags now = flags.read();
      if (now.version() >= -lines || now.on(betType)) {
        return; // enabled in between, and written to
      }
      warnOfAnotherCatalogue(now.version(), -lines);
      gate.forget(betType);
      lines = gate.shut(betType, now.version());
    }
    if (lines > 0) {
      LOG.info("{} is off: {} cached lines removed", betType, lines);
    }
  }

  private static void warnOfAnotherCatalogue(long version, long seen) {
    LOG.warn(
        "The catalogue is at version {} and the cache has seen {}: it was made anew",
        version,
        seen);
  }

  private Flags read() {
    try {
      return flags.read();
    } catch (CatalogueAwayException e) {
      throw new SinkException(
          SinkException.Kind.AWAY, "whether a bet type is off must be asked: " + e.getMessage(), e);
    }
  }
}
