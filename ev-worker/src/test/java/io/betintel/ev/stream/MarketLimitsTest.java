package io.betintel.ev.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.codec.BrokenRecordException;
import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.market.SnapshotFormat;
import io.betintel.ev.market.Snapshots;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.ops.Limit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** What is in the way of a limit is a dead letter, and nothing else notices. */
final class MarketLimitsTest {
  private static final Instant NOON = Snapshots.NOON;

  private final SimpleMeterRegistry limits = new SimpleMeterRegistry();
  private HeapShare space;
  private int seconds;

  @Test
  void furtherBookmakerIsADeadLetterAndTheOthersGoOn() throws Exception {
    TaskInHand task = task(1_000_000, 1_000_000, 2, 100);
    task.process(quote("match", "pinnacle", "Bears", 1.9));
    task.process(quote("match", "betmgm", "Bears", 1.9));
    task.lines();

    task.process(quote("match", "bovada", "Bears", 1.9));

    assertThat(task.rejected()).hasSize(1);
    Record<? extends byte[], ? extends Outgoing> letter = task.rejected().get(0);
    assertThat(letter.key()).isEqualTo("h2h".getBytes(UTF_8));
    assertThat(letter.value().bytes()).isEqualTo("bovada".getBytes(UTF_8));
    assertThat(EvHeaders.text(letter.headers(), EvHeaders.REASON)).contains("too_many_bookmakers");
    assertThat(EvHeaders.text(letter.headers(), "__streams.errors.message"))
        .contains(
            "bookmaker bovada is beyond the 2 that market match|h2h may have (EV_MOST_BOOKMAKERS)");
    assertThat(task.lines()).isEmpty();
    assertThat(task.ended("dead_lettered", "too_many_bookmakers")).isEqualTo(1);
    assertThat(reached("bookmakers")).isEqualTo(1);

    task.process(quote("match", "betmgm", "Bears", 1.8));
    task.process(quote("other", "bovada", "Bears", 1.9));
    assertThat(task.lines()).containsExactly("match|h2h|||Bears/Lions", "other|h2h|||Bears/Lions");
    assertThat(task.ended("applied", "none")).isEqualTo(4);
  }

  @Test
  void snapshotWithOneLineTooManyChangesNothing() throws Exception {
    TaskInHand task = task(1_000_000, 1_000_000, 10, 2);
    task.process(quote("match", "pinnacle", "Bears", 1.9));
    task.process(quote("match", "betmgm", "Cubs", 1.9));
    task.lines();

    task.process(quote("match", "bovada", "Wolves", 1.9)); // another
    assertThat(task.ended("dead_lettered", "too_many_lines")).isEqualTo(1);
    assertThat(reached("lines")).isEqualTo(1);
    assertThat(task.lines()).isEmpty();

    task.process(quote("match", "betmgm", "Cubs", 1.8)); // the same as before
    assertThat(task.lines()).contains("match|h2h|||Cubs/Lions");

    task.process(quote("match", "betmgm", "Wolves", 1.9)); // in place of Cubs
    assertThat(task.lines()).contains("match|h2h|||Cubs/Lions", "match|h2h|||Lions/Wolves");
    assertThat(task.ended("dead_lettered", "too_many_lines")).isEqualTo(1);
  }

  @Test
  void whatABookmakerOfferedBeforeEndsWithASnapshotBeyondALimit() throws Exception {
    TaskInHand task = task(1_000_000, 1_000_000, 10, 2);
    task.process(quote("match", "pinnacle", "Bears", 1.9));
    task.process(quote("match", "betmgm", "Cubs", 1.9));
    task.lines();
    MarketSnapshot beyond = wide("match", "betmgm", 3);

    task.process(beyond);

    assertThat(task.ended("dead_lettered", "too_many_lines")).isEqualTo(1);
    assertThat(task.lines()).contains("match|h2h|||Cubs/Lions"); // withdrawn
    assertThat(ended(task, "too_many_lines")).isEqualTo(1);
    assertThat(stored(task, "match", "betmgm").outcomes()).isEmpty();

    task.process(wide("match", "betmgm", 4)); // nothing is left to end
    assertThat(ended(task, "too_many_lines")).isEqualTo(1);
    task.process(quote("match", "betmgm", "Bears", 1.8));
    assertThat(task.lines()).containsExactly("match|h2h|||Bears/Lions");
  }

