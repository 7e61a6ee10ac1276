package io.betintel.ev.stream;

import static io.betintel.ev.market.Snapshots.MATCH;
import static io.betintel.ev.market.Snapshots.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.codec.LineCodecs;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import io.betintel.ev.value.PricingFailures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Only touched lines are priced, and after every record what was published last of each line is
 * what the whole market, paired and priced anew, says; and no record says what is known.
 */
class NothingMissedTest {
  private static final BetType TYPE = new BetType("special");
  private static final List<String> BOOKS =
      List.of("pinnacle", "draftkings", "fanduel", "bet365", "betmgm");
  private static final EvCalculator CALCULATOR = new EvCalculator(new FeeTable(Map.of()));

  /** Six hours before the start, and around it, where validity ends in other steps. */
  private static final List<Instant> BEGINS =
      List.of(NOON, MATCH.commenceTime().minus(Duration.ofMinutes(40)));

  @ParameterizedTest
  @EnumSource
  void whatStandsInTheTopicIsWhatTheWholeMarketSays(Shape shape) {
    int published = 0;
    int whole = 0;
    for (int seed = 1; seed <= 30; seed++) {
      Random random = new Random(20261128L * seed);
      CatalogueEntry entry = entry(shape);
      OpenMarket market = market(new MarketBook(new MarketId(MATCH.id(), TYPE)));
      Map<LineId, PricedLine> topic = new TreeMap<>();
      Instant now = BEGINS.get(seed % 2);
      for (int record = 0; record < 60; record++) {
        now = now.plusSeconds(random.nextInt(10) == 0 ? 600 : random.nextInt(90));
        MarketSnapshot snapshot = snapshot(shape, now, random);
        if (random.nextInt(12) == 0) {
          market = restored(market, entry);
        }
        if (market.book().apply(snapshot) == MarketBook.Change.APPLIED) {
          for (Publication change : market.changes(entry)) {
            PricedLine line = LineContent.of(change.line(), entry.settings());
            PricedLine before = topic.put(line.id(), line);
            published++;
            assertThat(line).as("published without news").isNotEqualTo(before);
          }
          Map<LineId, PricedLine> standing = now(market, entry);
          whole += standing.size();
          Map<LineId, PricedLine> open = new TreeMap<>(topic);
          open.values().removeIf(line -> line.status() == PricedLine.Status.WITHDRAWN);
          assertThat(open).as("seed %d, record %d", seed, record).isEqualTo(standing);
        }
      }
    }
    assertThat(published).isPositive().isLessThan(whole);
  }

  private static Map<LineId, PricedLine> now(OpenMarket market, CatalogueEntry entry) {
    Map<LineId, PricedLine> lines = new TreeMap<>();
    MarketBook fresh = copy(market.book());
    for (PricedLine line : CALCULATOR.price(fresh.lines(entry.shape()).values(), entry.terms())) {
      lines.put(line.id(), LineContent.of(line, entry.settings()));
    }
    return lines;
  }

  private static OpenMarket restored(OpenMarket market, CatalogueEntry entry) {
    return LoneMarket.standing(
        copy(market.book()),
        CALCULATOR,
        entry,
        LineEncoder.of(LineCodecs.writing()),
        PricingFailures.THROWN);
  }

  private static MarketBook copy(MarketBook book) {
    MarketBook copy = new MarketBook(book.market());
    for (String bookmaker : BOOKS) {
      Bookmaker key = new Bookmaker(bookmaker);
      if (book.has(key)) {
        copy.restore(key, book.entry(key));
      }
    }
    return copy;
  }

  private static OpenMarket market(MarketBook book) {
    return LoneMarket.of(
        book, CALCULATOR, LineEncoder.of(LineCodecs.writing()), PricingFailures.THROWN);
  }

  private static CatalogueEntry entry(Shape shape) {
    return new CatalogueEntry(
        new PricingTerms(TYPE, shape, BetTypeSettings.defaults(), 1),
        "Special",
        true,
        true,
        Role.FREE,
        null,
        1);
  }

  /** Few names, points and prices, so that lines repeat, and some prices high enough to meet. */
  private static MarketSnapshot snapshot(Shape shape, Instant now, Random random) {
    boolean renamed = random.nextInt(25) == 0;
    SportingEvent event =
        new SportingEvent(
            MATCH.id(),
            random.nextInt(40) == 0 ? "soccer_epl" : MATCH.sportKey(),
            MATCH.commenceTime().plusSeconds(random.nextInt(30) == 0 ? 300 : 0),
            MATCH.homeTeam(),
            renamed ? "Cubs" : MATCH.awayTeam());
    List<Outcome> outcomes = new ArrayList<>();
    int quoted = random.nextInt(15) == 0 ? 0 : 1 + random.nextInt(3);
    for (int i = 0; i < quoted; i++) {
      double point = 40.5 + random.nextInt(3) * 2;
      String player = random.nextInt(3) == 0 ? "Smith" : null;
      for (String name : names(shape, event, random)) {
        Double its =
            shape == Shape.SPREAD && name.equals(event.awayTeam())
                ? Double.valueOf(-point)
                : Double.valueOf(point);
        boolean plain = shape == Shape.WINNER || shape == Shape.YES_NO || shape == Shape.N_WAY;
        outcomes.add(
            new Outcome(
                name,
                player,
                plain && random.nextInt(20) != 0 ? null : its,
                List.of(1.8, 1.9, 1.95, 2.05, 2.2).get(random.nextInt(5)),
                random.nextInt(30) == 0 ? "https://example.com/bet" : null,
                random.nextInt(30) == 0 ? 250.0 : null));
      }
    }
    Instant quotedAt = now.minusSeconds(random.nextInt(8) == 0 ? 1500 : random.nextInt(20));
    return new MarketSnapshot(
        event,
        TYPE,
        new Bookmaker(BOOKS.get(random.nextInt(BOOKS.size()))),
        outcomes,
        quotedAt,
        now,
        null);
  }

  private static List<String> names(Shape shape, SportingEvent event, Random random) {
    List<String> all =
        switch (shape) {
          case WINNER, LAY, SPREAD -> List.of(event.homeTeam(), event.awayTeam(), "Draw");
          case OVER_UNDER, OVER_ONLY, DFS -> List.of("Over", "Under", "Exactly");
          case YES_NO -> List.of("Yes", "No", "Maybe");
          case N_WAY, VARIOUS -> List.of("Red", "Green", "Blue");
        };
    int kind = random.nextInt(10);
    return kind == 0 ? all : kind == 1 ? all.subList(0, 1) : all.subList(0, 2);
  }
}
