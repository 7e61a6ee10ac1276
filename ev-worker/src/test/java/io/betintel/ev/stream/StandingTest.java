package io.betintel.ev.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.bettype.Shape;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The format is in installations' stores: a change needs a new format byte. */
final class StandingTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void completeStandingIsFormatVersionsAndShape() {
    Standing standing = new Standing(Optional.of(new PricedUnder(258, 3)), Set.of(Shape.WINNER));

    // 02 | 258 in 8 bytes | 3 in 4 bytes | winner
    String bytes = "02" + "0000000000000102" + "00000003" + hex("winner");
    assertThat(HEX.formatHex(standing.toBytes())).isEqualTo(bytes);
    assertThat(Standing.of(HEX.parseHex(bytes))).isEqualTo(standing);
  }

  @Test
  void mixedStandingHasNoVersionAndEveryShape() {
    Standing standing = new Standing(Optional.empty(), Set.of(Shape.SPREAD, Shape.OVER_UNDER));

    String bytes = "02" + "0000000000000000" + "00000000" + hex("over_under,spread");
    assertThat(HEX.formatHex(standing.toBytes())).isEqualTo(bytes);
    assertThat(Standing.of(HEX.parseHex(bytes))).isEqualTo(standing);
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