  @Test
  void snapshotIsTakenOnceThereIsRoomAndItIsSentAgain() throws Exception {
    TaskInHand task = task(1_000_000, 1_000_000, 10, 3);
    task.process(quote("match", "pinnacle", "Bears", 1.9));
    task.process(quote("match", "bovada", "Cubs", 1.9));
    task.process(quote("match", "betmgm", "Bears", 1.9));
    MarketSnapshot beyond = wide("match", "betmgm", 2);
    task.process(beyond);
    assertThat(task.ended("dead_lettered", "too_many_lines")).isEqualTo(1);

    task.process(quote("match", "bovada", "Bears", 1.9));
    task.process(beyond);
    assertThat(task.ended("applied", "none")).isEqualTo(5);
  }

  /** A quarter more than the limit is for what is known already. */
  @Test
  void knownBookmakerGrowsOnlyAQuarterBeyondAFullStore() throws Exception {
    TaskInHand task = task(2_000, 1_000_000, 10, 1_000);
    for (int match = 0; space.hasRoom(); match++) {
      task.process(quote("match-" + match, "pinnacle", "Bears", 1.9));
    }
    task.process(wide("match-0", "pinnacle", 2)); // and a mark for the line that is withdrawn
    assertThat(stored(task, "match-0", "pinnacle").outcomes()).hasSize(4);

    task.process(wide("match-1", "pinnacle", 100));
    assertThat(task.ended("dead_lettered", "store_full")).isEqualTo(1);
    assertThat(ended(task, "store_full")).isEqualTo(1);
    assertThat(stored(task, "match-1", "pinnacle").outcomes()).isEmpty();
    assertThat(space.used()).isLessThan(2_500);

    task.process(quote("match-0", "pinnacle", "Bears", 1.7)); // no longer than the last
    assertThat(stored(task, "match-0", "pinnacle").outcomes()).hasSize(2);
  }

  @Test
  void fullStoreTakesNoFurtherSnapshotButEveryNewerOne() throws Exception {
    // An entry takes some 250 bytes: the standing and one snapshot are beyond it.
    TaskInHand task = task(300, 1_000_000, 10, 100);
    task.process(quote("match", "pinnacle", "Bears", 1.9));
    task.process(quote("match", "betmgm", "Bears", 1.9));
    task.process(quote("other", "pinnacle", "Bears", 1.9));
    task.process(quote("match", "pinnacle", "Bears", 1.8));

    assertThat(task.ended("dead_lettered", "store_full")).isEqualTo(2);
    assertThat(task.ended("applied", "none")).isEqualTo(2);

    // It is over 6 h after its start at 18:00: there is room again.
    Instant over = NOON.plus(Duration.ofHours(13));
    task.turn(over);
    task.turn(over.plusSeconds(10));
    task.process(quote("other", "pinnacle", "Bears", 1.9));
    assertThat(task.ended("applied", "none")).isEqualTo(3);
  }

  @Test
  void closedTaskGivesItsSpaceBack() throws Exception {
    TaskInHand task = task(300, 1_000_000, 10, 100);
    task.process(quote("match", "pinnacle", "Bears", 1.9));
    assertThat(space.hasRoom()).isFalse();

    task.close();
    assertThat(space.hasRoom()).isTrue();
    task.open();
    task.process(quote("match", "betmgm", "Bears", 1.9));
    assertThat(task.ended("dead_lettered", "store_full")).isEqualTo(1);
  }

  @Test
  void marketThatMadeWayIsRestoredAndSaysNothingTwice() throws Exception {
    TaskInHand task = task(1_000_000, 2_000, 10, 100);
    task.process(quote("a", "pinnacle", "Bears", 1.9));
    task.process(quote("b", "pinnacle", "Bears", 1.9)); // a makes way
    task.lines();
    // Each takes 4 times some 110 bytes and 1,000.
    assertThat(reached("open_markets")).isEqualTo(1);

    seconds -= 2; // both once more as they were
    task.process(quote("a", "pinnacle", "Bears", 1.9));
    task.process(quote("b", "pinnacle", "Bears", 1.9));
    assertThat(task.lines()).isEmpty();

    task.process(quote("a", "pinnacle", "Cubs", 1.9));
    assertThat(task.lines()).containsExactly("a|h2h|||Bears/Lions", "a|h2h|||Cubs/Lions");
  }

  @Test
  void hopRecordThatCannotBeDecodedIsADeadLetterAndStopsNothing() throws Exception {
    TaskInHand task = task(1_000_000, 1_000_000, 10, 100);

    task.process(
        new Record<>(
            "h2h".getBytes(UTF_8), new OddsRecord(new byte[] {7}, null), NOON.toEpochMilli()));
    task.process(quote("match", "pinnacle", "Bears", 1.9));

    assertThat(task.ended("dead_lettered", "not_wire_format")).isEqualTo(1);
    assertThat(task.rejected()).hasSize(1);
    assertThat(task.lines()).hasSize(1);
  }

