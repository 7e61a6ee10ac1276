package io.betintel.ev.stream;

import static io.betintel.ev.market.Snapshots.MATCH;
import static io.betintel.ev.market.Snapshots.NOON;
import static io.betintel.ev.market.Snapshots.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.codec.LineCodecs;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import io.betintel.ev.value.PricingFailures;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A line that another line joins is published when the other one changes or goes. */
class JoinedLinesTest {
  private static final BetType TOTALS = new BetType("totals");
  private static final CatalogueEntry ENTRY =
      new CatalogueEntry(
          new PricingTerms(TOTALS, Shape.OVER_UNDER, BetTypeSettings.defaults(), 1),
          "Totals",
          true,
          true,
          Role.FREE,
          null,
          1);

  private final OpenMarket market =
      LoneMarket.of(
          new MarketBook(new MarketId(MATCH.id(), TOTALS)),
          new EvCalculator(new FeeTable(Map.of())),
          LineEncoder.of(LineCodecs.writing()),
          PricingFailures.THROWN);

  @Test
  void middleGoesWithTheLineThatItEndsOn() {
    published(quotes("bet365", 0, 41.5, 1.95, 1.5));
    assertThat(published(quotes("betmgm", 0, 44.5, 1.5, 1.95)))
        .containsExactly(entry("41.5", "OPEN 1"), entry("44.5", "OPEN 0"));

    assertThat(published(quotes("betmgm", 1, 60.5, 1.5, 1.5)))
        .containsExactly(
            entry("41.5", "OPEN 0"), entry("44.5", "WITHDRAWN 0"), entry("60.5", "OPEN 0"));
  }

  @Test
  void lineThatAChangeDoesNotJoinIsNotPublishedAgain() {
    published(quotes("bet365", 0, 41.5, 1.95, 1.5));
    published(quotes("fanatics", 0, 70.5, 1.5, 1.5));
    published(quotes("betmgm", 0, 44.5, 1.5, 1.95));

    // A later price, seen at the same instant: the market's time stays.
    assertThat(published(quotes("betmgm", 1, 44.5, 1.5, 1.96)))
        .containsExactly(entry("41.5", "OPEN 1"), entry("44.5", "OPEN 0"));
    assertThat(published(quotes("betmgm", 1, 44.5, 1.5, 1.96))).isEmpty();
  }

  /** By point: status and number of middles. */
  private Map<String, String> published(MarketSnapshot snapshot) {
    Map<String, String> published = new TreeMap<>();
    if (market.book().apply(snapshot) == MarketBook.Change.APPLIED) {
      for (Publication publication : market.changes(ENTRY)) {
        PricedLine line = publication.line();
        published.put(line.point().toString(), line.status() + " " + line.middles().size());
      }
    }
    return published;
  }

  /**
   * @param later by how many seconds the quote is later, not the observation
   */
  private static MarketSnapshot quotes(
      String bookmaker, int later, double point, double over, double under) {
    return new MarketSnapshot(
        MATCH,
        TOTALS,
        new Bookmaker(bookmaker),
        List.of(outcome("Over", point, over), outcome("Under", point, under)),
        NOON.minusSeconds(10 - later),
        NOON,
        null);
  }
}
