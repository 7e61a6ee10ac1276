package io.betintel.ev.api.live;

import io.betintel.ev.api.Caller;
import io.betintel.ev.api.Sample;
import io.betintel.ev.cache.CachedLine;
import io.betintel.ev.cache.LineSource;
import io.betintel.ev.odds.LineId;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Reads the lines that exist when a client begins a bet type, a portion at a time. It waits for
 * Redis, so the hub's lock is not held here.
 */
final class FirstLines {
  /** A line is some kilobytes, and every client that is slow holds one portion. */
  private static final int PORTION = 50;

  private final LineSource source;
  private final Sample sample;

  /**
   * Lines that were read together.
   *
   * @param ids how many were asked for
   * @param lines one for each id
   */
  record Portion(int ids, List<CachedLine> lines) {}

  FirstLines(LineSource source, Sample sample) {
    this.source = source;
    this.sample = sample;
  }

  /** The next portion; empty if Redis is away. */
  Optional<Portion> read(Caller caller, ClientSnapshot snapshot) {
    try {
      if (!snapshot.begun()) {
        List<LineId> ids = source.ids(snapshot.betType());
        snapshot.begin(caller.free() ? sampled(ids) : ids);
      }
      List<LineId> ids = snapshot.next(PORTION);
      return Optional.of(new Portion(ids.size(), source.lines(snapshot.betType(), ids)));
    } catch (JedisException e) {
      return Optional.empty();
    }
  }

  private List<LineId> sampled(List<LineId> ids) {
    return ids.stream().filter(id -> sample.contains(id.text())).toList();
  }
}
