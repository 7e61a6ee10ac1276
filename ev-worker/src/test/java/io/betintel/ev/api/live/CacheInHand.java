package io.betintel.ev.api.live;

import io.betintel.ev.cache.CachedLine;
import io.betintel.ev.cache.LineSource;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** A cache whose lines and whose absence a test controls. Each call is whole for any thread. */
final class CacheInHand implements LineSource {
  final Map<BetType, Map<LineId, CachedLine>> lines = new TreeMap<>();
  Runnable beforeReading = () -> {};
  boolean away;

  /** How many lines were asked for. */
  int read;

  private final Instant validUntil;
  private final BiConsumer<BetType, LineId> changes;

  /**
   * @param validUntil of every line
   * @param changes receives every write
   */
  CacheInHand(Instant validUntil, BiConsumer<BetType, LineId> changes) {
    this.validUntil = validUntil;
    this.changes = changes;
  }

  void write(BetType betType, String id, long version) {
    write(betType, id, version, validUntil);
  }

  /** A line whose best offer expires before it does. */
  void write(BetType betType, String id, long version, Instant currentUntil) {
    String json = "{\"line_id\":\"" + id + "\",\"version\":" + version + ",\"method\":1}";
    put(betType, id, version, Optional.of(new CachedLine.Shown(validUntil, currentUntil, json)));
  }

  /** Redis forgets the bet type. */
  void forget(BetType betType) {
    synchronized (lines) {
      lines.remove(betType);
    }
  }

  void withdraw(BetType betType, String id, long version) {
    put(betType, id, version, Optional.empty());
  }

  private void put(BetType betType, String id, long version, Optional<CachedLine.Shown> shown) {
    LineId line = new LineId(id);
    synchronized (lines) {
      lines
          .computeIfAbsent(betType, unused -> new TreeMap<>())
          .put(line, new CachedLine(line, version, shown));
    }
    changes.accept(betType, line);
  }

  @Override
  public List<LineId> ids(BetType betType) {
    requireThere();
    synchronized (lines) {
      return lines.getOrDefault(betType, Map.of()).values().stream()
          .filter(line -> line.shown().isPresent())
          .map(CachedLine::id)
          .toList();
    }
  }

  @Override
  public List<CachedLine> lines(BetType betType, List<LineId> ids) {
    requireThere();
    read += ids.size();
    // What exists now is on its way to the reader while other things happen.
    List<CachedLine> found;
    synchronized (lines) {
      Map<LineId, CachedLine> there = lines.getOrDefault(betType, Map.of());
      found =
          ids.stream()
              .map(
                  id ->
                      there.getOrDefault(
                          id, new CachedLine(id, CachedLine.UNKNOWN, Optional.empty())))
              .toList();
    }
    beforeReading.run();
    return found;
  }

  private void requireThere() {
    if (away) {
      throw new JedisConnectionException("connection refused");
    }
  }
}
