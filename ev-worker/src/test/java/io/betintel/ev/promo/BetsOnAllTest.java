package io.betintel.ev.promo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.betintel.ev.odds.Bookmaker;
import java.util.List;
import org.junit.jupiter.api.Test;

class BetsOnAllTest {
  @Test
  void threeOutcomesAtOneBookmakerMoveTheCheapestBet() {
    // 3.2, 3.3 and 2.4 at one bookmaker; elsewhere 3.1 for the first costs .0100806 more, and 2.3
    // for the third .0181159: L = 1/3.1 + 1/3.3 + 1/2.4 = 1.0422776, hold 4.0563 %.
    BetsOnAll bets =
        BetsOnAll.lowest(
                List.of(
                    List.of(at("one", 3.2), at("two", 3.1)),
                    List.of(at("one", 3.3)),
                    List.of(at("one", 2.4), at("two", 2.3))))
            .orElseThrow();

    assertThat(bets.legs())
        .extracting(leg -> leg.at().bookmaker().key())
        .containsExactly("two", "one", "one");
    assertThat(bets.hold()).isCloseTo(0.040562719812, within(1e-9));
    assertThat(bets.maxStake()).isNull();
  }

  @Test
  void noBetsWithoutAPriceOrASecondBookmaker() {
    assertThat(BetsOnAll.lowest(List.of())).isEmpty();
    assertThat(BetsOnAll.lowest(List.of(List.of(at("one", 2)), List.of()))).isEmpty();
    assertThat(BetsOnAll.lowest(List.of(List.of(at("one", 2)), List.of(at("one", 2))))).isEmpty();
  }

  private static PriceAt at(String bookmaker, double price) {
    return new PriceAt(new Bookmaker(bookmaker), price, price, null);
  }
}
