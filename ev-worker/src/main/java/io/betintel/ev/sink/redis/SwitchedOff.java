package io.betintel.ev.sink.redis;

import io.betintel.ev.cache.CacheGate;
import io.betintel.ev.catalogue.BetTypeFlags;
import io.betintel.ev.catalogue.CatalogueAwayException;
import io.betintel.ev.catalogue.Flags;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.Interval;
import io.betintel.ev.sink.SinkException;
import io.betintel.ev.sink.VersionedLine;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps bet types that are off out of the cache. To write, the flags that this process last read
 * are enough, since the gates refuse a stale writer. To skip or delete a line, it reads the flags
 * from the database: a line that was published because its type was enabled must not be skipped
 * because this process has old flags. Owned by the sink's thread.
 */
final class SwitchedOff {
  private static final Logger LOG = LoggerFactory.getLogger(SwitchedOff.class);

  /** How often the cache is checked without a change of the flags: Redis may have evicted a key. */
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final BetTypeFlags flags;
  private final CacheGate gate;
  private final Interval check = new Interval(EVERY, System::nanoTime);
  private long lookedAtVersion = -1;
  private long newestVersion = -1;

  SwitchedOff(BetTypeFlags flags, CacheGate gate) {
    this.flags = flags;
    this.gate = gate;
  }

  /** The flags by which the lines may be written. */
  Flags flagsFor(Collection<VersionedLine> lines) {
    Flags known = flags.last();
    return lines.stream().allMatch(line -> line.allowed(known)) ? known : read();
  }

  /**
   * The flags by which lines may be written that a gate refused.
   *
   * @param shutAt the catalogue version at which the gate was shut
   */
  Flags flagsAfter(long shutAt, Collection<VersionedLine> turnedAway) {
    Flags now = read();
    if (now.version() < shutAt) {
      // The gate was shut at a version that this catalogue has not reached: it was recreated.
      warnOfAnotherCatalogue(now.version(), shutAt);
      turnedAway.stream().map(line -> line.line().betType()).distinct().forEach(gate::forget);
    }
    return now;
  }

  /** Deletes the lines of bet types that are off, if the database can be read. */
  void refresh() {
    Flags known = flags.last();
    if (known.version() == lookedAtVersion && !check.isDue()) {
      return;
    }
    // Even if this fails: a database that is away must not delay every turn of the sink.
    lookedAtVersion = known.version();
    check.restart();
    Set<BetType> unfinished = gate.unfinished(known.enabled());
    if (unfinished.isEmpty()) {
      return;
    }
    try {
      Flags now = flags.read();
      for (BetType betType : unfinished) {
        if (!now.on(betType)) {
          shut(betType, now.version());
        }
      }
    } catch (CatalogueAwayException e) {
      LOG.warn("Lines of {} stay in the cache: {}", unfinished, e.getMessage());
    }
  }

  /**
   * Whether the catalogue went back since the last call: a restored database does not know that a
   * type was off, nothing enables it, and so nothing publishes its lines again.
   */
  boolean wentBack() {
    long version = flags.last().version();
    boolean back = version < newestVersion;
    newestVersion = version;
    return back;
  }

  private void shut(BetType betType, long version) throws CatalogueAwayException {
    long lines = gate.shut(betType, version);
    if (lines < 0) {
      Flags now = flags.read();
      if (now.version() >= -lines || now.on(betType)) {
        return; // it was enabled meanwhile, and lines were written
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
        "The catalogue is at version {} and the cache has seen version {}: the catalogue was"
            + " recreated",
        version,
        seen);
  }

  private Flags read() {
    try {
      return flags.read();
    } catch (CatalogueAwayException e) {
      throw new SinkException(
          SinkException.Kind.AWAY,
          "the flags of the bet types cannot be read:  " + e.getMessage(),
          e);
    }
  }
}
