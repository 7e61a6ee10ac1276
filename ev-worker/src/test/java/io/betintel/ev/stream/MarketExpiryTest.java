package io.betintel.ev.stream;

import static io.betintel.ev.codec.WireEvents.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.codec.WireEvents;
import io.betintel.ev.priced.PricedLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A market whose event is over by the clock is deleted; if it comes again it starts empty. */
class MarketExpiryTest {
  private static final String LINE = "match-1|h2h|||Bears/Lions";

  // The event starts at 13:00: with 6 h of grace it is over at 19:00.
  private static final Instant OVER = NOON.plus(Duration.ofHours(7));
  private static final Bytes STANDING = Bytes.wrap("\0h2h".getBytes(UTF_8));
  private static final Duration QUIET = Duration.ofMinutes(30);

  private DrivenTopology task;

  @BeforeEach
  void start() throws Exception {
    open(Optional.of(new Expiry(Duration.ofHours(6), QUIET)));
  }

  @AfterEach
  void stop() {
    task.close();
  }

  @Test
  void linesOfAnOverMarketGetTombstonesAndItsEntriesAreDeleted() {
    task.quote(NOON, e -> {});
    assertThat(task.lines()).extracting(line -> line.key).containsExactly(LINE);
    assertThat(entries()).hasSize(1);

    passUntil(OVER.minusSeconds(20));
    assertThat(task.lines()).isEmpty();

    passUntil(OVER.plusSeconds(10));
    assertThat(task.lines()).containsExactly(KeyValue.pair(LINE, null));
    assertThat(entries()).isEmpty();
    assertThat(task.meters.counter("ev.lines.published", expired()).count()).isEqualTo(1);

    passUntil(OVER.plus(Duration.ofHours(2)));
    assertThat(task.lines()).isEmpty();
  }

  @Test
  void withdrawnLinesGetTheirTombstoneTooAfterARestartAsWell() {
    task.quote(NOON, e -> {});
    task.quote(NOON.plusSeconds(1), e -> rename(e, "Cubs"));
    List<KeyValue<String, byte[]>> published = task.lines();
    assertThat(published).hasSize(3); // open, withdrawn, and the new line
    assertThat(task.decode(published.get(1)).status()).isEqualTo(PricedLine.Status.WITHDRAWN);

    task.restart();
    passUntil(OVER.plus(QUIET).plusSeconds(20));

    assertThat(task.lines())
        .containsExactlyInAnyOrder(
            KeyValue.pair(LINE, null), KeyValue.pair("match-1|h2h|||Cubs/Lions", null));
    assertThat(entries()).isEmpty();
  }

  @Test
  void lineThatIsGoneIsWithdrawnAndOpensWhenItIsBack() {
    task.quote(NOON, e -> {});
    task.quote(NOON.plusSeconds(1), e -> rename(e, "Cubs"));
    task.quote(NOON.plusSeconds(2), e -> {});

    assertThat(task.lines())
        .extracting(line -> line.key, line -> task.decode(line).status())
        .containsExactly(
            tuple(LINE, PricedLine.Status.OPEN),
            tuple(LINE, PricedLine.Status.WITHDRAWN),
            tuple("match-1|h2h|||Cubs/Lions", PricedLine.Status.OPEN),
            tuple("match-1|h2h|||Cubs/Lions", PricedLine.Status.WITHDRAWN),
            tuple(LINE, PricedLine.Status.OPEN));
    // The snapshot, and the one line that is withdrawn now.
    assertThat(entries()).hasSize(2);
  }

  @Test
  void restartPublishesNothingThatDidNotChange() {
    task.quote(NOON, e -> {});
    task.lines();

    task.restart();
    task.quote(NOON.plusSeconds(30), e -> e.put("last_update", NOON.toEpochMilli()));

    assertThat(task.lines()).isEmpty();
  }

  @Test
  void postponedEventBeginsAnew() {
    task.quote(NOON, e -> {});
    passUntil(OVER.plusSeconds(10));
    task.lines();

    Instant later = OVER.plus(Duration.ofHours(1));
    task.quote(later, e -> e.put("commence_time", later.plus(Duration.ofDays(1)).toEpochMilli()));

    assertThat(task.lines()).extracting(line -> line.key).containsExactly(LINE);
    assertThat(entries()).hasSize(1);
  }

  @Test
  void marketThatIsBeingReadIsNotForgottenHoweverOldItsEvents() {
    Instant tomorrow = NOON.plus(Duration.ofDays(1));
    passUntil(tomorrow);
    task.quote(NOON, e -> {});
    task.lines();

    passUntil(tomorrow.plus(QUIET).minusSeconds(20));
    assertThat(task.lines()).isEmpty();
    passUntil(tomorrow.plus(QUIET).plusSeconds(20));
    assertThat(task.lines()).containsExactly(KeyValue.pair(LINE, null));
  }

  @Test
  void replayForgetsNothing() throws Exception {
    task.close();
    open(Optional.empty());
    task.quote(NOON, e -> {});
    task.lines();

    passUntil(OVER.plus(Duration.ofHours(1)));

    assertThat(task.lines()).isEmpty();
    assertThat(entries()).hasSize(1);
  }

  private void open(Optional<Expiry> expiry) throws Exception {
    task = new DrivenTopology(200, expiry);
    task.catalogue(Shape.N_WAY, true, 1, 1);
  }

  private static void rename(GenericRecord event, String team) {
    event.put(
        "outcomes",
        List.of(
            WireEvents.outcome(event.getSchema(), "Lions", 1.9),
            WireEvents.outcome(event.getSchema(), team, 2.0)));
  }

  /** In steps, as the clock goes. */
  private void passUntil(Instant end) {
    Duration step = Duration.ofMinutes(10);
    while (task.now().plus(step).isBefore(end)) {
      task.pass(step);
    }
    task.pass(Duration.between(task.now(), end));
  }

  /** Without the standing of the bet type, which stays. */
  private List<KeyValue<Bytes, byte[]>> entries() {
    return task.stored().stream().filter(e -> !e.key.equals(STANDING)).toList();
  }

  private static String[] expired() {
    return new String[] {"outcome", "expired", "reason", "none", "bet_type", "h2h"};
  }
}
