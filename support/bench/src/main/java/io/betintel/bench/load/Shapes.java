package io.betintel.bench.load;

import io.betintel.demo.PriceMoves;
import io.betintel.demo.PriceSteps;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.util.ArrayList;
import java.util.List;

/** What the events of a load look like: the real ones, or markets of a stated size. */
final class Shapes {
  /** Some rounds of {@link PriceSteps}: more would only take memory. */
  private static final int PASSES = 33;

  /** The number of a bet type that players have. */
  private static final int PLAYERS = 1;

  private static final List<String> FIRST = List.of("pinnacle", "draftkings", "fanduel");

  private final LoadSpec spec;
  private final RealMarkets real;
  private final WireWriter writer;
  private final PriceSteps steps;

  Shapes(LoadSpec spec, RealMarkets real, WireWriter writer) {
    this.spec = spec;
    this.real = real;
    this.writer = writer;
    this.steps = new PriceSteps(PriceMoves.measure(real.snapshots()), spec.seed());
  }

  /** Sports take turns, so that none outnumbers the others. */
  List<EventShape> events() {
    if (spec.lines() > 0 || spec.betTypes() > 0) {
      return stated();
    }
    List<EventShape> events = new ArrayList<>();
    int most = real.events().stream().mapToInt(List::size).min().orElseThrow();
    for (int i = 0; i < most; i++) {
      for (List<List<List<MarketSnapshot>>> sport : real.events()) {
        List<List<MarketSnapshot>> event = sport.get(i);
        events.add(
            new EventShape(event.get(0).get(0).event(), event.stream().map(this::market).toList()));
      }
    }
    return events;
  }

  private MarketShape market(List<MarketSnapshot> snapshots) {
    List<QuotedBook> books = new ArrayList<>();
    int count = spec.books() == 0 ? snapshots.size() : spec.books();
    for (int i = 0; i < count; i++) {
      MarketSnapshot like = snapshots.get(i % snapshots.size());
      Bookmaker bookmaker =
          i < snapshots.size() ? like.bookmaker() : new Bookmaker("bench_book_" + i);
      books.add(new QuotedBook(bookmaker, prices(like)));
    }
    return new MarketShape(snapshots.get(0).betType(), books);
  }

  private List<byte[]> prices(MarketSnapshot like) {
    List<List<Outcome>> different = new ArrayList<>();
    for (int pass = 0; pass < PASSES; pass++) {
      add(different, steps.at(like, pass));
    }
    if (different.size() > 1 && same(different.get(0), different.get(different.size() - 1))) {
      different.remove(different.size() - 1);
    }
    if (different.size() < 2) {
      different.add(different.get(0).stream().map(outcome -> up(outcome, 0.02)).toList());
    }
    return different.stream().map(writer::outcomes).toList();
  }

  private static void add(List<List<Outcome>> different, List<Outcome> outcomes) {
    if (different.isEmpty() || !same(different.get(different.size() - 1), outcomes)) {
      different.add(outcomes);
    }
  }

  /** The steps keep a line's outcomes in another order than the file. */
  private static boolean same(List<Outcome> some, List<Outcome> others) {
    return List.copyOf(some).containsAll(others) && others.containsAll(some);
  }

  private static Outcome up(Outcome outcome, double by) {
    return Outcome.of(outcome.name(), outcome.description(), outcome.point(), outcome.price() + by);
  }

  /**
   * Over/under markets of a stated number of lines, of a player each, as where real markets have
   * many: points of one ladder would have other prices. Each step moves one of them.
   */
  private List<EventShape> stated() {
    int first = spec.lines() > 0 ? PLAYERS : 0;
    int types = Math.max(1, spec.betTypes());
    SportingEvent like = real.snapshots().get(0).event();
    List<EventShape> events = new ArrayList<>();
    for (int type = first; type < first + types; type++) {
      events.add(new EventShape(like, List.of(stated(betType(type)))));
    }
    return events;
  }

  private static BetType betType(int number) {
    return switch (number) {
      case 0 -> new BetType("totals");
      case PLAYERS -> new BetType("player_points");
      default -> new BetType(LoadSpec.ADDED_TYPE + (number - 1));
    };
  }

  private MarketShape stated(BetType betType) {
    List<QuotedBook> books = new ArrayList<>();
    for (int book = 0; book < (spec.books() == 0 ? 8 : spec.books()); book++) {
      String key = book < FIRST.size() ? FIRST.get(book) : "bench_book_" + book;
      books.add(new QuotedBook(new Bookmaker(key), statedPrices(book)));
    }
    return new MarketShape(betType, books);
  }

  private List<byte[]> statedPrices(int book) {
    int lines = Math.max(1, spec.lines());
    List<byte[]> prices = new ArrayList<>();
    for (int step = 0; step < 2 * lines; step++) {
      List<Outcome> outcomes = new ArrayList<>(2 * lines);
      for (int line = 0; line < lines; line++) {
        boolean moved = step < lines ? line < step : line >= step - lines;
        double over = 1.85 + 0.01 * ((book + line) % 11) + (moved ? 0.02 : 0);
        String player = spec.lines() > 0 ? "Player " + line : null;
        outcomes.add(Outcome.of("Over", player, 5.5, over));
        outcomes.add(Outcome.of("Under", player, 5.5, 3.78 - over));
      }
      prices.add(writer.outcomes(outcomes));
    }
    return prices;
  }
}
