package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.market.SnapshotFormat;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A store as another task left it is worked off piece by piece, whatever its size. */
final class ReclaimerTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant OVER = START.plus(TaskInHand.GRACE);
  private static final Instant BEGAN = OVER.minus(Duration.ofDays(1));
  private static final int BOOKS = 10;

  private final TaskInHand task;
  private final SnapshotStore snapshots;

  ReclaimerTest() throws Exception {
    task = new TaskInHand(BEGAN);
    snapshots = new SnapshotStore(task.store.entries(), Limits.byDefault().store());
    snapshots.putStanding(
        new BetType("h2h"),
        new Standing(
            Optional.of(new PricedUnder(1, 1, DrivenTopology.BASIS)), Set.of(Shape.WINNER)));
  }

  @Test
  void twoHundredThousandEntriesAreWorkedOffOverManyTurnsNoneReadingMoreThanItsShare() {
    fill(20_000, START);
    open();

    Set<String> tombstones = new HashSet<>();
    int most = 0;
    int turns = 0;
    for (Instant now = OVER; hasEntries(); now = now.plus(Reclaimer.INTERVAL)) {
      turns++;
      assertThat(turns).isLessThan(100_000);
      task.turn(now);
      most = Math.max(most, task.store.read());
      for (String line : task.lines()) {
        assertThat(tombstones.add(line)).isTrue();
      }
    }

    assertThat(tombstones).hasSize(20_000); // one line each
    // 1,000 entries, and the rest of the last market's: 10 snapshots and the bet type's standing.
    assertThat(most).isLessThanOrEqualTo(1_010);
    // 200,000 snapshots, 20,000 standings, and at most 1,010 a turn: at least 218 turns.
    assertThat(turns).isGreaterThanOrEqualTo(218);
  }

  @Test
  void tasksOfAThreadReadTogetherWhatOneAloneMay() throws Exception {
    fill(2_000, START);
    SharedTurns turns = new SharedTurns(Reclaimer.INTERVAL);
    List<Reclaimer> tasks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      tasks.add(new Reclaimer(Duration.ZERO, snapshots, new NothingIsOver(), BEGAN));
    }
    tasks.forEach(each -> each.turn(OVER, OVER, turns));
    task.store.read();

    Instant next = OVER.plus(Reclaimer.INTERVAL);
    tasks.forEach(each -> each.turn(next, next, turns));
    // 1,000 in four parts of 250, each with the rest of its last market's 10 entries.
    assertThat(task.store.read()).isBetween(40, 1_040);
  }

  private static final class NothingIsOver implements Reclaimer.Markets {
    @Override
    public Optional<Instant> over(StoredMarket market) {
      return Optional.of(Instant.MAX);
    }

    @Override
    public int forget(StoredMarket market, Instant now) {
      throw new AssertionError(market);
    }
  }

  @Test
  void marketThatIsNotOverIsReadOnceAndThenLeftAloneUntilItIs() {
    fill(50, START);
    open();

    turns(OVER.minus(Duration.ofHours(10)));
    assertThat(task.store.read()).isEqualTo(50 * BOOKS);
    turns(OVER.minus(Duration.ofHours(5)));
    assertThat(task.store.read()).isZero();

    turns(OVER);
    assertThat(task.lines()).hasSize(50);
    assertThat(hasEntries()).isFalse();
  }

  @Test
  void clockThatIsSetBackHoldsUpOnlyWhatIsNotOverByIt() {
    fill(50, START);
    put("early", "pinnacle", START.minus(Duration.ofHours(2)), START.minus(Duration.ofHours(3)));
    open();
    turns(OVER.minus(Duration.ofHours(3)));

    turns(OVER, Duration.ofHours(-1));
    assertThat(task.lines()).as("by the clock, it was over an hour ago").hasSize(1);
    turns(OVER.plus(Duration.ofHours(1)), Duration.ofHours(-1));
    assertThat(task.lines()).hasSize(50);
    assertThat(hasEntries()).isFalse();
  }

  /** As of a host that starts with a clock that is a day behind. */
  @Test
  void clockThatIsSetForwardEndsWhatIsOverByIt() {
    fill(50, START);
    open();
    turns(OVER.minus(Duration.ofHours(20)));
    assertThat(hasEntries()).isTrue();

    turns(OVER.minus(Duration.ofHours(19)), Duration.ofDays(1));
    assertThat(task.lines()).hasSize(50);
    assertThat(hasEntries()).isFalse();
  }

  /** The wall clock is set to so much after the stream's, and goes on. */
  private void turns(Instant from, Duration ahead) {
    for (int i = 0; i < 100; i++) {
      Instant time = from.plus(Reclaimer.INTERVAL.multipliedBy(i));
      task.wall.move(Duration.between(task.wall.instant(), time.plus(ahead)));
      task.turnAt(time);
    }
  }

  @Test
  void startIsWhatTheNewestSnapshotSays() {
    Instant postponed = START.plus(Duration.ofHours(2));
    put("moved", "pinnacle", START, START.minusSeconds(100));
    put("moved", "betmgm", postponed, START.minusSeconds(90));
    put("moved", "zz", START, START.minusSeconds(100));
    open();

    turns(OVER);
    assertThat(hasEntries()).isTrue();
    turns(OVER.plus(Duration.ofHours(2)));
    assertThat(hasEntries()).isFalse();
  }

  /** The first turn builds the index of the store: it reads every entry, once. */
  private void open() {
    task.open();
    task.turn(BEGAN.plus(Reclaimer.INTERVAL));
    assertThat(task.lines()).isEmpty();
    task.store.read();
  }

  /** Enough for a few hundred entries, also where a turn's time is short. */
  private void turns(Instant from) {
    for (int i = 0; i < 100; i++) {
      task.turn(from.plus(Reclaimer.INTERVAL.multipliedBy(i)));
    }
  }

  private void fill(int markets, Instant start) {
    for (int i = 0; i < markets; i++) {
      for (int book = 0; book < BOOKS; book++) {
        put("event-" + i, "book" + book, start, start.minusSeconds(60));
      }
    }
  }

  private void put(String event, String bookmaker, Instant start, Instant quoted) {
    MarketSnapshot snapshot =
        new MarketSnapshot(
            new SportingEvent(event, "soccer_epl", start, "Home", "Away"),
            new BetType("h2h"),
            new Bookmaker(bookmaker),
            List.of(Outcome.of("Home", null, null, 1.9), Outcome.of("Away", null, null, 1.9)),
            quoted,
            quoted,
            null);
    snapshots.put(snapshot.marketId(), snapshot.bookmaker(), SnapshotFormat.encode(snapshot));
  }

  /** Beside the standing of the bet type, which stays. */
  private boolean hasEntries() {
    return task.store.entries().approximateNumEntries() > 1;
  }
}
