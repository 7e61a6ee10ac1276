package io.betintel.ev.stream;

import static io.betintel.ev.market.Snapshots.MATCH;
import static io.betintel.ev.market.Snapshots.NOON;
import static io.betintel.ev.market.Snapshots.outcome;
import static io.betintel.ev.market.Snapshots.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.codec.LineCodecs;
import io.betintel.ev.market.Line;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.market.Quote;
import io.betintel.ev.market.Snapshots;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import io.betintel.ev.value.PricingFailures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An exception costs the line that it is about, never the others and never the task. */
class PricingErrorTest {
  private static final BetType TOTALS = new BetType("totals");
  private static final PricingTerms TERMS =
      new PricingTerms(TOTALS, Shape.OVER_UNDER, BetTypeSettings.defaults(), 1);
  private static final CatalogueEntry ENTRY =
      new CatalogueEntry(TERMS, "Totals", true, true, Role.FREE, null, 1);
  private static final MarketSnapshot QUOTED =
      quoted(
          "pinnacle",
          "totals",
          outcome("Over", 41.5, 1.9),
          outcome("Under", 41.5, 1.9),
          outcome("Over", 44.5, 1.9),
          outcome("Under", 44.5, 1.9));

  private final EvCalculator calculator = new EvCalculator(new FeeTable(Map.of()));
  private final List<LineId> failed = new ArrayList<>();

  @Test
  void exceptionWhilePricingCostsItsLine() {
    List<Line> lines = new ArrayList<>(Snapshots.book(QUOTED).lines(Shape.OVER_UNDER).values());
    lines.set(0, withoutASide(lines.get(0)));

    List<PricedLine> priced = calculator.price(lines, TERMS, (line, e) -> failed.add(line));

    assertThat(failed).containsExactly(lines.get(0).id());
    assertThat(priced)
        .extracting(PricedLine::point, PricedLine::notPriced)
        .containsExactly(tuple(41.5, NotPriced.ERROR), tuple(44.5, null));
    assertThat(priced.get(0).outcomes())
        .hasSize(2)
        .allSatisfy(outcome -> assertThat(outcome.offers()).isEmpty());
    assertThat(priced.get(0).validUntil()).isEqualTo(NOON); // nothing of it is current
    assertThat(priced.get(0).arbitrage()).isNull();
  }

  @Test
  void exceptionWhileEncodingCostsItsLine() {
    LineEncoder encoder = LineEncoder.of(LineCodecs.writing());
    OpenMarket market =
        open(
            new LineEncoder() {
              @Override
              public long fingerprint(PricedLine line, ValiditySteps steps) {
                if (line.point() == 41.5 && line.notPriced() == null) {
                  throw new IllegalStateException("cannot be written");
                }
                return encoder.fingerprint(line, steps);
              }

              @Override
              public byte[] encode(PricedLine line) {
                return encoder.encode(line);
              }
            });
    market.book().apply(QUOTED);

    List<Publication> changes = market.changes(ENTRY);

    assertThat(failed).extracting(LineId::text).containsExactly("match-1|totals||41.5|");
    assertThat(changes)
        .extracting(change -> change.line().point(), change -> change.line().notPriced())
        .containsExactly(tuple(41.5, NotPriced.ERROR), tuple(44.5, null));
    // The next record finds it as it was: it is not published again.
    assertThat(market.changes(ENTRY)).isEmpty();
  }

  @Test
  void callerWithoutUseForTheOtherLinesGetsTheException() {
    List<Line> lines = new ArrayList<>(Snapshots.book(QUOTED).lines(Shape.OVER_UNDER).values());
    Line broken = withoutASide(lines.get(0));

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                calculator.price(
                    List.of(broken),
                    TERMS,
                    (line, e) -> {
                      throw new IllegalStateException(e);
                    }));
  }

  private OpenMarket open(LineEncoder encoder) {
    PricingFailures failures = (line, e) -> failed.add(line);
    return LoneMarket.of(
        new MarketBook(new MarketId(MATCH.id(), TOTALS)), calculator, encoder, failures);
  }

  /** What no book pairs: a quote with fewer sides than the line. */
  private static Line withoutASide(Line line) {
    Quote quote = line.quotes().get(0);
    Quote broken =
        Quote.of(
            quote.bookmaker(), quote.lastUpdate(), null, quote.sides().subList(0, 1), true, false);
    return new Line(
        line.id(),
        line.event(),
        line.shape(),
        line.fit(),
        line.description(),
        line.point(),
        line.outcomes(),
        List.of(broken),
        line.others(),
        line.marketTime());
  }
}
