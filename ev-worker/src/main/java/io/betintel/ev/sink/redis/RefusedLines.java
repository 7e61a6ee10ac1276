package io.betintel.ev.sink.redis;

import io.betintel.ev.sink.LinesRefusedException;
import io.betintel.ev.sink.VersionedLine;
import java.util.LinkedHashMap;
import java.util.Map;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Collects the lines of a pipeline that Redis refuses, and tells them from a server that refuses
 * everything.
 */
final class RefusedLines {
  /** A key of the line has another type, or its expiry is no time that Redis takes. */
  private static final String[] OF_ONE_LINE = {"WRONGTYPE", "invalid expire time"};

  private final Map<VersionedLine, String> reasons = new LinkedHashMap<>();
  private JedisDataException undecided;
  private boolean accepted;

  /** The line cannot even be made into an entry. */
  void unwritable(VersionedLine line, RuntimeException e) {
    reasons.put(line, text(line, e));
  }

  void accepted() {
    accepted = true;
  }

  void answered(VersionedLine line, JedisDataException e) {
    String message = String.valueOf(e.getMessage());
    boolean certain = false;
    for (String each : OF_ONE_LINE) {
      certain |= message.contains(each);
    }
    if (!certain && !message.startsWith("ERR")) {
      throw e; // such as OOM, LOADING, READONLY or NOPERM: the server
    }
    if (!certain) {
      undecided = e;
    }
    reasons.put(line, text(line, e));
  }

  /**
   * @throws LinesRefusedException if lines are refused
   * @throws JedisException if Redis answered every line with an error that may be the server's
   */
  void raise() {
    if (undecided != null && !accepted) {
      throw undecided;
    }
    if (!reasons.isEmpty()) {
      throw new LinesRefusedException(reasons);
    }
  }

  private static String text(VersionedLine line, RuntimeException e) {
    return "line "
        + line.line().id()
        + " of bet type "
        + line.line().betType()
        + " cannot be cached: "
        + e.getMessage();
  }
}
