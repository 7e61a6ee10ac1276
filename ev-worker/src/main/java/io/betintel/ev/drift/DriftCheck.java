package io.betintel.ev.drift;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.CachedLines;
import io.betintel.ev.catalogue.CatalogueConfig;
import io.betintel.ev.catalogue.CatalogueTable;
import io.betintel.ev.catalogue.LiveWorkers;
import io.betintel.ev.catalogue.SettingsJson;
import io.betintel.ev.codec.EnumSubjects;
import io.betintel.ev.schemas.BetTypeSymbols;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import redis.clients.jedis.UnifiedJedis;

/** Looks at every surface. Only reads; what it uses belongs to who made it. */
public final class DriftCheck {
  /** A change of the catalogue has come to every worker by then. */
  private static final Duration SETTLED = Duration.ofMillis(1_500);

  private final EnumSubjects registry;
  private final DriftTables tables;
  private final CachedLines cache;
  private final Clock clock;

  /**
   * @param config says when a worker is live
   */
  public DriftCheck(
      EnumSubjects registry,
      DataSource dataSource,
      SettingsJson settingsJson,
      CatalogueConfig config,
      UnifiedJedis redis,
      Clock clock) {
    this.registry = registry;
    this.tables =
        new DriftTables(
            dataSource, new CatalogueTable(settingsJson), new LiveWorkers(dataSource, config));
    this.cache = new CachedLines(redis, CacheKeys.standard(), clock);
    this.clock = clock;
  }

  /**
   * Looks; and again a moment later if something differs, for the surfaces are not of one moment.
   *
   * @throws InterruptedException only between the two
   */
  public DriftReport look() throws InterruptedException {
    DriftReport first = once();
    if (first.drifts().isEmpty()) {
      return first;
    }
    Thread.sleep(SETTLED.toMillis());
    return once().confirming(first);
  }

  private DriftReport once() {
    Map<String, String> blind = new TreeMap<>();
    Observed seen =
        new Observed(
            BetTypeSymbols.ofThisBuild(),
            ask(DriftReport.REGISTRY, registry::read, blind),
            ask(DriftReport.POSTGRES, tables::read, blind),
            ask(DriftReport.REDIS, cache::countAsSpelled, blind));
    return new DriftReport(clock.instant(), DriftRules.compare(seen), blind);
  }

  /**
   * Null, and why, if there is no answer: whatever goes wrong, the other surfaces are looked at.
   */
  private static <T> T ask(String server, Callable<T> question, Map<String, String> blind) {
    try {
      return question.call();
    } catch (Exception e) {
      String message = e.getMessage() == null ? e.toString() : e.getMessage();
      blind.put(server, message.strip().replaceAll("\\s*\\R\\s*", " "));
      return null;
    }
  }
}
