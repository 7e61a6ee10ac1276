package io.betintel.ev.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.admission.Admission.Admitted;
import io.betintel.ev.admission.Admission.EventOver;
import io.betintel.ev.admission.Admission.Parked;
import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.catalogue.Served;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BetTypeGateTest {
  private static final BetType STEALS = new BetType("player_steals");
  private static final Instant START = Instant.parse("2026-03-01T18:00:00Z");
  private static final Duration GRACE = Duration.ofHours(6);

  private Catalogue catalogue = Catalogue.of(1, List.of());
  private final BetTypeGate gate = new BetTypeGate(() -> catalogue, GRACE);

  @Test
  void aSnapshotOfATypeThatIsServedIsAdmittedWithItsRow() {
    CatalogueEntry row = row(true, true, null);
    catalogue = Catalogue.of(1, List.of(row));
    MarketSnapshot snapshot = snapshot(START.minusSeconds(60));

    assertThat(gate.admit(snapshot, catalogue)).isEqualTo(new Admitted(snapshot, row));
    assertThat(gate.entry(STEALS)).contains(row);
  }

  @Test
  void aTypeWithoutARowIsParked() {
    assertThat(gate.admit(snapshot(START), catalogue)).isEqualTo(new Parked(Served.NO_ROW));
    assertThat(gate.entry(STEALS)).isEmpty();
  }

  @Test
  void aTypeWithoutALabelIsParkedWhateverItsFlagSays() {
    for (boolean enabled : new boolean[] {true, false}) {
      catalogue = Catalogue.of(1, List.of(row(false, enabled, null)));

      assertThat(gate.admit(snapshot(START), catalogue)).isEqualTo(new Parked(Served.NO_LABEL));
    }
  }

  @Test
  void aTypeThatIsSwitchedOffIsParked() {
    catalogue = Catalogue.of(1, List.of(row(true, false, null)));

    assertThat(gate.admit(snapshot(START), catalogue)).isEqualTo(new Parked(Served.DISABLED));
  }

  @Test
  void aTypeWithSettingsThatThisBuildDoesNotUnderstandIsParked() {
    catalogue = Catalogue.of(1, List.of(row(true, true, "method is \"magic\"")));

    assertThat(gate.admit(snapshot(START), catalogue))
        .isEqualTo(new Parked(Served.SETTINGS_NOT_UNDERSTOOD));
  }

  @Test
  void anEventIsOverOnceTheGraceAfterItsStartHasPassed() {
    catalogue = Catalogue.of(1, List.of(row(true, true, null)));

    assertThat(gate.admit(snapshot(START.plus(GRACE)), catalogue)).isInstanceOf(Admitted.class);
    assertThat(gate.admit(snapshot(START.plus(GRACE).plusMillis(1)), catalogue))
        .isEqualTo(new EventOver());
  }

  @Test
  void anEventThatIsOverIsParkedAllTheSameWhileItsTypeIsNotServed() {
    catalogue = Catalogue.of(1, List.of(row(true, false, null)));

    assertThat(gate.admit(snapshot(START.plus(GRACE).plusMillis(1)), catalogue))
        .isEqualTo(new Parked(Served.DISABLED));
  }

  @Test
  void theNextSnapshotIsJudgedByTheCatalogueAsItIsThen() {
    catalogue = Catalogue.of(1, List.of(row(true, false, null)));
    assertThat(gate.admit(snapshot(START), catalogue)).isInstanceOf(Parked.class);

    catalogue = Catalogue.of(2, List.of(row(true, true, null)));
    assertThat(gate.admit(snapshot(START), catalogue)).isInstanceOf(Admitted.class);
    assertThat(gate.catalogue().version()).isEqualTo(2);
  }

  @Test
  void aTypeThatIsBeingRenamedIsParkedAndStillShown() {
    CatalogueEntry held =
        new CatalogueEntry(
            row(true, true, null).terms(),
            "Player steals",
            true,
            true,
            Role.ADMIN,
            null,
            1,
            true,
            null);
    catalogue = Catalogue.of(1, List.of(held));

    assertThat(gate.admit(snapshot(START), catalogue)).isEqualTo(new Parked(Served.HELD));
    assertThat(held.isShown()).isTrue();
    assertThat(held.isServed()).isFalse();
  }

  @Test
  void whatIsServedIsNeverParked() {
    assertThatThrownBy(() -> new Parked(Served.SERVED))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static CatalogueEntry row(boolean labelled, boolean enabled, String complaint) {
    return new CatalogueEntry(
        new PricingTerms(STEALS, Shape.OVER_UNDER, BetTypeSettings.defaults(), 1),
        "Player steals",
        labelled,
        enabled,
        Role.ADMIN,
        complaint,
        1);
  }

  private static MarketSnapshot snapshot(Instant observedAt) {
    return new MarketSnapshot(
        new SportingEvent("event-1", "basketball_nba", START, "Home", "Away"),
        STEALS,
        new Bookmaker("pinnacle"),
        List.of(Outcome.of("Over", "Player", 1.5, 1.9), Outcome.of("Under", "Player", 1.5, 1.9)),
        observedAt.minusSeconds(1),
        observedAt,
        null);
  }
}
