package io.betintel.ev.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.odds.BetType;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenedTypesTest {
  private Catalogue catalogue =
      Catalogue.of(
          1,
          List.of(
              entry("h2h", true, true, Role.FREE),
              entry("totals", true, true, Role.BASIC),
              entry("player_points", true, true, Role.PREMIUM),
              entry("player_assists", true, true, Role.ADMIN),
              entry("switched_off", true, false, Role.FREE),
              entry("without_label", false, true, Role.FREE)));

  private final OpenedTypes opened = new OpenedTypes(() -> catalogue);

  @ParameterizedTest
  @CsvSource({
    "FREE, h2h",
    "BASIC, h2h totals",
    "PREMIUM, h2h player_points totals",
    "ADMIN, h2h player_assists player_points totals"
  })
  void roleSeesWhatIsServedAndOpenedToItOrToThoseBeforeIt(Role role, String names) {
    assertThat(opened.seenBy(role).stream().map(BetType::symbol).collect(Collectors.joining(" ")))
        .isEqualTo(names);
  }

  @ParameterizedTest
  @CsvSource({"player_points", "switched_off", "without_label", "nonsense", "'; DROP TABLE bets"})
  void whatIsNotSeenLooksLikeWhatIsNotThere(String name) {
    assertThatThrownBy(() -> opened.require(Role.BASIC, name))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(404))
        .hasMessage(
            "bet type %s is not opened to role basic; GET /v1/bet-types lists those that are",
            name);
  }

  @Test
  void everyNameOfARenamedTypeMeansThePresentOne() {
    BetType totals = new BetType("totals");
    BetType old = new BetType("over_under");
    catalogue =
        Catalogue.of(
            2, List.of(entry("totals", true, true, Role.BASIC), alias(old, totals, false)));

    assertThat(opened.require(Role.BASIC, "over_under")).isEqualTo(totals);
    assertThatThrownBy(() -> opened.require(Role.FREE, "over_under")).isInstanceOf(Problem.class);
    assertThat(opened.seenBy(Role.BASIC)).containsExactly(totals);
    assertThat(opened.withMoving(totals)).containsExactly(totals);
    assertThat(opened.everyName(List.of("totals"))).containsExactly("totals", "over_under");
    assertThat(opened.lineIds("e%7C1|over_under|x|2.5|"))
        .containsExactly("e%7C1|totals|x|2.5|", "e%7C1|over_under|x|2.5|");
    assertThat(opened.lineIds("e%7C1|totals|x|2.5|"))
        .containsExactly("e%7C1|totals|x|2.5|", "e%7C1|over_under|x|2.5|");
    assertThat(opened.lineIds("nonsense")).containsExactly("nonsense");
    assertThat(opened.lineIds("a|nonsense|")).containsExactly("a|nonsense|");
  }

  @Test
  void linesThatAreBeingMovedAreSeenUnderBothNames() {
    BetType totals = new BetType("totals");
    BetType old = new BetType("over_under");
    catalogue =
        Catalogue.of(2, List.of(entry("totals", true, true, Role.BASIC), alias(old, totals, true)));

    assertThat(opened.require(Role.BASIC, "over_under")).isEqualTo(totals);
    assertThat(opened.withMoving(totals)).containsExactly(totals, old);
    assertThat(opened.seenBy(Role.BASIC)).containsExactly(old, totals);
  }

  @Test
  void changeOfTheCatalogueIsSeenAtOnce() {
    BetType totals = new BetType("totals");
    assertThat(opened.sees(Role.BASIC, totals)).isTrue();

    catalogue = Catalogue.of(2, List.of(entry("totals", true, true, Role.PREMIUM)));
    assertThat(opened.sees(Role.BASIC, totals)).isFalse();
    assertThat(opened.sees(Role.PREMIUM, totals)).isTrue();
  }

  private static CatalogueEntry alias(BetType betType, BetType of, boolean moving) {
    return new CatalogueEntry(
        entry(betType.symbol(), true, false, Role.BASIC).terms(),
        betType.symbol(),
        true,
        false,
        Role.BASIC,
        null,
        1,
        moving,
        of);
  }

  private static CatalogueEntry entry(
      String name, boolean labelled, boolean enabled, Role minRole) {
    return new CatalogueEntry(
        new PricingTerms(new BetType(name), Shape.OVER_UNDER, BetTypeSettings.defaults(), 1),
        name,
        labelled,
        enabled,
        minRole,
        null,
        1);
  }
}
