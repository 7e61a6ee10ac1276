package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.codec.LineCodecs;
import io.betintel.ev.feed.FeedFixture;
import io.betintel.ev.feed.oddsapi.TheOddsApiReader;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.OddsFormat;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import io.betintel.ev.value.PricingFailures;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The real feeds, asked every half minute for twenty minutes: every bookmaker confirms its market
 * each time, and one in five moves one price.
 */
class PublishedPerRecordTest {
  private static final int POLLS = 40;
  private static final Map<String, Shape> SHAPES =
      Map.of("h2h", Shape.WINNER, "alternate_spreads", Shape.SPREAD);

  private final Map<MarketId, OpenMarket> markets = new HashMap<>();
  private int applied;
  private int published;

  @Test
  void confirmedQuotesAreHardlyEverPublishedAgain() throws IOException {
    List<MarketSnapshot> feeds = new ArrayList<>();
    TheOddsApiReader american = new TheOddsApiReader(OddsFormat.AMERICAN);
    feeds.addAll(FeedFixture.read(american, FeedFixture.PROPS).snapshots());
    TheOddsApiReader decimal = new TheOddsApiReader(OddsFormat.DECIMAL);
    feeds.addAll(FeedFixture.read(decimal, FeedFixture.ALTERNATES).snapshots());
    feeds.addAll(FeedFixture.read(decimal, FeedFixture.NHL_EVENT).snapshots());
    Random random = new Random(20261128);

    for (int poll = 0; poll < POLLS; poll++) {
      Instant asked = Instant.parse("2026-03-01T12:00:00Z").plusSeconds(30L * poll);
      for (int i = 0; i < feeds.size(); i++) {
        if (random.nextInt(5) == 0) {
          feeds.set(i, moved(feeds.get(i), random));
        }
        take(at(asked, feeds.get(i)));
      }
    }

    // One in five records moves a price. While the market's time was content it was 1399 of 840.
    assertThat(applied).isEqualTo(840);
    assertThat(published).isEqualTo(268);
  }

  private void take(MarketSnapshot snapshot) {
    OpenMarket market =
        markets.computeIfAbsent(
            snapshot.marketId(),
            id ->
                LoneMarket.of(
                    new MarketBook(id),
                    new EvCalculator(new FeeTable(Map.of())),
                    LineEncoder.of(LineCodecs.writing()),
                    PricingFailures.THROWN));
    if (market.book().apply(snapshot) == MarketBook.Change.APPLIED) {
      applied++;
      published += market.changes(entry(snapshot.betType())).size();
    }
  }

  private static CatalogueEntry entry(BetType betType) {
    Shape shape = SHAPES.getOrDefault(betType.symbol(), Shape.OVER_UNDER);
    return new CatalogueEntry(
        new PricingTerms(betType, shape, BetTypeSettings.defaults(), 1),
        betType.symbol(),
        true,
        true,
        Role.FREE,
        null,
        1);
  }

  private static MarketSnapshot moved(MarketSnapshot snapshot, Random random) {
    List<Outcome> outcomes = new ArrayList<>(snapshot.outcomes());
    int place = random.nextInt(outcomes.size());
    Outcome outcome = outcomes.get(place);
    outcomes.set(
        place,
        new Outcome(
            outcome.name(),
            outcome.description(),
            outcome.point(),
            1.01 + (outcome.price() - 1) * (random.nextBoolean() ? 1.02 : 0.98),
            outcome.link(),
            outcome.betLimit()));
    return new MarketSnapshot(
        snapshot.event(),
        snapshot.betType(),
        snapshot.bookmaker(),
        outcomes,
        snapshot.lastUpdate(),
        snapshot.observedAt(),
        snapshot.link());
  }

  private static MarketSnapshot at(Instant asked, MarketSnapshot snapshot) {
    return new MarketSnapshot(
        new SportingEvent(
            snapshot.event().id(),
            snapshot.event().sportKey(),
            asked.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(20)),
            snapshot.event().homeTeam(),
            snapshot.event().awayTeam()),
        snapshot.betType(),
        snapshot.bookmaker(),
        snapshot.outcomes(),
        asked,
        asked.plusSeconds(1),
        snapshot.link());
  }
}
