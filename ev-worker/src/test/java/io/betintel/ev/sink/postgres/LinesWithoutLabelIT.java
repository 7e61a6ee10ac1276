package io.betintel.ev.sink.postgres;

import static io.betintel.ev.sink.PricedLines.NOW;
import static io.betintel.ev.sink.PricedLines.POINTS;
import static io.betintel.ev.sink.PricedLines.TOTALS;
import static io.betintel.ev.sink.PricedLines.at;
import static io.betintel.ev.sink.PricedLines.open;
import static io.betintel.ev.sink.PricedLines.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.catalogue.LostLabels;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.sink.Batch;
import io.betintel.ev.sink.Span;
import io.betintel.ev.sink.TopicIdentity;
import io.betintel.ev.sink.VersionedLine;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines whose bet type has no label, or not yet. */
@ExtendWith(LocalStackExtension.class)
final class LinesWithoutLabelIT {
  private static final TopicIdentity TOPIC = new TopicIdentity("ev.lines", "the-topic's-id", 4);
  private static final BetType STEALS = new BetType("zz_steals");

  private final MigratedDatabase database;
  private final PostgresSink sink;

  LinesWithoutLabelIT(LocalStack stack) {
    database = new MigratedDatabase(stack.postgres());
    sink = sink();
  }

