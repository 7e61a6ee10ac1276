package io.betintel.ev.status;

import io.betintel.ev.catalogue.AliasMoves.Moved;
import io.betintel.ev.catalogue.Heartbeat;
import io.betintel.ev.catalogue.Served;
import io.betintel.ev.restructure.Kind;
import io.betintel.ev.restructure.Request;
import io.betintel.ev.restructure.Step;
import io.betintel.ev.restructure.Target;
import io.betintel.ev.restructure.UnderWay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reports for tests. */
public final class Reports {
  public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private Reports() {}

  /** Everybody answers, ten seconds after {@code odds.events} had 40 records. */
  public static StatusReport complete() {
    return new StatusReport(
        NOW,
        new Answer<>("Kafka", "kafka:9092", offsets(NOW, 100), null),
        new Answer<>("registry", "http://registry", 3, null),
        new Answer<>("PostgreSQL", "jdbc:postgresql://db/ev", database(), null),
        new Answer<>("Redis", "redis://cache", Map.of("h2h", 7L), null),
        new Answer<>("worker", "http://worker", new WorkerCounters(100, 60, 30, 6, 4, 80), null),
        new Answer<>("read API", "http://api", 3, null),
        offsets(NOW.minusSeconds(10), 40));
  }

  /** The same installation while PostgreSQL is away and neither worker nor API is named. */
  public static StatusReport withoutDatabase() {
    StatusReport all = complete();
    return new StatusReport(
        NOW,
        all.kafka(),
        all.registry(),
        new Answer<>("PostgreSQL", "jdbc:postgresql://db/ev", null, "Connection refused"),
        all.redis(),
        null,
        null,
        null);
  }

  static KafkaState offsets(Instant readAt, long end) {
    return new KafkaState(
        readAt,
        List.of(
            new KafkaState.Topic("odds.events", 6, 90, end),
            new KafkaState.Topic("ev.lines", 0, 0, 0)),
        List.of(
            new KafkaState.Consumer("ev-worker", "odds.events", 5L, 3L),
            new KafkaState.Consumer("ev-worker-redis", "ev.lines", null, null)),
        List.of(
            new Guard("transaction.version", "1", "upgrade it"),
            new Guard("producers of odds.events", "2 idempotent", null)));
  }

  private static DatabaseState database() {
    return new DatabaseState(
        4,
        List.of(
            new DatabaseState.BetTypeRow("h2h", Served.SERVED, "free", 14),
            new DatabaseState.BetTypeRow("player_assists", Served.DISABLED, "admin", 0)),
        List.of(
            new Heartbeat(
                "pod-1",
                "1.2.3",
                "node-1",
                4,
                Set.of("h2h"),
                new Moved(4, Set.of()),
                NOW.minusSeconds(60),
                Duration.ofMillis(500))),
        List.of(
            new DatabaseState.Bet(
                "Boston v New York",
                NOW.plusSeconds(3600),
                "totals",
                "Over",
                5.5,
                "betmgm",
                2.2,
                2.0,
                0.1,
                0.02,
                true,
                Duration.ofSeconds(7))),
        new UnderWay(
            3,
            new Request(
                Kind.REMOVE,
                "player_steals",
                new Target(List.of("h2h"), Map.of("player_steals", "h2h"))),
            List.of("h2h", "player_steals"),
            Step.BACKFILL,
            "public.bets",
            17,
            1200,
            2000,
            "a replica is 80 MiB behind",
            "ann@ops",
            NOW.minusSeconds(90),
            NOW));
  }
}
