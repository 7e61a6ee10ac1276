package io.betintel.ev.stream;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.ops.Mangler;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class StandingFuzzTest {

  @Test
  void damagedStandingsAreRefused() {
    byte[] good =
        new Standing(
                Optional.of(new PricedUnder(7, 3, DrivenTopology.BASIS)),
                Set.of(Shape.WINNER, Shape.SPREAD))
            .toBytes();
    Mangler mangler = new Mangler(4);
    for (int round = 0; round < 10 * Mangler.ROUNDS; round++) {
      byte[] entry = mangler.bytes(good);
      Mangler.read(round, entry, () -> Standing.of(entry), RuntimeException.class);
    }
  }
}
