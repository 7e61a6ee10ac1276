package io.betintel.ev.stream;

import io.betintel.ev.odds.Bookmaker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * How far the clocks of producers are from the worker's, by bookmaker and feed. A worker that lags
 * sees all of them behind: compare one with the others. Safe for several threads.
 */
final class ClockMetrics {
  /** A producer may send any bookmaker and any feed; each pair is a time series of three. */
  static final int MOST_SOURCES = 500;

  private static final Pattern FEED = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
  private static final Source OTHER = new Source("other", "other");

  private final MeterRegistry registry;
  private final Clock clock;
  private final Map<Source, RecentMaximum> offsets = new ConcurrentHashMap<>();

  private record Source(String bookmaker, String feed) {}

  ClockMetrics(MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
    Source none = new Source("none", "none"); // a series that does not exist is read as a gap
    ahead(none, "limited");
    ahead(none, "dead_lettered");
    gauge(none);
  }

  /**
   * A record arrived.
   *
   * @param feed as the producer names itself; null if it does not
   * @param written the worker's clock when the record was written
   */
  void observed(Bookmaker bookmaker, String feed, Instant observedAt, Instant written) {
    Source source = source(bookmaker, feed);
    offsets
        .computeIfAbsent(source, this::gauge)
        .saw((double) Duration.between(written, observedAt).toMillis(), clock.instant());
  }

  /** A record far ahead was dead-lettered. */
  void refused(Bookmaker bookmaker, String feed) {
    ahead(source(bookmaker, feed), "dead_lettered").increment();
  }

  /** A record a little ahead counts as of now. */
  void limited(Bookmaker bookmaker, String feed) {
    ahead(source(bookmaker, feed), "limited").increment();
  }

  private Counter ahead(Source source, String outcome) {
    return Counter.builder("ev.clock.ahead")
        .description("Records whose times were ahead of the worker's clock")
        .tags("bookmaker", source.bookmaker(), "feed", source.feed(), "outcome", outcome)
        .register(registry);
  }

  private RecentMaximum gauge(Source source) {
    RecentMaximum offset = new RecentMaximum();
    Gauge.builder("ev.clock.offset.seconds", () -> offset.get(clock.instant()) / 1000)
        .description("Record timestamp less the worker's clock: the greatest of the last minutes")
        .tags("bookmaker", source.bookmaker(), "feed", source.feed())
        .register(registry);
    return offset;
  }

  private Source source(Bookmaker bookmaker, String feed) {
    String label = feed == null ? "none" : FEED.matcher(feed).matches() ? feed : "other";
    Source source = new Source(bookmaker.key(), label);
    return offsets.containsKey(source) || offsets.size() < MOST_SOURCES ? source : OTHER;
  }
}
