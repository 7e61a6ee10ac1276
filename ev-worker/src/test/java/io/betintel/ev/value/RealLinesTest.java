package io.betintel.ev.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.market.Line;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.priced.NotPriced;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import io.betintel.ev.priced.ValueClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Lines out of the files under feeds/, priced. Every expected figure was worked out by hand from
 * the odds in the comment; r is 1 / odds, S the sum of a bookmaker's r, p = r / S.
 */
class RealLinesTest {
  private static final double EXACT = 1e-12;
  private static final EvCalculator CALCULATOR =
      new EvCalculator(FeeTable.ofRates(Map.of(new Bookmaker("betfair"), 0.05)));

  private static final Instant NHL_TIME = Instant.parse("2024-03-21T14:10:19Z");
  private static final SportingEvent NHL =
      new SportingEvent(
          "b33f30ad5541b19794da293edee78bd3",
          "icehockey_nhl",
          Instant.parse("2024-03-21T23:00:00Z"),
          "Boston Bruins",
          "New York Rangers");
  private static final Quoted DRAFTKINGS =
      quote("draftkings", side("Boston Bruins", 1.74), side("New York Rangers", 2.14));
  private static final Quoted FANDUEL =
      quote("fanduel", side("Boston Bruins", 1.69), side("New York Rangers", 2.20));
  private static final Instant NFL_TIME = Instant.parse("2021-11-25T11:55:00Z");
  private static final SportingEvent NFL =
      new SportingEvent(
          "b6b7f177d3f5cee88b630f09c287453c",
          "americanfootball_nfl",
          Instant.parse("2021-11-25T17:30:00Z"),
          "Detroit Lions",
          "Chicago Bears");
  private static final Instant EPL_TIME = Instant.parse("2023-08-12T11:25:00Z");
  private static final SportingEvent EPL =
      new SportingEvent(
          "fd-e0-2023-08-12-arsenal-nott-m-forest",
          "soccer_epl",
          Instant.parse("2023-08-12T11:30:00Z"),
          "Arsenal",
          "Nott'm Forest");

  @Test
  void twoWayWithTheFirstReferenceMissing() {
    // nhl_odds_us_decimal_2024-03-21.json. No Pinnacle, so .25/.25 become .5/.5.
    // DraftKings 1.74/2.14: S = 1.0420023633, p away = 0.4484536082
    // FanDuel    1.69/2.20: S = 1.0462614309, p away = 0.4344473008
    // fair away = 0.4414504545; WynnBET 2.28: 0.4414504545 x 2.28 - 1 = +0.0065070363
    // Kelly = (1.28 x 0.4414504545 - 0.5585495455) / 1.28 = 0.0050836221, a quarter of it staked
    PricedLine line =
        price(
            NHL,
            "h2h",
            Shape.WINNER,
            NHL_TIME,
            DRAFTKINGS,
            FANDUEL,
            quote("wynnbet", side("Boston Bruins", 1.71), side("New York Rangers", 2.28)));

    PricedOutcome away = line.outcomes().get(1);
    assertThat(line.notPriced()).isNull();
    assertThat(away.name()).isEqualTo("New York Rangers");
    assertThat(away.fairProbability()).isCloseTo(0.44145045450931547, within(EXACT));
    assertThat(away.best().bookmaker()).isEqualTo(new Bookmaker("wynnbet"));
    Offer.Value value = away.best().value();
    assertThat(value.ev()).isCloseTo(0.006507036281239165, within(EXACT));
    assertThat(value.kelly()).isCloseTo(0.005083622094718098, within(EXACT));
    assertThat(value.stake()).isCloseTo(0.0012709055236795246, within(EXACT));
    assertThat(value.valueClass()).isEqualTo(ValueClass.MARGINAL);
    assertThat(line.references())
        .extracting(PricedLine.Reference::weight)
        .containsExactly(0.5, 0.5);
  }

