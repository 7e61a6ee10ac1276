package io.betintel.ev.parking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.catalogue.Heartbeat;
import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.BrokenRecordException.Reason;
import io.betintel.ev.codec.SchemaPendingException;
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
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class ReplayLoopTest {
  private static final BetType ASSISTS = new BetType("player_assists");
  private static final String SYMBOL = "player_assists";
  private static final String OTHER = "player_rebounds";
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final String TOPIC_ID = "first-topic-id";

  private final GroupMember member = new GroupMember("odds.parked");
  private final PositionsInHand positions = new PositionsInHand();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final HopProducer hop = new HopProducer();
  private Catalogue catalogue = catalogue(1, false);
  private List<Heartbeat> workers = List.of();
  private String topicId = TOPIC_ID;
  private Optional<RuntimeException> undecodable = Optional.empty();
  private final ParkingMetrics metrics = new ParkingMetrics(meters, () -> catalogue);
  private final ParkedLedgers ledgers =
      new ParkedLedgers(positions, () -> new KnownTopic("odds.parked", topicId, 4), metrics);
  private final ReplayLoop loop = loop();

  ReplayLoopTest() {
    member.placed().subscribe("odds.parked", ledgers::forget);
    park(0, SYMBOL, "a0");
    park(0, OTHER, "b0");
    park(0, SYMBOL, "a1");
    park(1, SYMBOL, "c0");
  }

  @Test
  void whatIsNotServedWaitsAndIsCounted() throws Exception {
    assertThat(loop.check()).isEqualTo(Check.waiting("parked", "joining the group"));
    join(0, 1);
    turn();
    look();

    assertThat(hop.values()).isEmpty();
    assertThat(loop.check())
        .isEqualTo(
            Check.up(
                "parked",
                "2 partitions, waiting: player_assists 3 disabled," + " player_rebounds 1 no_row"));
    // Partition 0 has offsets 0, 1 and 2: two of the type, the first at 0.
    assertThat(read(0).tail()).isEqualTo(3);
    assertThat(read(0).types().get(ASSISTS)).isEqualTo(new WaitingType(0, 2, 0, 0, 0, 0, 0));
    assertThat(read(1).types().get(ASSISTS)).isEqualTo(new WaitingType(0, 1, 0, 0, 0, 0, 0));
  }

  @Test
  void typeThatEveryLiveWorkerServesReturnsInOrderAndOnce() throws Exception {
    join(0);
    turn();
    serve();
    look();
    turn();
    look();

    assertThat(hop.values()).containsExactly("a0", "a1");
    assertThat(read(0).types().get(ASSISTS)).isEqualTo(new WaitingType(3, 0, 2, 0, 0, 0, 0));
    assertThat(meters.get("ev.parked.returned").counter().count()).isEqualTo(2);
    assertThat(loop.check())
        .isEqualTo(Check.up("parked", "1 partitions, waiting: player_rebounds 1 no_row"));
  }

  @Test
  void typeThatOneLiveWorkerDoesNotServeYetWaits() throws Exception {
    join(0);
    turn();
    serve();
    workers = List.of(live(2, SYMBOL), live(1));
    look();
    turn();
    assertThat(hop.values()).isEmpty();

    workers = List.of(live(2, SYMBOL), live(2, SYMBOL));
    look();
    assertThat(hop.values()).containsExactly("a0", "a1");
  }

  @Test
  void readingGoesOnAtTheStoredTail() throws Exception {
    join(0);
    turn();
    int before = positions.stored();
    member.assignDuringTheNextPoll();
    turn();
    member.assignDuringTheNextPoll(0);
    turn();
    turn();

    assertThat(member.kafka().position(member.partition(0))).isEqualTo(3);
    assertThat(positions.stored()).isEqualTo(before); // nothing was read twice
  }

  @Test
  void partitionAddedDuringAPollLosesNothing() throws Exception {
    join(0);
    turn();
    park(0, SYMBOL, "a2");
    member.assignDuringTheNextPoll(0, 1);
    turn();
    // The poll took the new record of partition 0, from before the positions were read.
    assertThat(member.kafka().position(member.partition(0))).isEqualTo(4);
    assertThat(read(0).tail()).isEqualTo(3);
    turn();

    assertThat(read(0).types().get(ASSISTS).waiting()).isEqualTo(3);
    assertThat(read(1).types().get(ASSISTS).waiting()).isEqualTo(1);
  }

  @Test
  void partitionTakenAwayDuringAPollIsTheOthersBusiness() throws Exception {
    join(0, 1);
    turn();
    member.assignDuringTheNextPoll(1);
    turn();
    purge(0); // counted by the worker that has the partition
    serve();
    turn();
    turn();
    look();

    assertThat(hop.values()).containsExactly("c0");
    assertThat(loop.check().status()).isEqualTo(Check.Status.UP);
    assertThat(meters.find("ev.parked.given_up").counter()).isNull();
  }

  @Test
  void workerWithoutAPartitionIsUp() throws Exception {
    join(0);
    turn();
    member.assignDuringTheNextPoll();
    turn();
    turn();

    assertThat(loop.check()).isEqualTo(Check.up("parked", "no partition is left for this worker"));
  }

  @Test
  void databaseThatIsAwayIsWaitedForAndAskedAgainAfterThePause() throws Exception {
    join(0);
    positions.fail(Optional.of(new SQLException("refused", "08001")));
    turn();
    assertThat(loop.check()).isEqualTo(Check.waiting("parked", "the database is away: refused"));
    positions.fail(Optional.empty());
    turn();
    assertThat(positions.read(TOPIC_ID)).isEmpty(); // polls on, and leaves the database alone

    member.pass(GroupMember.FIRST_PAUSE);
    turn();
    assertThat(loop.check().status()).isEqualTo(Check.Status.UP);
    assertThat(read(0).types().get(ASSISTS).waiting()).isEqualTo(2);
  }

  @Test
  void whatWasSentAndNotStoredIsSentAgainAndCountedOnce() throws Exception {
    join(0);
    turn();
    serve();
    positions.beforeNextStore(
        () -> positions.fail(Optional.of(new SQLException("refused", "08006"))));
    look();
    assertThat(hop.values()).containsExactly("a0", "a1");
    assertThat(meters.find("ev.parked.returned").counter()).isNull();

    positions.fail(Optional.empty());
    member.pass(GroupMember.FIRST_PAUSE);
    turn();
    turn();
    assertThat(hop.values()).containsExactly("a0", "a1", "a0", "a1");
    assertThat(meters.get("ev.parked.returned").counter().count()).isEqualTo(2);
    assertThat(read(0).types().get(ASSISTS)).isEqualTo(new WaitingType(3, 0, 2, 0, 0, 0, 0));
  }

  @Test
  void purgeByACommandIsNoticedReadAgainAndCounted() throws Exception {
    join(0);
    turn();
    purge(0);
    turn();
    assertThat(loop.check().status()).isEqualTo(Check.Status.UP); // not looked at yet
    look();
    assertThat(loop.check().status()).isEqualTo(Check.Status.WAITING);
    assertThat(loop.check().detail()).contains("positions of partition 0");

    member.pass(GroupMember.FIRST_PAUSE);
    turn();
    assertThat(loop.check())
        .isEqualTo(Check.up("parked", "1 partitions, waiting: player_rebounds 1 no_row"));
    assertThat(meters.get("ev.parked.given_up").tag("reason", "purged").counter().count())
        .isEqualTo(2);
  }

  @Test
  void batchThatACommandOvertookIsDoneAgainOnTheNewPositions() throws Exception {
    join(0);
    turn();
    park(0, SYMBOL, "a2");
    positions.beforeNextStore(() -> purge(0));
    turn();
    assertThat(loop.check().status()).isEqualTo(Check.Status.WAITING);

    member.pass(GroupMember.FIRST_PAUSE);
    turn();
    // Of the purged two none waits; the new one is behind the tail of then.
    assertThat(read(0).types().get(ASSISTS)).isEqualTo(new WaitingType(3, 1, 0, 0, 0, 2, 0));
  }

  @Test
  void positionsOfARecreatedTopicAreDeleted() throws Exception {
    join(0);
    turn();
    topicId = "second-topic-id";
    member.assignDuringTheNextPoll(0, 1);
    turn();
    turn();

    assertThat(positions.read(TOPIC_ID)).isEmpty();
    assertThat(positions.read("second-topic-id")).containsOnlyKeys(0, 1);
  }

  @Test
  void recordsThatRetentionDeletedAreCountedAsExpired() throws Exception {
    join(0);
    turn();
    park(0, SYMBOL, "a2");
    member.deleteBefore(0, 2); // a0 and b0 are gone
    member.assignDuringTheNextPoll(0, 1);
    turn();
    turn();
    turn();

    assertThat(read(0).types().get(ASSISTS)).isEqualTo(new WaitingType(2, 2, 0, 0, 0, 0, 1));
  }

  @Test
  void tailOutsideTheTopicIsWaitedForAndReadingGoesOnWhereTheTopicBegins() throws Exception {
    join(0);
    turn();
    park(0, SYMBOL, "a2");
    park(0, SYMBOL, "a3");
    member.deleteBefore(0, 4);
    turn();
    assertThat(loop.check().status()).isEqualTo(Check.Status.WAITING);

    member.pass(GroupMember.FIRST_PAUSE);
    turn();
    turn();
    assertThat(loop.check().status()).isEqualTo(Check.Status.UP);
    assertThat(read(0).tail()).isEqualTo(5);
    assertThat(read(0).types().get(ASSISTS)).isEqualTo(new WaitingType(4, 1, 0, 0, 0, 0, 2));
  }

  @Test
  void recordThatKafkaDoesNotTakeIsSentAgain() throws Exception {
    join(0);
    turn();
    serve();
    hop.refuse(new TimeoutException("no leader"));
    look();
    assertThat(loop.check())
        .isEqualTo(Check.waiting("parked", "the records cannot be sent: no leader"));
    assertThat(read(0).types().get(ASSISTS).returned()).isZero();

    hop.refuse(null);
    member.pass(GroupMember.FIRST_PAUSE);
    turn();
    turn();
    assertThat(hop.values()).containsExactly("a0", "a1");
  }

  @Test
  void schemaThatTheRegistryDoesNotGiveYetIsWaitedFor() throws Exception {
    join(0);
    turn();
    serve();
    undecodable = Optional.of(new SchemaPendingException(7, "the registry cannot be reached"));
    look();

    assertThat(loop.check().status()).isEqualTo(Check.Status.WAITING);
    assertThat(loop.check().detail()).contains("the registry cannot be reached");
    assertThat(hop.values()).isEmpty();
  }

  @Test
  void recordThatCanBeReadNoMoreBecomesADeadLetter() throws Exception {
    join(1);
    turn();
    serve();
    undecodable = Optional.of(new BrokenRecordException(Reason.UNKNOWN_SCHEMA, "gone"));
    look();

    assertThat(hop.history()).singleElement().matches(sent -> sent.topic().equals("dead"));
    assertThat(read(1).types().get(ASSISTS)).isEqualTo(new WaitingType(1, 0, 0, 0, 1, 0, 0));
  }

  @Test
  void kafkaThatFailsIsWaitedForAndAWakeupIsPassedOn() throws Exception {
    join(0);
    member.kafka().setPollException(new KafkaException("a fault"));
    turn();
    assertThat(loop.check()).isEqualTo(Check.waiting("parked", "Kafka says: a fault"));

    member.kafka().wakeup();
    assertThatThrownBy(this::turn).isInstanceOf(WakeupException.class);
  }

  private void join(int... partitions) throws InterruptedException {
    member.assignDuringTheNextPoll(partitions);
    turn();
  }

  private void turn() throws InterruptedException {
    loop.turn();
  }

  /** A turn at which the others are looked at. */
  private void look() throws InterruptedException {
    member.pass(GroupMember.VERIFY_EVERY);
    turn();
  }

  private void serve() {
    catalogue = catalogue(2, true);
    workers = List.of(live(2, SYMBOL));
  }

  private void park(int partition, String betType, String value) {
    member.append(partition, betType, value);
  }

  private void purge(int partition) {
    try {
      StoredLedger stored = positions.read(TOPIC_ID).get(partition);
      stored.ledger().purge(ASSISTS);
      positions.store(TOPIC_ID, Map.of(partition, stored));
    } catch (SQLException | PositionsMovedException e) {
      throw new AssertionError(e);
    }
  }

  private PartitionLedger read(int partition) throws SQLException {
    return positions.read(topicId).get(partition).ledger();
  }

  private ReplayLoop loop() {
    MovableClock clock = new MovableClock(NOW);
    ReturnRules rules =
        new ReturnRules(
            this::decode,
            new ParkingRoute(
                "ev", "odds.parked", "hop", "dead", Optional.of(Duration.ofHours(6)), 1_000_000),
            clock);
    return new ReplayLoop(
        member.placed(),
        ledgers,
        new ReturnGate(() -> catalogue, () -> workers, clock),
        new Returning(rules, hop, metrics),
        new ReturnRate(1_000_000));
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

  private static Heartbeat live(long version, String... servable) {
    return new Heartbeat(
        "w", "1.0", "here", version, Set.of(servable), Instant.EPOCH, Duration.ZERO);
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
  private static final class HopProducer extends MockProducer<byte[], byte[]> {
    private Optional<RuntimeException> refusal = Optional.empty();

    HopProducer() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** From now on no record is taken; null for all are. */
    void refuse(RuntimeException with) {
      refusal = Optional.ofNullable(with);
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
