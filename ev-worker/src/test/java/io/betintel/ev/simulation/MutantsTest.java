package io.betintel.ev.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The planted defects still fit the source, and the page lists them. */
final class MutantsTest {
  private static final List<Mutant> ALL = Mutant.all();

  @Test
  void thereAreAtLeastTwentyFive() {
    assertThat(ALL)
        .hasSizeGreaterThanOrEqualTo(25)
        .extracting(Mutant::name)
        .doesNotHaveDuplicates();
  }

  @Test
  void eachStillApplies() throws Exception {
    for (Mutant mutant : ALL) {
      assertThat(mutant.places()).as("places of: " + mutant).isEqualTo(1);
      assertThat(mutant.planted()).isNotEqualTo(mutant.before());
    }
  }

  @Test
  void pageListsThem() throws Exception {
    String page = Files.readString(Path.of("../docs/simulation.md"));
    assertThat(ALL).allSatisfy(mutant -> assertThat(page).contains("| " + mutant.name() + " |"));
  }
}