  @Test
  void referenceIsPricedAgainstTheOthersOnly() {
    // The same line. FanDuel's 2.20 is valued by DraftKings alone: 0.4484536082 x 2.20 - 1 =
    // -0.0134020619; DraftKings' 1.74 by FanDuel alone: 0.5655526992 x 1.74 - 1 = -0.0159383033
    PricedLine line = price(NHL, "h2h", Shape.WINNER, NHL_TIME, DRAFTKINGS, FANDUEL);

    Offer fanduel = offer(line, 1, "fanduel");
    assertThat(fanduel.value().ev()).isCloseTo(-0.013402061855669944, within(EXACT));
    assertThat(fanduel.value().references()).containsExactly(new Bookmaker("draftkings"));
    assertThat(offer(line, 0, "draftkings").value().ev())
        .isCloseTo(-0.01593830334190227, within(EXACT));
  }

  @Test
  void threeWay() {
    // football-data_E0_2023-24.csv, Arsenal v Nott'm Forest, closing.
    // Pinnacle 1.19/8/16: S = 1/1.19 + 1/8 + 1/16 = 1.0278361345, p home = 0.8175779254
    // BetVictor 1.22: 0.8175779254 x 1.22 - 1 = -0.0025549310
    // BetVictor's draw 7: 0.1216147164 x 7 - 1 = -0.1486969852
    PricedLine line =
        price(
            EPL,
            "h2h",
            Shape.WINNER,
            EPL_TIME,
            quote("pinnacle", side("Arsenal", 1.19), side("Draw", 8), side("Nott'm Forest", 16)),
            quote("betvictor", side("Arsenal", 1.22), side("Draw", 7), side("Nott'm Forest", 13)));

    assertThat(line.outcomes())
        .extracting(PricedOutcome::name)
        .containsExactly("Arsenal", "Nott'm Forest", "Draw");
    assertThat(line.references().get(0).overround()).isCloseTo(0.027836134453781636, within(EXACT));
    assertThat(offer(line, 0, "betvictor").value().ev())
        .isCloseTo(-0.0025549310168626604, within(EXACT));
    assertThat(offer(line, 2, "betvictor").value().ev())
        .isCloseTo(-0.14869698518140018, within(EXACT));
    assertThat(offer(line, 0, "pinnacle").value()).isNull();
    assertThat(offer(line, 0, "pinnacle").flags()).containsExactly(Offer.Flag.NO_REFERENCE);
  }

  @Test
  void spread() {
    // nfl_historical_us_american_2022.json, Lions +3. DraftKings -120/+100 is 1.833333/2:
    // S = 1.0454545455, p = 0.5217391304 / 0.4782608696
    // BetOnline -125 is 1.8: 0.5217391304 x 1.8 - 1 = -0.0608695652; +104 is 2.04: -0.0243478261
    PricedLine line =
        price(
            NFL,
            "spreads",
            Shape.SPREAD,
            NFL_TIME,
            quote(
                "draftkings",
                side("Chicago Bears", -3.0, 2.0),
                side("Detroit Lions", 3.0, 1 + 100 / 120.0)),
            quote(
                "betonlineag", side("Chicago Bears", -3.0, 2.04), side("Detroit Lions", 3.0, 1.8)));

    assertThat(line.point()).isEqualTo(3.0);
    assertThat(offer(line, 0, "betonlineag").value().ev())
        .isCloseTo(-0.060869565217391286, within(EXACT));
    assertThat(offer(line, 1, "betonlineag").value().ev())
        .isCloseTo(-0.024347826086956514, within(EXACT));
  }

  @Test
  void total() {
    // The same game, 41.5. FanDuel -106/-114 is 1.943396/1.877193: S = 1.0472733872,
    // p under = 0.5086640097; BetUS -110 is 1.909091: 0.5086640097 x 1.909091 - 1 = -0.0289141633
    PricedLine line =
        price(
            NFL,
            "totals",
            Shape.OVER_UNDER,
            NFL_TIME,
            quote(
                "fanduel",
                side("Over", 41.5, 1 + 100 / 106.0),
                side("Under", 41.5, 1 + 100 / 114.0)),
            quote(
                "betus",
                side("Over", 41.5, 1 + 100 / 110.0),
                side("Under", 41.5, 1 + 100 / 110.0)));

    assertThat(offer(line, 1, "betus").value().fairProbability())
        .isCloseTo(0.5086640097036909, within(EXACT));
    assertThat(offer(line, 1, "betus").value().ev()).isCloseTo(-0.02891416329295382, within(EXACT));
  }

