package io.betintel.ev.cache;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import java.util.List;

/**
 * Reads lines as they are now.
 *
 * @see CachedLineReader
 */
public interface LineSource {

  /**
   * The ids of a bet type's lines that have not expired.
   *
   * @throws redis.clients.jedis.exceptions.JedisException if Redis is away, as all methods here
   */
  List<LineId> ids(BetType betType);

  /** One line for each id, in the same order. */
  List<CachedLine> lines(BetType betType, List<LineId> ids);

  /** All lines of a bet type that may be shown. */
  default List<CachedLine> lines(BetType betType) {
    return lines(betType, ids(betType)).stream().filter(line -> line.shown().isPresent()).toList();
  }
}
