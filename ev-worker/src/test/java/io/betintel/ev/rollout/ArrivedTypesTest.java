package io.betintel.ev.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.catalogue.CatalogueRow;
import io.betintel.ev.catalogue.StoredCatalogue;
import io.betintel.ev.odds.BetType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ArrivedTypesTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  private final ArrivedTypes types = new ArrivedTypes(catalogue());

  @Test
  void whatTheInstallationLacksIsCountedWithItsTimes() {
    count("player_steals", 0);
    count("player_steals", 60);
    count("player_steals", 30);

    ArrivedType steals = types.missing().get(0);
    assertThat(steals.count()).isEqualTo(3);
    assertThat(steals.first()).isEqualTo(AT);
    assertThat(steals.last()).isEqualTo(AT.plusSeconds(60));
    assertThat(steals.proposal())
        .isEqualTo(
            new Proposal(
                "Player steals", Optional.of(Shape.OVER_UNDER), "documented", Optional.empty()));
  }

  @Test
  void aNameWithoutALabelIsMissingToo() {
    count("zz_unlabelled", 0);

    assertThat(types.missing())
        .extracting(each -> each.betType().symbol())
        .containsExactly("zz_unlabelled");
  }

  @Test
  void whatWaitsForSomethingElseIsApart() {
    count("zz_off", 0);
    count("zz_on", 0);
    count("other", 0);
    count("zz_garbage", 0);

    assertThat(types.missing()).isEmpty();
    assertThat(types.others())
        .extracting(each -> each.obstacle().orElseThrow())
        .containsExactly(
            "other: no name for a bet type. Correct its producer, then ev-worker parked purge other"
                + " --yes",
            "zz_garbage: settings_not_understood, x. Run a build that understands it, or correct"
                + " it: ev-worker bet-types set zz_garbage KEY=VALUE, or KEY=default",
            "zz_off: disabled. Enable it: ev-worker bet-types enable zz_off",
            "zz_on: served. Its events return by themselves");
  }

  @Test
  void onlyWhatWaitsAndIsMissingIsAdded() throws Exception {
    count("player_steals", 0);
    count("zz_off", 0);

    assertThat(types.require(List.of("player_steals"))).hasSize(1);
    assertThatThrownBy(() -> types.require(List.of("player_steals", "zz_off", "player_stelas")))
        .isInstanceOf(AdditionRefusal.class)
        .hasMessage(
            """
            Nothing was changed:
              zz_off: disabled. Enable it: ev-worker bet-types enable zz_off
              player_stelas does not wait in odds.parked: what waits and can be added is\
             player_steals; without --from-parked it is added all the same""");
  }

  @Test
  void onlyTheFirstFiftyOfATypeAreDecoded() {
    AtomicInteger decoded = new AtomicInteger();
    for (int i = 0; i < 200; i++) {
      types.count(
          new BetType("zz_new"),
          AT,
          () -> {
            decoded.incrementAndGet();
            return Optional.empty();
          });
    }

    assertThat(decoded).hasValue(50);
    assertThat(types.missing().get(0).count()).isEqualTo(200);
    assertThat(types.missing().get(0).proposal().because())
        .isEqualTo("neither name nor outcomes say: give --shape");
  }

  private void count(String name, int seconds) {
    types.count(new BetType(name), AT.plusSeconds(seconds), Optional::empty);
  }

  private static StoredCatalogue catalogue() {
    SortedMap<BetType, CatalogueRow> rows = new TreeMap<>();
    row(rows, "zz_off", true, false, null);
    row(rows, "zz_on", true, true, null);
    row(rows, "zz_garbage", true, true, "x");
    row(rows, "zz_unlabelled", false, true, null);
    return new StoredCatalogue(1, new TreeSet<>(List.of("zz_off", "zz_on", "zz_garbage")), rows);
  }

  private static void row(
      SortedMap<BetType, CatalogueRow> rows,
      String name,
      boolean labelled,
      boolean enabled,
      String complaint) {
    BetType betType = new BetType(name);
    rows.put(
        betType,
        new CatalogueRow(
            new CatalogueEntry(
                new PricingTerms(betType, Shape.WINNER, BetTypeSettings.defaults(), 1),
                name,
                labelled,
                enabled,
                Role.ADMIN,
                complaint,
                1),
            "winner",
            "admin",
            "{}",
            1,
            null,
            AT));
  }
}
