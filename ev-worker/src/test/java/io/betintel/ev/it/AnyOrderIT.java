package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.cache.CacheKeys;
import io.betintel.ev.cache.CachedLines;
import io.betintel.ev.catalogue.CatalogueRefusal;
import io.betintel.ev.harness.Build;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.NewTypesProducer;
import io.betintel.ev.harness.OddsGenerator;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.harness.Reckoning;
import io.betintel.ev.harness.RolloutOrder;
import io.betintel.ev.harness.RolloutSteps;
import io.betintel.ev.harness.StoredLines;
import io.betintel.ev.harness.TopicContents;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.RedisClient;

/**
 * Every order in which a bet type can be rolled out and taken back, in one run: 120 new bet types,
 * one for each order of {registry symbol, label, catalogue row, worker build, producer start}, with
 * enabling last; then each of the 24 orders of {disable, catalogue row, producer stop, build back}
 * by 5 of them. The build changes once in each direction, with both builds in one group for a
 * while. Labels and symbols stay: taking a bet type back removes neither. A short run takes 6 of
 * the 120, and a quarter of the orders of taking back once.
 */
@ExtendWith(LocalStackExtension.class)
final class AnyOrderIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final char DISABLE = 'd';
  private static final int SLOTS = 4;
  private static final List<String> BACK = RolloutOrder.permutations("cdpw");

  @Test
  @Tag("full")
  void everyOrderOfRollingOutAndTakingBackEndsAsPromised(LocalStack stack) throws Exception {
    List<RolloutOrder> all = RolloutOrder.all();
    assertThat(all).hasSize(120);
    endsAsPromised(all, 4_500, stack);
  }

  @Test
  void someOrdersOfRollingOutEndAsPromised(LocalStack stack) throws Exception {
    long seed = 20261123;
    System.out.println("seed " + seed);
    List<RolloutOrder> some = new ArrayList<>(RolloutOrder.all());
    Collections.shuffle(some, new Random(seed));
    endsAsPromised(some.subList(0, BACK.size() / 4), 900, stack);
  }

  private static void endsAsPromised(List<RolloutOrder> orders, int events, LocalStack stack)
      throws Exception {
    assertThat(Build.PREVIOUS.betTypeReleases()).isEqualTo(Build.CURRENT.betTypeReleases() - 1);
    try (Installation installation = Installation.of(stack).withFewerCommits();
        Rollout rollout = new Rollout(installation, orders)) {
      List<BetType> types = rollout.types();
      List<MarketSnapshot> traffic = new OddsGenerator(20260322, 60).events(events);
      WorkerProcess old = installation.start(Build.PREVIOUS).awaitReady();
      CompletableFuture<Void> sent = new Producers(installation).sendAtOnce(traffic, 40);

      rollOut(rollout, false);
      WorkerProcess later = installation.start(Build.LATER).awaitReady();
      rollout.round(); // both builds in one group, with symbols that only one of them knows
      assertThat(old.alive()).isTrue();
      assertNoWriteFailed(old);
      end(old);
      rollOut(rollout, true);

      assertThat(rollout.parked()).isEqualTo(rollout.sentByType());
      assertThat(rollout.storedVersions()).isEmpty();
      rollout.enable(true, types);
      rollout.awaitStored(types.size());
      rollout.round();
      rollout.awaitRead();
      Map<BetType, Integer> parkedOnce = rollout.parked();
      assertThat(rollout.sent()).isEqualTo(total(parkedOnce) + types.size());

      Map<String, Long> atDisabling = new TreeMap<>();
      takeBack(rollout, false, atDisabling);
      WorkerProcess rolledBack = installation.start(Build.PREVIOUS).awaitReady();
      rollout.round();
      rollout.awaitRead(); // before types are switched off
      assertThat(later.alive()).isTrue();
      assertNoWriteFailed(later);
      end(later);
      takeBack(rollout, true, atDisabling);

      // Off: nothing was written since, nothing is cached, and what is stored stays.
      rollout.awaitStoresReached();
      assertThat(rollout.storedVersions()).isEqualTo(atDisabling).hasSize(types.size());
      await().atMost(PATIENCE).until(() -> rollout.cached() == 0);

      // The older build serves what it was not built for, and all that waited comes back.
      rollout.startProducersOf(types);
      rollout.round();
      rollout.awaitRead(); // while the types are off
      rollout.addRows(types);
      rollout.enable(true, types);
      await("nothing waits").atMost(PATIENCE).until(() -> rollout.waiting() == 0);
      rollout.round();
      sent.get();
      new Reckoning(installation)
          .comesOutEvenAfterReturn(rollout.sentWhileOff(), id -> id.contains("|order_"));
      assertThat(rollout.cached()).isEqualTo(types.size());
      assertThat(rollout.mislabelled()).isZero();
      assertThat(rolledBack.alive()).isTrue();
      assertNoWriteFailed(rolledBack);
      assertThat(installation.contents().read(installation.topics().deadLetters())).isEmpty();
      assertThat(
              installation
                  .commands(Build.PREVIOUS)
                  .run("schemas")
                  .done()
                  .out()) // and registers nothing
          .doesNotContain("registered, united");
    }
  }

  private static void rollOut(Rollout rollout, boolean after) throws Exception {
    for (int slot = 0; slot < SLOTS; slot++) {
      Map<Character, List<BetType>> steps = new HashMap<>();
      for (RolloutOrder order : rollout.orders) {
        steps
            .computeIfAbsent(
                RolloutOrder.step(order.steps(), after, slot), step -> new ArrayList<>())
            .add(order.betType());
      }
      rollout.register(steps.getOrDefault(RolloutOrder.SYMBOL, List.of()));
      rollout.addLabels(steps.getOrDefault(RolloutOrder.LABEL, List.of()));
      rollout.addRows(steps.getOrDefault(RolloutOrder.CATALOGUE, List.of()));
      rollout.startProducersOf(steps.getOrDefault(RolloutOrder.PRODUCER, List.of()));
      rollout.round();
      rollout.awaitRead();
    }
  }

  private static void takeBack(Rollout rollout, boolean after, Map<String, Long> atDisabling)
      throws Exception {
    for (int slot = 0; slot < SLOTS - 1; slot++) {
      List<BetType> disabled = new ArrayList<>();
      List<BetType> withoutRow = new ArrayList<>();
      Set<BetType> stopped = new LinkedHashSet<>();
      for (int i = 0; i < rollout.orders.size(); i++) {
        String steps = BACK.get(i % BACK.size());
        BetType betType = rollout.orders.get(i).betType();
        switch (RolloutOrder.step(steps, after, slot)) {
          case DISABLE -> {
            if (steps.indexOf(DISABLE) < steps.indexOf(RolloutOrder.CATALOGUE)) {
              disabled.add(betType);
            } else {
              rollout.assertNothingToDisable(betType);
            }
          }
          case RolloutOrder.CATALOGUE -> withoutRow.add(betType);
          case RolloutOrder.PRODUCER -> stopped.add(betType);
          default -> {} // the build has its own place
        }
      }
      rollout.awaitStoresReached();
      rollout.enable(false, disabled);
      rollout.removeRows(withoutRow);
      rollout.awaitStoresReached();
      rollout
          .storedVersions()
          .forEach(
              (betType, version) -> {
                if (disabled.contains(new BetType(betType))
                    || withoutRow.contains(new BetType(betType))) {
                  atDisabling.putIfAbsent(betType, version);
                }
              });
      rollout.stopProducersOf(stopped);
      rollout.round();
      rollout.awaitRead();
    }
  }

  private static int total(Map<BetType, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static void end(WorkerProcess worker) {
    worker.terminate();
    assertThat(worker.exitCode()).as(worker.log()).isEqualTo(143);
  }

  private static void assertNoWriteFailed(WorkerProcess worker) {
    assertThat(worker.metric("ev_sink_failures_total", "kind=\"held\"")).isZero();
    assertThat(worker.metric("ev_sink_failures_total", "kind=\"refused\"")).isZero();
  }

  /** The new bet types' side of the run. */
  private static final class Rollout implements AutoCloseable {
    private final Installation installation;
    private final List<RolloutOrder> orders;
    private final NewTypesProducer producer;
    private final TopicContents contents;
    private final RolloutSteps catalogue;
    private final Set<BetType> producing = new LinkedHashSet<>();
    private final Set<BetType> on = new LinkedHashSet<>();
    private final SortedMap<String, Integer> sentWhileOff = new TreeMap<>();

    Rollout(Installation installation, List<RolloutOrder> orders) {
      this.installation = installation;
      this.orders = orders;
      this.producer = new NewTypesProducer(installation);
      this.contents = installation.contents();
      this.catalogue = new RolloutSteps(installation);
    }

    List<BetType> types() {
      return orders.stream().map(RolloutOrder::betType).toList();
    }

    void register(List<BetType> betTypes) throws Exception {
      catalogue.register(betTypes);
    }

    void addLabels(List<BetType> betTypes) throws Exception {
      catalogue.addLabels(betTypes);
    }

    /** Those that have none. */
    void addRows(List<BetType> betTypes) throws Exception {
      catalogue.addRows(betTypes);
    }

    void removeRows(List<BetType> betTypes) throws Exception {
      catalogue.removeRows(betTypes);
      on.removeAll(betTypes);
    }

    /** Its row is gone, which has switched it off. */
    void assertNothingToDisable(BetType betType) {
      assertThatThrownBy(() -> catalogue.enable(false, List.of(betType)))
          .isInstanceOf(CatalogueRefusal.class)
          .hasMessageContaining(betType.symbol());
    }

    void enable(boolean enabled, List<BetType> betTypes) throws Exception {
      catalogue.enable(enabled, betTypes);
      on.removeAll(betTypes);
      if (enabled) {
        on.addAll(betTypes);
      }
    }

    void startProducersOf(List<BetType> betTypes) {
      producing.addAll(betTypes);
    }

    void stopProducersOf(Set<BetType> betTypes) {
      producing.removeAll(betTypes);
    }

    /** The caller that changed the catalogue has waited until the workers act on it. */
    void round() throws Exception {
      Map<BetType, Integer> before = sentByType();
      producer.send(producing);
      sentByType()
          .forEach(
              (betType, sent) -> {
                int now = sent - before.get(betType);
                if (now > 0 && !on.contains(betType)) {
                  sentWhileOff.merge(betType.symbol(), now, Integer::sum);
                }
              });
    }

    /** How many events of each new bet type had to wait. */
    SortedMap<String, Integer> sentWhileOff() {
      return sentWhileOff;
    }

    int sent() {
      return producer.sent();
    }

    Map<BetType, Integer> sentByType() {
      Map<BetType, Integer> sent = new TreeMap<>();
      types().forEach(betType -> sent.put(betType, producer.sent(betType)));
      return sent;
    }

    /** How many events of each new bet type ever came onto the parked topic. */
    Map<BetType, Integer> parked() {
      Map<BetType, Integer> parked = new TreeMap<>();
      contents
          .read(installation.topics().parked())
          .forEach(
              record ->
                  parked.merge(
                      new BetType(new String(record.key(), StandardCharsets.UTF_8)),
                      1,
                      Integer::sum));
      return parked;
    }

    /** Until what was sent so far has been taken from the input and from the hop. */
    void awaitRead() throws Exception {
      new Reckoning(installation).awaitTaken();
    }

    void awaitStored(int betTypes) throws Exception {
      await().atMost(PATIENCE).until(() -> storedVersions().size() == betTypes);
    }

    void awaitStoresReached() {
      var published = contents.read(installation.topics().lines());
      StoredLines stored = new StoredLines(installation);
      await("the sinks").atMost(PATIENCE).until(() -> stored.reached(published));
    }

    Map<String, Long> storedVersions() throws Exception {
      return installation.numbers(
          "SELECT bet_type::text, max(version) FROM bets WHERE event_id LIKE 'order%' GROUP BY 1");
    }

    long waiting() throws Exception {
      return installation
          .numbers("SELECT 'all', coalesce(sum(waiting), 0) FROM parked_positions")
          .get("all");
    }

    /** Rows whose bet type is not the one that was sent: every event is named after its own. */
    long mislabelled() throws Exception {
      return installation
          .numbers(
              "SELECT 'all', count(*) FROM bets"
                  + " WHERE event_id LIKE 'order%' AND event_id <> bet_type::text || '-event'")
          .get("all");
    }

    /** Cached lines of the new bet types. */
    long cached() {
      try (RedisClient redis = installation.redis()) {
        CachedLines lines = new CachedLines(redis, CacheKeys.standard(), Clock.systemUTC());
        return types().stream().mapToLong(lines::count).sum();
      }
    }

    @Override
    public void close() {
      producer.close();
      catalogue.close();
    }
  }
}
