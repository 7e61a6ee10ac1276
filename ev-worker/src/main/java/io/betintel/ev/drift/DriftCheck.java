package io.betintel.ev.drift;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.CachedLines;
import io.betintel.ev.catalogue.CatalogueConfig;
import io.betintel.ev.catalogue.CatalogueTable;
import io.betintel.ev.catalogue.LiveWorkers;
import io.betintel.ev.codec.EnumSubjects;
import io.betintel.ev.ops.RootCause;
import io.betintel.ev.schemas.BetTypeSymbols;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import redis.clients.jedis.UnifiedJedis;

/** Looks at every place. Only reads; the caller closes the connections it gives. */
public final class DriftCheck {
  /** Every worker has read a change of the catalogue by then. */
  private static final Duration SETTLED = Duration.ofMillis(1_500);

  private final EnumSubjects registry;
  private final DriftTables tables;
  private final TableFaults tableFaults;
  private final Optional<TopicFaults> topicFaults;
  private final CachedLines cache;
  private final List<Subscriber> subscribers;
  private final Clock clock;

  /**
   * @param config says when a worker is live
   * @param subscribers the databases that follow this one, as far as their addresses are known
   * @param topics says which topics are looked at
   */
  public DriftCheck(
      EnumSubjects registry,
      DataSource dataSource,
      CatalogueConfig config,
      UnifiedJedis redis,
      List<Subscriber> subscribers,
      DriftTopics topics,
      Clock clock) {
    this.registry = registry;
    this.tableFaults = new TableFaults(dataSource, topics);
    this.topicFaults = topics.kafka().map(kafka -> new TopicFaults(kafka, topics.names()));
    this.tables =
        new DriftTables(dataSource, new CatalogueTable(), new LiveWorkers(dataSource, config));
    this.cache = new CachedLines(redis, CacheKeys.standard(), clock);
    this.subscribers = List.copyOf(subscribers);
    this.clock = clock;
  }

  /**
   * Looks once; if something differs, looks again a moment later and reports what both found,
   * because the places are not read at one moment.
   *
   * @throws InterruptedException only between the two looks
   */
  public DriftReport look() throws InterruptedException {
    DriftReport first = once();
    if (first.drifts().isEmpty() && first.expected().isEmpty()) {
      return first;
    }
    Thread.sleep(SETTLED.toMillis());
    return once().confirming(first);
  }

  private DriftReport once() {
    Map<String, String> blind = new TreeMap<>();
    Map<Subscriber, Set<String>> labels = new LinkedHashMap<>();
    for (Subscriber subscriber : subscribers) {
      ask(DriftReport.SUBSCRIBER + subscriber.name(), subscriber::labels, blind)
          .ifPresent(found -> labels.put(subscriber, found));
    }
    Observed seen =
        new Observed(
            BetTypeSymbols.ofThisBuild(),
            ask(DriftReport.REGISTRY, registry::read, blind).orElse(null),
            ask(DriftReport.POSTGRES, tables::read, blind).orElse(null),
            ask(DriftReport.REDIS, cache::countAsSpelled, blind).orElse(null),
            labels);
    NavigableSet<Drift> drifts = new TreeSet<>(DriftRules.compare(seen));
    ask(DriftReport.REGISTRY, registry::unguarded, blind)
        .ifPresent(subjects -> subjects.forEach(each -> drifts.add(RegistryRules.unguarded(each))));
    ask(DriftReport.POSTGRES, tableFaults::read, blind).ifPresent(drifts::addAll);
    topicFaults
        .flatMap(faults -> ask(DriftReport.KAFKA, faults::read, blind))
        .ifPresent(drifts::addAll);
    return DriftReport.of(
        clock.instant(),
        drifts,
        seen.database() == null ? List.of() : seen.database().expected(),
        blind,
        seen.database() == null ? null : seen.database().replication());
  }

  /**
   * Empty if the server does not answer, with the reason in {@code blind}: whatever goes wrong, the
   * other places are looked at.
   */
  private static <T> Optional<T> ask(
      String server, Callable<T> question, Map<String, String> blind) {
    try {
      return Optional.of(question.call());
    } catch (Exception e) {
      String message = RootCause.of(e);
      blind.put(server, message.strip().replaceAll("\\s*\\R\\s*", " "));
      return Optional.empty();
    }
  }
}
