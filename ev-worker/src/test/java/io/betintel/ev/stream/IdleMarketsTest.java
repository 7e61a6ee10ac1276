package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.market.Snapshots;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.ops.Limit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A market that is not quoted for two minutes is closed, and nobody can tell. */
final class IdleMarketsTest {
  private static final Instant NOON = Snapshots.NOON;

  /** Two minutes of turns every 5 s; the market is used at the beginning of the first. */
  private static final int TURNS = 24;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final HeapShare open = new HeapShare(new Limit("open_markets", 1_000_000, meters));
  private final TaskInHand task;
  private int turn;

  IdleMarketsTest() throws Exception {
    task =
        new TaskInHand(
            NOON,
            new MarketLimits(
                new HeapShare(new Limit("store", 1_000_000, meters)),
                open,
                new Limit("bookmakers", 10, meters),
                new Limit("outcomes", 1_000, meters),
                new Limit("lines", 100, meters),
                new Limit("line_outcomes", 1_000, meters)));
    task.open();
  }

  @Test
  void idleMarketTakesNoHeapBesideItsEntries() {
    task.process(quote("a", "pinnacle", 1.9));
    turns(TURNS);
    assertThat(open.used()).isPositive();

    turns(1);
    assertThat(open.used()).isZero();
  }

  @Test
  void openedAgainItPublishesOnlyWhatChanges() {
    task.process(quote("a", "pinnacle", 1.9));
    task.process(quote("a", "betmgm", 1.9));
    turns(TURNS + 1);
    task.lines();

    task.process(quote("a", "pinnacle", 1.9, 1)); // confirmed, too early for a step of validity
    assertThat(open.used()).isPositive();
    assertThat(task.lines()).isEmpty();
    task.process(quote("a", "betmgm", 1.8, 1));
    assertThat(task.lines()).containsExactly("a|h2h|||Bears/Lions");
  }

  @Test
  void marketThatIsQuotedStaysOpenAndTheOthersAreClosed() {
    task.process(quote("a", "pinnacle", 1.9));
    long one = open.used();
    task.process(quote("b", "pinnacle", 1.9));
    turns(TURNS);
    task.process(quote("a", "pinnacle", 1.9));
    turns(1);

    assertThat(open.used()).isEqualTo(one);
  }

  /** Opened in the middle of a sweep, a market publishes all its lines. */
  @Test
  void noMarketIsClosedBeforeItsBetTypesSweepHasEnded() {
    int markets = 250; // a turn of the sweep publishes 100 lines at most
    for (int i = 0; i < markets; i++) {
      task.process(quote("event-" + i, "pinnacle", 1.9));
    }
    long all = open.used();
    turns(TURNS);
    task.lines();

    task.settings(2);
    int published = 0;
    for (int i = 0; i < markets && published < markets; i++) {
      assertThat(open.used()).isEqualTo(all);
      turns(1);
      published += task.lines().size();
    }
    assertThat(published).isEqualTo(markets);
    turns(TURNS + 1);
    assertThat(open.used()).isZero();
  }

  private void turns(int count) {
    for (int i = 0; i < count; i++) {
      task.turn(NOON.plusSeconds(5L * ++turn));
    }
  }

  private MarketSnapshot quote(String event, String bookmaker, double price) {
    return quote(event, bookmaker, price, 5L * turn);
  }

  private static MarketSnapshot quote(String event, String bookmaker, double price, long seconds) {
    Instant when = NOON.plusSeconds(seconds);
    return new MarketSnapshot(
        new SportingEvent(event, "nfl", NOON.plus(Duration.ofHours(6)), "Lions", "Bears"),
        new BetType("h2h"),
        new Bookmaker(bookmaker),
        List.of(Outcome.of("Lions", null, null, 1.9), Outcome.of("Bears", null, null, price)),
        when,
        when,
        null);
  }
}
