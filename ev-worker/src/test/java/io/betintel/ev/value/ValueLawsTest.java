package io.betintel.ev.value;

import static io.betintel.ev.market.Snapshots.NOON;
import static io.betintel.ev.market.Snapshots.at;
import static io.betintel.ev.market.Snapshots.book;
import static io.betintel.ev.market.Snapshots.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.Combination;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.SettingsOf;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** What holds of every offer, whatever the odds, the method and the way of combining references. */
class ValueLawsTest {
  private static final double NEARLY = 1e-11;
  private static final EvCalculator CALCULATOR = new EvCalculator(new FeeTable(Map.of()));
  private static final List<String> REFERENCES = List.of("draftkings", "fanduel", "pinnacle");

  /** What the worst case is the smallest of. */
  private static final List<Method> WORST_CASE =
      List.of(Method.MULTIPLICATIVE, Method.ADDITIVE, Method.POWER, Method.SHIN);

  @Property(tries = 300, seed = "20261101")
  void atTheFairPriceNothingIsWon(
      @ForAll("quotes") List<List<Double>> quotes, @ForAll("settings") BetTypeSettings settings) {
    List<Double> fair =
        price(settings, references(quotes)).outcomes().stream()
            .map(PricedLine.PricedOutcome::fairPrice)
            .toList();
    Assume.that(fair.stream().allMatch(odds -> odds < 100_000)); // what anybody may quote

    PricedLine line = price(settings, with(references(quotes), snapshot("bet365", fair)));

    for (PricedLine.PricedOutcome outcome : line.outcomes()) {
      Offer offer = offer(outcome, "bet365");
      assertThat(offer.value().ev()).isCloseTo(0, within(NEARLY));
      assertThat(offer.value().kelly()).isCloseTo(0, within(1e-9));
    }
  }

  @Property(tries = 300, seed = "20261101")
  void worstCaseIsNeverAboveTheMethodsItIsMadeOf(
      @ForAll("quotes") List<List<Double>> quotes, @ForAll("settings") BetTypeSettings settings) {
    for (PricedLine.PricedOutcome outcome : price(settings, references(quotes)).outcomes()) {
      for (Offer offer : outcome.offers()) {
        if (offer.value() == null) {
          continue;
        }
        for (Method method : WORST_CASE) {
          Double ev = offer.value().evByMethod().under(method);
          if (ev != null) {
            assertThat(offer.value().worstCaseEv()).isLessThanOrEqualTo(ev + NEARLY);
          }
        }
      }
    }
  }

  @Property(tries = 300, seed = "20261101")
  void theBetTypesOwnMethodIsOneOfThem(
      @ForAll("quotes") List<List<Double>> quotes, @ForAll("settings") BetTypeSettings settings) {
    Method own = settings.method();
    for (PricedLine.PricedOutcome outcome : price(settings, references(quotes)).outcomes()) {
      for (Offer offer : outcome.offers()) {
        if (offer.value() != null && offer.value().evByMethod().under(own) != null) {
          assertThat(offer.value().evByMethod().under(own)).isEqualTo(offer.value().ev());
        }
      }
    }
  }

  @Property(tries = 300, seed = "20261101")
  void noBookHelpsToValueItsOwnOffers(
      @ForAll("quotes") List<List<Double>> quotes,
      @ForAll("odds") List<Double> other,
      @ForAll("settings") BetTypeSettings settings) {
    List<MarketSnapshot> before = references(quotes);
    List<Double> odds = List.copyOf(other.subList(0, quotes.get(0).size()));
    for (int priced = 0; priced < before.size(); priced++) {
      List<MarketSnapshot> after = new ArrayList<>(before);
      after.set(priced, snapshot(REFERENCES.get(priced), odds));

      assertThat(fair(settings, after, priced)).isEqualTo(fair(settings, before, priced));
    }
  }

