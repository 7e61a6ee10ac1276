package io.betintel.ev.stream;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.ops.Limit;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What 100,000 snapshots take of the heap, for the operations guide: in the store alone, as in a
 * standby, and with every market open as well. Not a test: run its main method.
 */
final class SnapshotSize {
  private static final int SNAPSHOTS = 100_000;
  private static final int BOOKMAKERS = 20;
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /** One object for each name, as the decoder gives them. */
  private static final List<String> PLAYERS =
      IntStream.range(0, 50).mapToObj(i -> "Player " + i).toList();

  private SnapshotSize() {}

  public static void main(String[] arguments) {
    for (int outcomes : new int[] {2, 20, 100}) {
      long before = used();
      HeapShare space = new HeapShare(new Limit("store", 1L << 40, new SimpleMeterRegistry()));
      SnapshotStore store = new SnapshotStore(Limits.stores().get(), space);
      Map<String, MarketBook> open = new HashMap<>();
      for (int i = 0; i < SNAPSHOTS; i++) {
        MarketSnapshot snapshot = snapshot(i, outcomes);
        MarketBook book =
            open.computeIfAbsent(
                snapshot.event().id(), event -> new MarketBook(snapshot.marketId()));
        book.apply(snapshot);
        book.paired(Shape.OVER_UNDER);
        store.put(snapshot.marketId(), snapshot.bookmaker(), book.entry(snapshot.bookmaker()));
      }
      long all = used() - before;
      int markets = open.size();
      open.clear();
      long stored = used() - before;
      System.out.printf(
          "%d outcomes: %d MiB stored (counted %d), %d MiB more with all %d markets open%n",
          outcomes, stored >> 20, space.used() >> 20, (all - stored) >> 20, markets);
      store.close();
    }
  }

  private static MarketSnapshot snapshot(int number, int outcomes) {
    List<Outcome> quoted = new ArrayList<>();
    for (int i = 0; i < outcomes / 2; i++) {
      quoted.add(Outcome.of("Over", PLAYERS.get(i), 2.5 + i, 1.91));
      quoted.add(Outcome.of("Under", PLAYERS.get(i), 2.5 + i, 1.91));
    }
    return new MarketSnapshot(
        new SportingEvent(
            "b33f30ad5541b19794da293edee7" + number / BOOKMAKERS,
            "icehockey_nhl",
            NOON,
            "Boston Bruins",
            "New York Rangers"),
        new BetType("player_points"),
        new Bookmaker("bookmaker_" + number % BOOKMAKERS),
        quoted,
        NOON,
        NOON,
        null);
  }

  private static long used() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
