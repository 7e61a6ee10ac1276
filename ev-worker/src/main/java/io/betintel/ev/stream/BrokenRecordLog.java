package io.betintel.ev.stream;

import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.BrokenRecordException.Reason;
import io.betintel.ev.codec.Quoted;
import io.betintel.ev.codec.SchemaPendingException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs broken records, at most {@value #MOST} per second and reason, and how many were left out.
 * Every one of them is a dead letter anyway. Safe for several threads.
 */
final class BrokenRecordLog {
  static final int MOST = 3;
  private static final Logger LOG = LoggerFactory.getLogger(BrokenRecordLog.class);
  private static final long WINDOW_MS = Duration.ofSeconds(1).toMillis();

  private final Clock clock;
  private final Map<Reason, Window> windows = new EnumMap<>(Reason.class);
  private final Window waiting = new Window();

  BrokenRecordLog(Clock clock) {
    this.clock = clock;
  }

  void broken(Origin origin, BrokenRecordException broken) {
    broken(origin, broken, false);
  }

  /**
   * @param ended whether the bookmaker's earlier offers ended with it
   */
  void broken(Origin origin, BrokenRecordException broken, boolean ended) {
    long leftOut = admit(broken.reason());
    if (leftOut < 0) {
      return;
    }
    LOG.warn(
        "broken record {} ({}): {}{}{}",
        origin.place(),
        broken.reason().label(),
        broken.getMessage(),
        ended ? "; " + broken.quote().map(BrokenRecordLog::end).orElse("") : "",
        more(leftOut));
  }

  /** The registry does not know the record's schema yet. */
  void waits(Origin origin, SchemaPendingException pending) {
    long leftOut = admit(waiting);
    if (leftOut >= 0) {
      LOG.warn(
          "record {} waits in quarantine for schema id {}: {}{}",
          origin.place(),
          pending.schemaId(),
          pending.getMessage(),
          more(leftOut));
    }
  }

  private static String more(long leftOut) {
    return leftOut == 0 ? "" : " [" + leftOut + " more like it were not logged]";
  }

  private static String end(Quoted quoted) {
    return "what " + quoted.bookmaker() + " offered before in " + quoted.market() + " is withdrawn";
  }

  /**
   * Returns how many records with the reason were left out since the last line, or a negative
   * number if this one is to be left out too.
   */
  private synchronized long admit(Reason reason) {
    return admit(windows.computeIfAbsent(reason, r -> new Window()));
  }

  private synchronized long admit(Window window) {
    long now = clock.millis();
    if (now - window.began >= WINDOW_MS || now < window.began) {
      window.began = now;
      window.logged = 0;
    }
    if (window.logged == MOST) {
      window.leftOut++;
      return -1;
    }
    window.logged++;
    long leftOut = window.leftOut;
    window.leftOut = 0;
    return leftOut;
  }

  private static final class Window {
    private long began;
    private int logged;
    private long leftOut;
  }
}