  @Property(tries = 200, seed = "20261101")
  void lineSaysWhoMadeItsPrice(
      @ForAll("quotes") List<List<Double>> quotes, @ForAll("settings") BetTypeSettings settings) {
    PricedLine line = price(settings, references(quotes));

    assertThat(line.references()).hasSize(quotes.size());
    assertThat(line.references().stream().mapToDouble(PricedLine.Reference::weight).sum())
        .isCloseTo(1, within(1e-12));
    for (PricedLine.PricedOutcome outcome : line.outcomes()) {
      for (Offer offer : outcome.offers()) {
        if (offer.value() == null) {
          assertThat(offer.flags()).contains(Offer.Flag.NO_REFERENCE);
        } else {
          assertThat(offer.value().references())
              .hasSize(quotes.size() - 1)
              .doesNotContain(offer.bookmaker());
        }
      }
    }
  }

  /** Two to four outcomes at one to three references; at -50 to 40 % of the stakes. */
  @Provide
  Arbitrary<List<List<Double>>> quotes() {
    Arbitrary<Tuple2<Integer, Integer>> sizes =
        Arbitraries.integers()
            .between(2, 4)
            .flatMap(n -> Arbitraries.integers().between(1, 3).map(books -> Tuple.of(n, books)));
    return sizes.flatMap(
        size ->
            odds(size.get1())
                .filter(odds -> hold(odds) > -0.5 && hold(odds) < 0.4)
                .list()
                .ofSize(size.get2()));
  }

  @Provide
  Arbitrary<List<Double>> odds() {
    return odds(4);
  }

  @Provide
  Arbitrary<BetTypeSettings> settings() {
    Arbitrary<Method> methods = Arbitraries.of(Method.values());
    return methods.flatMap(
        method ->
            Arbitraries.of(Combination.values())
                .map(
                    way ->
                        SettingsOf.json(
                            "{\"method\": \"%s\", \"consensus\": \"%s\", \"minimum_hold\": -1,"
                                    .formatted(method.label(), way.label())
                                + " \"maximum_hold\": 1}")));
  }

  private static Arbitrary<List<Double>> odds(int outcomes) {
    return Arbitraries.doubles().between(1.05, 30).ofScale(2).list().ofSize(outcomes);
  }

  private static double hold(List<Double> odds) {
    return 1 - 1 / odds.stream().mapToDouble(o -> 1 / o).sum();
  }

  private static List<Double> fair(
      BetTypeSettings settings, List<MarketSnapshot> snapshots, int priced) {
    List<Double> fair = new ArrayList<>();
    for (PricedLine.PricedOutcome outcome : price(settings, snapshots).outcomes()) {
      Offer.Value value = offer(outcome, REFERENCES.get(priced)).value();
      fair.add(value == null ? null : value.fairProbability());
    }
    return fair;
  }

  private static Offer offer(PricedLine.PricedOutcome outcome, String bookmaker) {
    return outcome.offers().stream()
        .filter(offer -> offer.bookmaker().key().equals(bookmaker))
        .findFirst()
        .orElseThrow();
  }

  private static List<MarketSnapshot> references(List<List<Double>> quotes) {
    List<MarketSnapshot> snapshots = new ArrayList<>();
    for (List<Double> odds : quotes) {
      snapshots.add(snapshot(REFERENCES.get(snapshots.size()), odds));
    }
    return snapshots;
  }

  private static List<MarketSnapshot> with(List<MarketSnapshot> some, MarketSnapshot another) {
    List<MarketSnapshot> all = new ArrayList<>(some);
    all.add(another);
    return all;
  }

  private static MarketSnapshot snapshot(String bookmaker, List<Double> odds) {
    List<Outcome> outcomes = new ArrayList<>();
    for (double price : odds) {
      outcomes.add(outcome("runner " + outcomes.size(), null, price));
    }
    return at(NOON, bookmaker, "outrights", outcomes.toArray(Outcome[]::new));
  }

  private static PricedLine price(BetTypeSettings settings, List<MarketSnapshot> snapshots) {
    BetType type = new BetType("outrights");
    PricingTerms entry = new PricingTerms(type, Shape.N_WAY, settings, 1);
    return CALCULATOR
        .price(book(snapshots.toArray(MarketSnapshot[]::new)).lines(Shape.N_WAY).values(), entry)
        .get(0);
  }
}
