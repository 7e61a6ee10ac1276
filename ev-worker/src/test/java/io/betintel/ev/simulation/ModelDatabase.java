package io.betintel.ev.simulation;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.AliasMoves;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.catalogue.Flags;
import io.betintel.ev.catalogue.Heartbeat;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.parking.ModelPositions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The catalogue's rows, the heartbeats and the parked positions. */
final class ModelDatabase {
  private static final Duration SILENCE = Duration.ofSeconds(3);

  final ModelPositions parked = new ModelPositions();
  private final ModelClock clock;
  private final SortedMap<BetType, CatalogueRowModel> rows = new TreeMap<>();
  private final SortedMap<String, Beat> beats = new TreeMap<>();
  private long version = 1;

  ModelDatabase(ModelClock clock) {
    this.clock = clock;
  }

  /** A row of {@code bet_types}. */
  record CatalogueRowModel(
      boolean enabled, long enabledVersion, int settings, boolean held, BetType aliasOf) {

    CatalogueRowModel held(boolean now, BetType alias) {
      return new CatalogueRowModel(enabled, enabledVersion, settings, now, alias);
    }
  }

  private record Beat(Heartbeat said, Instant at) {}

  Optional<CatalogueRowModel> row(BetType betType) {
    return Optional.ofNullable(rows.get(betType));
  }

  void add(BetType betType, boolean enabled) {
    version++;
    rows.put(betType, new CatalogueRowModel(enabled, enabled ? version : 0, 1, false, null));
  }

  void enable(BetType betType, boolean on) {
    CatalogueRowModel row = rows.get(betType);
    if (row.enabled() != on) {
      version++;
      rows.put(
          betType,
          new CatalogueRowModel(
              on, on ? version : row.enabledVersion(), row.settings(), row.held(), row.aliasOf()));
    }
  }

  /** Another method of removing margins. */
  void change(BetType betType) {
    CatalogueRowModel row = rows.get(betType);
    version++;
    rows.put(
        betType,
        new CatalogueRowModel(
            row.enabled(), row.enabledVersion(), row.settings() + 1, row.held(), row.aliasOf()));
  }

  void put(Map<BetType, CatalogueRowModel> changed) {
    version++;
    rows.putAll(changed);
  }

  long version() {
    return version;
  }

  Catalogue catalogue() {
    List<CatalogueEntry> entries = new ArrayList<>();
    rows.forEach(
        (betType, row) ->
            entries.add(
                new CatalogueEntry(
                    new PricingTerms(betType, Shape.OVER_UNDER, settings(row), row.settings()),
                    betType.symbol(),
                    true,
                    row.enabled(),
                    Role.FREE,
                    null,
                    row.enabledVersion(),
                    row.held(),
                    row.aliasOf())));
    return Catalogue.of(version, entries);
  }

  private static BetTypeSettings settings(CatalogueRowModel row) {
    BetTypeSettings settings = BetTypeSettings.defaults();
    return row.settings() % 2 == 1 ? settings : settings.withMethod(Method.POWER);
  }

  Flags flags() {
    Set<BetType> on = new HashSet<>();
    rows.forEach(
        (betType, row) -> {
          if (row.enabled() || (row.aliasOf() != null && row.held())) {
            on.add(betType);
          }
        });
    return new Flags(version, on);
  }

  /** A worker says which catalogue it acts on. */
  void beat(String worker, Catalogue acknowledged, AliasMoves.Moved moved) {
    Set<String> servable = new HashSet<>();
    acknowledged.entries().values().stream()
        .filter(CatalogueEntry::isServed)
        .forEach(entry -> servable.add(entry.betType().symbol()));
    beats.put(
        worker,
        new Beat(
            new Heartbeat(
                worker,
                "build",
                "host",
                acknowledged.version(),
                servable,
                moved,
                ModelClock.START,
                Duration.ZERO),
            ModelClock.START.plusNanos(clock.nanoTime())));
  }

  /** A worker left in order. */
  void forget(String worker) {
    beats.remove(worker);
  }

  List<Heartbeat> live() {
    Instant now = ModelClock.START.plusNanos(clock.nanoTime());
    return beats.values().stream()
        .filter(beat -> beat.at().plus(SILENCE).isAfter(now))
        .map(Beat::said)
        .toList();
  }
}
