package io.betintel.ev.sink.redis;

import io.betintel.ev.sink.LinesRefusedException;
import io.betintel.ev.sink.VersionedLine;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Collects the lines of a pipeline that Redis refuses, and tells them from a server that refuses
 * everything.
 */
final class RefusedLines {
  /** A key of the line has another type, or its expiry is no time that Redis takes. */
  private static final String[] OF_ONE_LINE = {"WRONGTYPE", "invalid expire time"};

  /**
   * The script's error has that of its command within it: {@code ERR Error ... -OOM command ...}.
   */
  private static final Pattern CODE = Pattern.compile("(?:^|: )-?([A-Z]{2,}) ");

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
    if (!certain && !code(message).equals("ERR")) {
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

  /** What Redis 6 says of a command in a script, as Redis 7 says it. */
  static String withoutScript(String message) {
    return message.replaceFirst("^ERR Error running script .*: -", "");
  }

  /** The innermost one; Redis 7 has it at the beginning. */
  private static String code(String message) {
    String code = "";
    Matcher found = CODE.matcher(message);
    while (found.find()) {
      code = found.group(1);
    }
    return code;
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
