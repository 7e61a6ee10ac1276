package io.betintel.ev.parking;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.AliasMoves.Moved;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.catalogue.Heartbeat;
import io.betintel.ev.odds.BetType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Records return when every live worker serves their type. */
final class ReturnableTest {
  private static final BetType TYPE = new BetType("player_assists");
  private static final String SYMBOL = "player_assists";

  private final Returnable returnable = new Returnable();

  @Test
  void everyLiveWorkerMustServeTheType() {
    returnable.see(catalogue(7, true, 1));

    assertThat(returnable.among(List.of(live(7, SYMBOL), live(7)))).isEmpty();
    assertThat(returnable.among(List.of(live(7, SYMBOL), live(8, SYMBOL)))).containsExactly(TYPE);
  }

  @Test
  void workerWithAnOlderCatalogueIsWaitedForThoughItServedTheTypeThen() {
    returnable.see(catalogue(7, true, 1));
    returnable.see(catalogue(9, true, 2)); // disabled at 8 and enabled at 9

    assertThat(returnable.among(List.of(live(9, SYMBOL), live(7, SYMBOL)))).isEmpty();
    assertThat(returnable.among(List.of(live(9, SYMBOL), live(9, SYMBOL)))).containsExactly(TYPE);
  }

  @Test
  void laterChangesOfOtherTypesAreNotWaitedFor() {
    returnable.see(catalogue(7, true, 1));
    returnable.see(catalogue(8, true, 1));

    assertThat(returnable.among(List.of(live(8, SYMBOL), live(7, SYMBOL)))).containsExactly(TYPE);
  }

  /** A restore brings back version 5, in which the type was enabled already. */
  @Test
  void lostVersionOfARestoredCatalogueIsNotWaitedFor() {
    returnable.see(catalogue(9, true, 1));
    returnable.see(catalogue(5, true, 1));

    assertThat(returnable.among(List.of(live(5, SYMBOL), live(5, SYMBOL)))).containsExactly(TYPE);
  }

  @Test
  void disabledTypeIsNot() {
    returnable.see(catalogue(7, true, 1));
    returnable.see(catalogue(8, false, 1));

    assertThat(returnable.among(List.of(live(7, SYMBOL)))).isEmpty();
  }

  @Test
  void withoutAnyLiveWorkerNothingIs() {
    returnable.see(catalogue(7, true, 1));

    assertThat(returnable.among(List.of())).isEmpty();
  }

  @Test
  void aliasReturnsWithItsBetTypeOnceEveryWorkerReadsTheAlias() {
    BetType old = new BetType("player_dimes");
    returnable.see(catalogue(7, true, 1));
    CatalogueEntry entry = catalogue(7, true, 1).find(TYPE).orElseThrow();
    CatalogueEntry alias =
        new CatalogueEntry(
            new PricingTerms(old, Shape.OVER_UNDER, BetTypeSettings.defaults(), 1),
            "x",
            true,
            false,
            Role.ADMIN,
            null,
            1,
            false,
            TYPE);
    returnable.see(Catalogue.of(9, List.of(entry, alias)));

    // The type itself was there at version 7, its alias came at 9.
    assertThat(returnable.among(List.of(live(9, SYMBOL), live(8, SYMBOL)))).containsExactly(TYPE);
    assertThat(returnable.among(List.of(live(9, SYMBOL), live(9, SYMBOL))))
        .containsExactlyInAnyOrder(TYPE, old);
    Heartbeat earlierBuild =
        new Heartbeat(
            "w",
            "0.9",
            "here",
            9,
            Set.of(SYMBOL),
            new Moved(0, Set.of()),
            Instant.EPOCH,
            Duration.ZERO);
    assertThat(returnable.among(List.of(live(9, SYMBOL), earlierBuild))).containsExactly(TYPE);
  }

  @Test
  void heldTypeWaitsForEveryWorkerToSeeThatTheHoldEnded() {
    returnable.see(catalogue(7, true, 1));
    CatalogueEntry entry = catalogue(7, true, 1).find(TYPE).orElseThrow();
    CatalogueEntry held =
        new CatalogueEntry(entry.terms(), "x", true, true, Role.ADMIN, null, 1, true, null);
    returnable.see(Catalogue.of(8, List.of(held)));
    assertThat(returnable.among(List.of(live(8)))).isEmpty();

    returnable.see(catalogue(9, true, 1));
    assertThat(returnable.among(List.of(live(9, SYMBOL), live(7, SYMBOL)))).isEmpty();
    assertThat(returnable.among(List.of(live(9, SYMBOL), live(9, SYMBOL)))).containsExactly(TYPE);
  }

  private static Heartbeat live(long version, String... servable) {
    return new Heartbeat(
        "w",
        "1.0",
        "here",
        version,
        Set.of(servable),
        new Moved(version, Set.of()),
        Instant.EPOCH,
        Duration.ZERO);
  }

  private static Catalogue catalogue(long version, boolean enabled, long enabledVersion) {
    return Catalogue.of(
        version,
        List.of(
            new CatalogueEntry(
                new PricingTerms(TYPE, Shape.OVER_UNDER, BetTypeSettings.defaults(), 1),
                "x",
                true,
                enabled,
                Role.ADMIN,
                null,
                enabledVersion)));
  }
}
