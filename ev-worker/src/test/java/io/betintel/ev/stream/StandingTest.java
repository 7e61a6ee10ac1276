package io.betintel.ev.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.value.PricingBasis;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The format is in installations' stores: a change needs a new format byte. */
final class StandingTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void completeStandingIsFormatVersionsAndShape() {
    Standing standing =
        new Standing(
            Optional.of(new PricedUnder(258, 3, new PricingBasis(7, -2))), Set.of(Shape.WINNER));

    // 02 | 258 in 8 bytes | 3 in 4 bytes | winner | 00 | 7 in 4 bytes | -2 in 8 bytes
    String bytes =
        "02"
            + "0000000000000102"
            + "00000003"
            + hex("winner")
            + "00"
            + "00000007"
            + "fffffffffffffffe";
    assertThat(HEX.formatHex(standing.toBytes())).isEqualTo(bytes);
    assertThat(Standing.of(HEX.parseHex(bytes))).isEqualTo(standing);
  }

  @Test
  void mixedStandingHasNoVersionAndEveryShape() {
    Standing standing = new Standing(Optional.empty(), Set.of(Shape.SPREAD, Shape.OVER_UNDER));

    String bytes =
        "02"
            + "0000000000000000"
            + "00000000"
            + hex("over_under,spread")
            + "00"
            + "00000000"
            + "0000000000000000";
    assertThat(HEX.formatHex(standing.toBytes())).isEqualTo(bytes);
    assertThat(Standing.of(HEX.parseHex(bytes))).isEqualTo(standing);
  }

  @Test
  void standingWithoutABasisIsOfAnUnknownOne() {
    Standing earlier =
        Standing.of(HEX.parseHex("02" + "0000000000000102" + "00000003" + hex("winner")));

    assertThat(earlier)
        .isEqualTo(
            new Standing(
                Optional.of(new PricedUnder(258, 3, PricingBasis.UNKNOWN)), Set.of(Shape.WINNER)));
    assertThat(earlier.isComplete(new PricedUnder(258, 3, new PricingBasis(7, -2)))).isFalse();
    assertThat(earlier.isAheadOf(new PricedUnder(258, 3, new PricingBasis(7, -2)))).isFalse();
  }

  @Test
  void newerAlgorithmIsNotUndoneByAnOlderBuildAndFeesHaveNoOrder() {
    Standing newer =
        new Standing(
            Optional.of(new PricedUnder(258, 3, new PricingBasis(7, 1))), Set.of(Shape.WINNER));

    assertThat(newer.isAheadOf(new PricedUnder(258, 3, new PricingBasis(6, 1)))).isTrue();
    assertThat(newer.isAheadOf(new PricedUnder(258, 3, new PricingBasis(7, 2)))).isFalse();
    assertThat(newer.isAheadOf(new PricedUnder(258, 4, new PricingBasis(6, 1)))).isFalse();
    assertThat(newer.isComplete(new PricedUnder(258, 3, new PricingBasis(7, 2)))).isFalse();
    assertThat(newer.isComplete(new PricedUnder(258, 3, new PricingBasis(7, 1)))).isTrue();
  }

  @Test
  void anotherFormatIsRefused() {
    assertThatThrownBy(() -> Standing.of(new byte[] {1}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("an entry has format 1, this build reads 2");
  }

  private static String hex(String text) {
    return HEX.formatHex(text.getBytes(US_ASCII));
  }
}