  @Test
  void snapshotThatWouldGiveALineTooManyOutcomesChangesNothing() {
    MarketLimits few =
        new MarketLimits(
            new HeapShare(new Limit("store", 1_000_000, limits)),
            new HeapShare(new Limit("open_markets", 1_000_000, limits)),
            new Limit("bookmakers", 10, limits),
            new Limit("outcomes", 1_000, limits),
            new Limit("lines", 100, limits),
            new Limit("line_outcomes", 5, limits));
    MarketBook book = new MarketBook(new MarketId("match", new BetType("h2h")));
    few.apply(names("pinnacle", 0, 3), book, Shape.VARIOUS);
    few.apply(names("betmgm", 2, 5), book, Shape.VARIOUS); // five names of both together

    assertThatThrownBy(() -> few.apply(names("bovada", 5, 6), book, Shape.VARIOUS))
        .isInstanceOfSatisfying(
            BrokenRecordException.class,
            broken -> {
              assertThat(broken.reason()).isEqualTo(BrokenRecordException.Reason.TOO_MANY_OUTCOMES);
              assertThat(broken)
                  .hasMessageStartingWith(
                      "with it a line of market match|h2h would have more than 5 outcomes, of all"
                          + " bookmakers together");
              assertThat(broken.quote()).isPresent();
            });
    assertThat(book.has(new Bookmaker("bovada"))).isFalse();
    assertThat(reached("line_outcomes")).isEqualTo(1);

    few.apply(names("bovada", 0, 5), book, Shape.VARIOUS); // the same names
    few.apply(names("betmgm", 0, 1), book, Shape.VARIOUS);
    assertThat(book.size()).isEqualTo(3);
  }

  /** One outcome of each name from the first to before the last. */
  private MarketSnapshot names(String bookmaker, int first, int last) {
    MarketSnapshot one = quote("match", bookmaker, "Bears", 1.9);
    List<Outcome> outcomes = new ArrayList<>();
    for (int name = first; name < last; name++) {
      outcomes.add(Outcome.of("Name " + name, null, null, 1.9));
    }
    return new MarketSnapshot(
        one.event(),
        one.betType(),
        one.bookmaker(),
        outcomes,
        one.lastUpdate(),
        one.observedAt(),
        null);
  }

  private TaskInHand task(long storeBytes, long openBytes, int bookmakers, int lines)
      throws Exception {
    space = new HeapShare(new Limit("store", storeBytes, limits));
    TaskInHand task =
        new TaskInHand(
            NOON,
            new MarketLimits(
                space,
                new HeapShare(new Limit("open_markets", openBytes, limits)),
                new Limit("bookmakers", bookmakers, limits),
                new Limit("outcomes", 1_000, limits),
                new Limit("lines", lines, limits),
                new Limit("line_outcomes", 100, limits)));
    task.open();
    return task;
  }

  private double reached(String what) {
    return limits.get("ev.limit.reached").tags("what", what).counter().count();
  }

  private static MarketSnapshot stored(TaskInHand task, String event, String bookmaker) {
    MarketId market = new MarketId(event, new BetType("h2h"));
    Bookmaker key = new Bookmaker(bookmaker);
    SnapshotStore store = new SnapshotStore(task.store.entries(), Limits.byDefault().store());
    return SnapshotFormat.decode(
        event, market.betType(), key, store.read(market).snapshots().get(key));
  }

  private static double ended(TaskInHand task, String reason) {
    return task.meters.find("ev.offers.ended").tag("reason", reason).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  /** So many lines of two outcomes. */
  private MarketSnapshot wide(String event, String bookmaker, int lines) {
    MarketSnapshot one = quote(event, bookmaker, "Bears", 1.9);
    List<Outcome> outcomes = new ArrayList<>();
    for (int line = 0; line < lines; line++) {
      outcomes.add(Outcome.of("Lions", "period " + line, null, 1.9));
      outcomes.add(Outcome.of("Bears", "period " + line, null, 1.9));
    }
    return new MarketSnapshot(
        one.event(),
        one.betType(),
        one.bookmaker(),
        outcomes,
        one.lastUpdate(),
        one.observedAt(),
        null);
  }

  /** Each a second later than the one before. */
  private MarketSnapshot quote(String event, String bookmaker, String team, double price) {
    Instant when = NOON.plusSeconds(seconds++);
    return new MarketSnapshot(
        new SportingEvent(event, "nfl", NOON.plus(Duration.ofHours(6)), "Lions", team),
        new BetType("h2h"),
        new Bookmaker(bookmaker),
        List.of(Outcome.of("Lions", null, null, 1.9), Outcome.of(team, null, null, price)),
        when,
        when,
        null);
  }
}
