package io.betintel.ev.parking;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.AliasMoves.Moved;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.catalogue.Heartbeat;
import io.betintel.ev.consume.GroupMember;
import io.betintel.ev.consume.KnownTopic;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.MovableClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A replay loop over Kafka's own mocks, in a world that a test decides. Partition 0 holds the
 * events a0 and a1 of player_assists and between them b0 of another type, partition 1 holds c0 of
 * player_assists.
 */
final class ReplayBench {
  static final BetType ASSISTS = new BetType("player_assists");
  static final String SYMBOL = "player_assists";
  static final String OTHER = "player_rebounds";
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  static final String TOPIC_ID = "first-topic-id";

  final GroupMember member = new GroupMember("odds.parked");
  final PositionsInHand positions = new PositionsInHand();
  final MeterRegistry meters = new SimpleMeterRegistry();
  final HopProducer hop = new HopProducer();
  private Catalogue catalogue = catalogue(1, false);
  private List<Heartbeat> workers = List.of();
  private String topicId = TOPIC_ID;
  private int partitions = 4;
  private Optional<RuntimeException> undecodable = Optional.empty();
  private final ParkingMetrics metrics = new ParkingMetrics(meters, () -> catalogue);
  private final ParkedLedgers ledgers =
      new ParkedLedgers(
          positions, () -> new KnownTopic("odds.parked", topicId, partitions), metrics);
  private final ReplayLoop loop = loop();

  ReplayBench() {
    member.placed().subscribe("odds.parked", ledgers::forget);
    park(0, SYMBOL, "a0");
    park(0, OTHER, "b0");
    park(0, SYMBOL, "a1");
    park(1, SYMBOL, "c0");
  }

  void join(int... partitions) throws InterruptedException {
    member.assignDuringTheNextPoll(partitions);
    turn();
  }

  void turn() throws InterruptedException {
    loop.turn();
  }

  /** A turn at which the others are looked at. */
  void look() throws InterruptedException {
    member.pass(GroupMember.VERIFY_EVERY);
    turn();
  }

  /** The type is enabled, and the only live worker says that it serves it. */
  void serve() {
    catalogue = catalogue(2, true);
    workers = List.of(heartbeat(2, SYMBOL));
  }

  /** How the loop says that it is. */
  Check check() {
    return loop.check();
  }

  /** Which workers are live from now on. */
  void live(Heartbeat... now) {
    workers = List.of(now);
  }

  /** The topic is deleted and created again; its partitions are empty only if a test says so. */
  void recreateTopic(String id) {
    topicId = id;
  }

  /** The topic has so many partitions from now on; the input still has 4. */
  void recount(int count) {
    partitions = count;
  }

  /** From now on every value ends so when it is decoded. */
  void failToDecode(RuntimeException with) {
    undecodable = Optional.of(with);
  }

  void park(int partition, String betType, String value) {
    member.append(partition, betType, value);
  }

  /** A command gives up what waits of the type. */
  void purge(int partition) {
    try {
      StoredLedger stored = positions.read(TOPIC_ID).get(partition);
      stored.ledger().purge(ASSISTS);
      positions.store(TOPIC_ID, Map.of(partition, stored));
    } catch (SQLException | PositionsMovedException e) {
      throw new AssertionError(e);
    }
  }

  /** A partition's ledger, as it is stored. */
  PartitionLedger read(int partition) throws SQLException {
    return positions.read(topicId).get(partition).ledger();
  }

  private ReplayLoop loop() {
    MovableClock clock = new MovableClock(NOW);
    ReturnRules rules =
        new ReturnRules(
            this::decode,
            new ParkingRoute(
                "ev",
                "odds.parked",
                "hop",
                "aside",
                "dead",
                Optional.of(Duration.ofHours(6)),
                1_000_000),
            clock,
            clock);
    return new ReplayLoop(
        member.placed(),
        ledgers,
        new ReturnGate(() -> catalogue, () -> workers, clock),
        new Returning(rules, hop, metrics),
        new ReturnRate(1_000_000),
        member::nanoTime);
  }

  private MarketSnapshot decode(byte[] key, byte[] value, long timestamp) {
    if (undecodable.isPresent()) {
      throw undecodable.get();
    }
    return new MarketSnapshot(
        new SportingEvent("match-1", "basketball_nba", NOW, "Lions", "Bears"),
        new BetType(new String(key, UTF_8)),
        new Bookmaker("pinnacle"),
        List.of(Outcome.of("Over", "A Player", 5.5, 1.9)),
        NOW,
        NOW,
        null);
  }

  static Heartbeat heartbeat(long version, String... servable) {
    return new Heartbeat(
        "w",
        "1.0",
        "here",
        version,
        Set.of(servable),
        new Moved(version, Set.of()),
        Instant.EPOCH,
        Duration.ZERO);
  }

  private static Catalogue catalogue(long version, boolean enabled) {
    return Catalogue.of(
        version,
        List.of(
            new CatalogueEntry(
                new PricingTerms(ASSISTS, Shape.OVER_UNDER, BetTypeSettings.defaults(), 1),
                "x",
                true,
                enabled,
                Role.ADMIN,
                null,
                version)));
  }

  /** Kafka's own mock, whose broker can refuse. */
  static final class HopProducer extends MockProducer<byte[], byte[]> {
    private Optional<RuntimeException> refusal = Optional.empty();

    HopProducer() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** From now on every record is refused so; empty for none. */
    void refuse(Optional<RuntimeException> with) {
      refusal = with;
    }

    List<String> values() {
      return history().stream().map(sent -> new String(sent.value(), UTF_8)).toList();
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
      return refusal
          .<Future<RecordMetadata>>map(CompletableFuture::failedFuture)
          .orElseGet(() -> super.send(record));
    }
  }
}