  @BeforeEach
  void enableWithoutLabel() {
    database.execute(
        "INSERT INTO bet_types (name, title, shape, enabled)"
            + " VALUES ('zz_steals', 'Steals', 'over_under', true)");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void newestVersionIsKeptAndTheOthersAreWritten() {
    int written =
        sink.write(
            batch(
                new Span(Span.NEVER, 2),
                at(0, open(TOTALS, "e1", 5.5, 2.1)),
                at(1, open(STEALS, "e2", 5.5, 2.2))));
    sink.write(batch(new Span(2, 4), at(3, open(STEALS, "e2", 5.5, 2.4))));
    // An older record that is read again changes nothing.
    sink.write(batch(new Span(4, 4), at(1, open(STEALS, "e2", 5.5, 2.2))));

    assertThat(written).isEqualTo(1);
    assertThat(sink.positions(TOPIC)).isEqualTo(Map.of(0, 4L));
    assertThat(database.query("SELECT event_id FROM bets GROUP BY event_id")).isEqualTo("e1");
    assertThat(kept()).isEqualTo("zz_steals|3");
    assertThat(sink.due("ev.lines")).isEmpty();
    assertThat(sink.kept()).isEqualTo(1);
  }

  @Test
  void lineIsDueOnceTheLabelExistsAndIsWrittenOnce() {
    sink.write(batch(new Span(Span.NEVER, 4), at(3, open(STEALS, "e2", 5.5, 2.4))));
    addLabel();
    assertThat(sink().due("ev.lines")).extracting(ConsumerRecord::offset).containsExactly(3L);

    assertThat(sink.write(late(at(3, open(STEALS, "e2", 5.5, 2.4))))).isEqualTo(1);
    assertThat(database.query("SELECT max(best_price) FROM bets")).isEqualTo("2.4");
    assertThat(kept()).isEmpty();
    assertThat(sink().due("ev.lines")).isEmpty();
    // Another worker had read it too.
    assertThat(sink.write(late(at(3, open(STEALS, "e2", 5.5, 2.4))))).isZero();
  }

  @Test
  void newerVersionThatIsWrittenFirstWins() {
    sink.write(batch(new Span(Span.NEVER, 4), at(3, open(STEALS, "e2", 5.5, 2.4))));
    addLabel();
    sink.write(batch(new Span(4, 9), at(8, open(STEALS, "e2", 5.5, 2.9))));
    assertThat(sink.write(late(at(3, open(STEALS, "e2", 5.5, 2.4))))).isZero();

    assertThat(database.query("SELECT max(best_price) FROM bets")).isEqualTo("2.9");
    assertThat(kept()).isEmpty();
  }

  /** Its version is of the old topic, and would win over all of the new one. */
  @Test
  void lineThatWasReadBeforeARebuildIsNotWrittenAfterIt() throws Exception {
    sink.write(batch(new Span(Span.NEVER, 4), at(3, open(STEALS, "e2", 5.5, 2.4))));
    addLabel();
    assertThat(sink().due("ev.lines")).hasSize(1);
    new PostgresRebuild(database.pool()).run();

    assertThat(sink.write(late(at(3, open(STEALS, "e2", 5.5, 2.4))))).isZero();
    assertThat(database.query("SELECT count(*) FROM bets")).isEqualTo("0");
  }

  /** By hand, whatever the rules say: the rows of the bet type stay. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TYPE bet_type_enum RENAME VALUE 'totals' TO 'zz_totals'",
        "DELETE FROM pg_enum WHERE enumlabel = 'totals'"
      })
  void labelThatIsTakenAwayStopsItsLinesOnly(String takeAway) {
    sink.write(
        batch(
            new Span(Span.NEVER, 3),
            at(0, open(TOTALS, "e1", 5.5, 2.1)),
            at(1, open(TOTALS, "e2", 5.5, 2.2)),
            at(2, open(POINTS, "e1", 20.5, 2.3))));
    database.execute(
        "CREATE TABLE saved AS SELECT oid, enumtypid, enumsortorder FROM pg_enum"
            + " WHERE enumlabel = 'totals'");
    database.execute(takeAway);

    // A withdrawal, which writes no label by itself.
    sink.write(batch(new Span(3, 4), at(3, withdrawn(TOTALS, "e2", 5.5))));
    // A newer version among lines of another bet type.
    sink.write(
        batch(
            new Span(4, 7),
            at(4, open(TOTALS, "e1", 5.5, 2.5)),
            at(5, open(POINTS, "e1", 20.5, 2.6)),
            at(6, open(POINTS, "e2", 20.5, 2.7))));

    assertThat(sink.positions(TOPIC)).isEqualTo(Map.of(0, 7L));
    assertThat(database.query("SELECT max(best_price) FROM bets WHERE bet_type = 'player_points'"))
        .isEqualTo("2.7");
    assertThat(kept()).isEqualTo("totals|3\ntotals|4");
    assertThat(database.query("SELECT DISTINCT bet_type FROM bet_history ORDER BY 1"))
        .isEqualTo("player_points\ntotals");

    database.execute(
        takeAway.startsWith("ALTER")
            ? "ALTER TYPE bet_type_enum RENAME VALUE 'zz_totals' TO 'totals'"
            : "INSERT INTO pg_enum (oid, enumtypid, enumsortorder, enumlabel)"
                + " SELECT oid, enumtypid, enumsortorder, 'totals' FROM saved");
    assertThat(sink().due("ev.lines")).hasSize(2);
    assertThat(
            sink.write(
                late(at(3, withdrawn(TOTALS, "e2", 5.5)), at(4, open(TOTALS, "e1", 5.5, 2.5)))))
        .isEqualTo(2);
    assertThat(
            database.query(
                "SELECT event_id, max(best_price), bool_or(closed_at IS NULL) FROM bets WHERE bet_type = 'totals' GROUP BY 1"
                    + " ORDER BY 1"))
        .isEqualTo("e1|2.5|t\ne2|null|f");
    assertThat(kept()).isEmpty();
  }

  /** The label that is added again is another value: the old one stays without a text. */
  @Test
  void rowsOfALabelThatWasDeletedGetTheOneThatIsAddedAgain() throws Exception {
    sink.write(
        batch(
            new Span(Span.NEVER, 2),
            at(0, open(TOTALS, "e1", 5.5, 2.1)),
            at(1, open(POINTS, "e1", 20.5, 2.3))));
    database.execute("DELETE FROM pg_enum WHERE enumlabel = 'totals'");
    try (var connection = database.pool().getConnection()) {
      connection.setAutoCommit(false);
      assertThat(LostLabels.read(connection)).containsExactly("totals");
      assertThat(LostLabelRows.piece(connection)).isFalse(); // there is no label yet

      database.execute("ALTER TYPE bet_type_enum ADD VALUE 'totals'");
      assertThat(LostLabels.read(connection)).containsExactly("totals");
      assertThat(LostLabelRows.piece(connection)).isTrue();
      assertThat(LostLabelRows.piece(connection)).isFalse();
      assertThat(LostLabels.read(connection)).isEmpty();
    }
    assertThat(database.query("SELECT bet_type::text, count(*) FROM bets GROUP BY 1 ORDER BY 1"))
        .isEqualTo("player_points|2\ntotals|2");
  }

  @Test
  void keptLinesExpire() throws Exception {
    sink.write(batch(new Span(Span.NEVER, 4), at(3, open(STEALS, "e2", 5.5, 2.4))));
    database.execute("UPDATE lines_without_label SET kept_at = '" + NOW + "'");
    try (var connection = database.pool().getConnection()) {
      connection.setAutoCommit(false);
      LinesWithoutLabel.expire(connection, NOW);
      assertThat(kept()).isEqualTo("zz_steals|3");
      LinesWithoutLabel.expire(connection, NOW.plus(Duration.ofSeconds(1)));
      assertThat(kept()).isEmpty();
    }
  }

  private PostgresSink sink() {
    return new PostgresSink(database.pool(), () -> 0);
  }

  private void addLabel() {
    database.execute("ALTER TYPE bet_type_enum ADD VALUE 'zz_steals'");
  }

  private String kept() {
    return database.query("SELECT bet_type, version FROM lines_without_label ORDER BY 2");
  }

  private static Batch batch(Span span, VersionedLine... lines) {
    return new Batch(
        TOPIC,
        List.of(lines),
        List.of(),
        new TreeMap<>(Map.of(0, span)),
        lines.length,
        0,
        List.of());
  }

  private static Batch late(VersionedLine... lines) {
    return new Batch(TOPIC, List.of(lines), List.of(), new TreeMap<>(), lines.length, 0, List.of());
  }
}
