package io.betintel.ev.promo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.oracle.PromotionBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promotions against the second implementation, which keeps the books of each result. */
class PromotionSecondImplementationTest {
  @ParameterizedTest
  @ValueSource(strings = {"boost", "bonus", "second", "match"})
  void randomPromotionsBringWhatTheBooksSay(String kind) {
    Random random = new Random(kind.hashCode());
    for (int round = 0; round < 300; round++) {
      double max = 1 + random.nextInt(200);
      double rate = (1 + random.nextInt(100)) / 100.0;
      double odds = 1.05 + 6 * random.nextDouble();
      double against = 1.05 + 6 * random.nextDouble();
      double probability = 0.02 + 0.96 * random.nextDouble();
      String text;
      PromotionBook.Rules rules;
      double staked = max;
      switch (kind) {
        case "boost" -> {
          boolean capped = random.nextBoolean();
          double extra = capped ? 1 + random.nextInt(50) : Double.POSITIVE_INFINITY;
          text = "boost:" + rate + ":max=" + max + (capped ? ":extra=" + extra : "");
          rules = PromotionBook.boost(max, rate, extra);
        }
        case "bonus" -> {
          text = "bonus:max=" + max;
          rules = PromotionBook.bonus(max);
        }
        case "second" -> {
          double worth = random.nextInt(101) / 100.0;
          text = "second:" + rate + ":max=" + max + ":convert=" + worth;
          rules = PromotionBook.secondChance(max, rate, worth);
        }
        default -> {
          int rollover = random.nextInt(12);
          boolean both = random.nextBoolean();
          text =
              "match:" + rate + ":max=" + max + ":rollover=" + rollover + (both ? ":of=both" : "");
          rules = PromotionBook.match(max / rate, max, rollover, both);
        }
      }
      PromotionBook book = new PromotionBook(rules, odds);
      PromotionValue value = Promotion.parse(text).on(new PromotedBet(odds, probability, against));

      double near = 1e-7 * Math.max(1, Math.abs(book.average(1)) + Math.abs(book.average(0)));
      assertThat(value.staked()).as(text).isEqualTo(staked);
      assertThat(value.ev()).as(text).isCloseTo(book.average(probability), within(near));
      assertThat(value.evRate()).as(text).isCloseTo(value.ev() / staked, within(1e-9));
      assertThat(value.hedgeStake()).as(text).isCloseTo(book.hedge(against), within(near));
      assertThat(value.certain()).as(text).isCloseTo(book.certain(against), within(near));
      assertThat(value.certainRate()).as(text).isCloseTo(value.certain() / staked, within(1e-9));
    }
  }

  /** Every way to bet on all outcomes is tried: none costs less. */
  @Test
  void lowestHoldIsThatOfAllCombinations() {
    Random random = new Random(7);
    for (int round = 0; round < 400; round++) {
      List<List<PriceAt>> outcomes = new ArrayList<>();
      for (int outcome = 0; outcome < 2 + random.nextInt(2); outcome++) {
        List<PriceAt> prices = new ArrayList<>();
        for (int book = 0; book < 4; book++) {
          if (random.nextInt(4) > 0) {
            double price = 1.2 + random.nextInt(400) / 100.0;
            Double limit = random.nextInt(3) == 0 ? null : (Double) (1.0 + random.nextInt(500));
            prices.add(new PriceAt(new Bookmaker("book" + book), price, price, limit));
          }
        }
        outcomes.add(prices);
      }
      double lowest = lowest(outcomes, 0, new ArrayList<>());
      Optional<BetsOnAll> found = BetsOnAll.lowest(outcomes);

      assertThat(found.isPresent()).isEqualTo(lowest < Double.POSITIVE_INFINITY);
      found.ifPresent(
          bets -> {
            assertThat(bets.hold()).isCloseTo(lowest, within(1e-12));
            requireStakes(bets);
          });
    }
  }

  /** Whichever outcome wins, 1 staked returns 1 - hold; no limit is exceeded, and one is met. */
  private static void requireStakes(BetsOnAll bets) {
    double total = 0;
    boolean met = bets.maxStake() == null;
    for (BetsOnAll.Leg leg : bets.legs()) {
      total += leg.stake();
      assertThat(leg.stake() * leg.at().netPrice()).isCloseTo(1 - bets.hold(), within(1e-9));
      if (leg.at().betLimit() != null) {
        double most = leg.stake() * bets.maxStake();
        assertThat(most).isLessThanOrEqualTo(leg.at().betLimit() + 1e-9);
        assertThat(leg.leftOver()).isCloseTo(leg.at().betLimit() - most, within(1e-9));
        met |= Math.abs(most - leg.at().betLimit()) < 1e-9;
      }
    }
    assertThat(total).isCloseTo(1, within(1e-12));
    assertThat(met).isTrue();
  }

  private static double lowest(List<List<PriceAt>> outcomes, int next, List<PriceAt> chosen) {
    if (next == outcomes.size()) {
      boolean alone = chosen.stream().map(PriceAt::bookmaker).distinct().count() < 2;
      double sum = chosen.stream().mapToDouble(at -> 1 / at.netPrice()).sum();
      return alone ? Double.POSITIVE_INFINITY : (sum - 1) / sum;
    }
    double least = Double.POSITIVE_INFINITY;
    for (PriceAt price : outcomes.get(next)) {
      List<PriceAt> more = new ArrayList<>(chosen);
      more.add(price);
      least = Math.min(least, lowest(outcomes, next + 1, more));
    }
    return least;
  }
}
