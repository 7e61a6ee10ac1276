package io.betintel.ev.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FittedLaddersTest {
  @Test
  void everyFittedModelIsShipped() {
    Set<String> shipped = new TreeSet<>();
    ShippedLadders.models()
        .forEach((family, models) -> models.keySet().forEach(s -> shipped.add(family + " " + s)));

    assertThat(ShippedLadders.fitted()).isNotEmpty().isSubsetOf(shipped);
  }
}