  @Test
  void exchangeFeeComesOffThePrice() {
    // The same game's winner. DraftKings +120/-141 and FanDuel +122/-145: fair home 0.4347014266.
    // Betfair +134 is 2.34; 5 % of the profit leaves 1 + 1.34 x 0.95 = 2.273:
    // 0.4347014266 x 2.273 - 1 = -0.0119236573
    PricedLine line =
        price(
            NFL,
            "h2h",
            Shape.WINNER,
            NFL_TIME,
            quote("draftkings", side("Detroit Lions", 2.2), side("Chicago Bears", 1 + 100 / 141.0)),
            quote("fanduel", side("Detroit Lions", 2.22), side("Chicago Bears", 1 + 100 / 145.0)),
            quote("betfair", side("Detroit Lions", 2.34), side("Chicago Bears", 1 + 100 / 135.0)));

    Offer betfair = offer(line, 0, "betfair");
    assertThat(betfair.netPrice()).isCloseTo(2.273, within(EXACT));
    assertThat(betfair.value().ev()).isCloseTo(-0.011923657288986367, within(EXACT));
  }

  @Test
  void arbitrageBetweenTwoBooks() {
    // nfl_historical_us_american_2022.json, Washington at home to Seattle. BetRivers' -109 is
    // 1.9174312, BetOnline's +110 is 2.1: L = .5215311 + .4761905 = .9977216; 1/L - 1 = .0022836,
    // .5227221 of the stakes on Washington. Their other sides are -104 and -132.
    PricedLine line =
        price(
            new SportingEvent(
                "95ffd7f18452e3f661595c2e4b4b2daa",
                "americanfootball_nfl",
                Instant.parse("2021-11-30T01:15:00Z"),
                "Washington Football Team",
                "Seattle Seahawks"),
            "h2h",
            Shape.WINNER,
            NFL_TIME,
            quote(
                "betrivers",
                side("Washington Football Team", 1 + 100 / 109.0),
                side("Seattle Seahawks", 1 + 100 / 104.0)),
            quote(
                "betonlineag",
                side("Washington Football Team", 1 + 100 / 132.0),
                side("Seattle Seahawks", 2.1)));

    assertThat(line.notPriced()).isEqualTo(NotPriced.NO_REFERENCE);
    assertThat(line.arbitrage().profit()).isCloseTo(0.0022836263987, within(EXACT));
    assertThat(line.arbitrage().legs())
        .extracting(leg -> leg.bookmaker().key())
        .containsExactly("betrivers", "betonlineag");
    assertThat(line.arbitrage().legs().get(0).stake()).isCloseTo(0.522722082667, within(EXACT));
  }

  private static PricedLine price(
      SportingEvent event, String betType, Shape shape, Instant time, Quoted... quotes) {
    BetType type = new BetType(betType);
    MarketBook book = new MarketBook(new MarketId(event.id(), type));
    for (Quoted quote : quotes) {
      book.apply(
          new MarketSnapshot(
              event,
              type,
              new Bookmaker(quote.bookmaker()),
              quote.outcomes(),
              time.minus(Duration.ofMinutes(3)),
              time,
              null));
    }
    Line line = book.lines(shape).values().iterator().next();
    return CALCULATOR.price(line, new PricingTerms(type, shape, BetTypeSettings.defaults(), 1));
  }

  private static Offer offer(PricedLine line, int side, String bookmaker) {
    return line.outcomes().get(side).offers().stream()
        .filter(offer -> offer.bookmaker().key().equals(bookmaker))
        .findFirst()
        .orElseThrow();
  }

  private static Quoted quote(String bookmaker, Outcome... outcomes) {
    return new Quoted(bookmaker, List.of(outcomes));
  }

  private static Outcome side(String name, double price) {
    return Outcome.of(name, null, null, price);
  }

  private static Outcome side(String name, double point, double price) {
    return Outcome.of(name, null, point, price);
  }

  private record Quoted(String bookmaker, List<Outcome> outcomes) {}
}
