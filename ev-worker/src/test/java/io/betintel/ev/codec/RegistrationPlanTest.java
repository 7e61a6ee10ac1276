package io.betintel.ev.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.codec.RegistrationPlan.Step;
import io.betintel.ev.schemas.BetTypeSymbols;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.schemas.Release;
import io.betintel.ev.schemas.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class RegistrationPlanTest {
  private static final Schema FIRST = Contract.oddsEvent().releases().get(0).schema();
  private static final Schema ASSISTS = with("player_assists");
  private static final Schema REBOUNDS = with("player_rebounds");

  @Test
  void anEmptySubjectGetsTheBuildsSchema() {
    RegistrationPlan plan = plan(build(FIRST));

    assertThat(plan.step()).isEqualTo(Step.REGISTER);
    assertThat(plan.schema()).isEqualTo(FIRST);
  }

  @Test
  void aSchemaThatIsAVersionIsNotRegisteredAgain() {
    RegistrationPlan plan = plan(build(FIRST), FIRST, ASSISTS);

    assertThat(plan.step()).isEqualTo(Step.PRESENT);
    assertThat(plan.version()).isEqualTo(1);
  }

  @Test
  void oneMoreBetTypeIsRegistered() {
    RegistrationPlan plan = plan(build(FIRST, ASSISTS), FIRST);

    assertThat(plan.step()).isEqualTo(Step.REGISTER);
    assertThat(plan.schema()).isEqualTo(ASSISTS);
  }

  @Test
  void aRolledBackBuildThatWasNeverAVersionItselfSucceeds() {
    // The registry began with both, so this build's own schema was never registered.
    Schema both = with("player_assists", "player_rebounds");

    RegistrationPlan plan = plan(build(FIRST, REBOUNDS), both);

    assertThat(plan.step()).isEqualTo(Step.CONTAINED);
    assertThat(plan.version()).isEqualTo(1);
  }

  @Test
  void twoBranchesAreUnitedTheRegistrysSymbolsFirst() {
    RegistrationPlan plan = plan(build(FIRST, ASSISTS), FIRST, REBOUNDS);

    assertThat(plan.step()).isEqualTo(Step.REGISTER_UNION);
    assertThat(BetTypeSymbols.of(plan.schema()))
        .containsExactly(
            "unknown",
            "h2h",
            "spreads",
            "totals",
            "player_points",
            "player_rebounds",
            "player_assists");
  }

  @Test
  void aMergedBranchInAnotherOrderThanTheRegistrySucceeds() {
    Schema registry = with("player_rebounds", "player_assists");

    RegistrationPlan plan =
        plan(build(FIRST, ASSISTS, with("player_assists", "player_rebounds")), FIRST, registry);

    assertThat(plan.step()).isEqualTo(Step.CONTAINED);
  }

  @Test
  void anOlderBuildWithOneMoreBetTypeKeepsTheRegistrysNewerFields() {
    Schema newer = withField(ASSISTS);

    RegistrationPlan plan = plan(build(FIRST, REBOUNDS), FIRST, newer);

    assertThat(plan.step()).isEqualTo(Step.REGISTER_UNION);
    assertThat(plan.schema().getField("venue")).isNotNull();
    assertThat(BetTypeSymbols.of(plan.schema())).endsWith("player_assists", "player_rebounds");
  }

  @Test
  void aNewFieldIsRegisteredWithTheRegistrysNewerBetTypes() {
    RegistrationPlan plan = plan(build(FIRST, withField(FIRST)), FIRST, ASSISTS);

    assertThat(plan.step()).isEqualTo(Step.REGISTER_UNION);
    assertThat(plan.schema().getField("venue")).isNotNull();
    assertThat(BetTypeSymbols.of(plan.schema())).endsWith("player_assists");
  }

  @Test
  void aBuildThatLostABetTypeOfItsOwnReleasesIsRefused() {
    List<String> less = new ArrayList<>(BetTypeSymbols.of(FIRST));
    less.remove("spreads");

    RegistrationPlan plan = plan(build(FIRST, BetTypeSymbols.replace(FIRST, less)));

    assertThat(plan.step()).isEqualTo(Step.REFUSE);
    assertThat(plan.violations())
        .extracting(Violation::what)
        .containsExactly("BetType has lost spreads");
  }

  @Test
  void aNearDuplicateOfTheRegistrysBetTypeIsRefused() {
    RegistrationPlan plan = plan(build(with("playerassists")), FIRST, ASSISTS);

    assertThat(plan.step()).isEqualTo(Step.REFUSE);
    assertThat(plan.violations())
        .extracting(Violation::what)
        .containsExactly(
            "BetType has player_assists and playerassists, which differ only by case or"
                + " underscores");
  }

  @Test
  void anotherDefaultThanTheRegistrysIsRefused() {
    Schema other =
        new Schema.Parser()
            .parse(FIRST.toString().replace("\"default\":\"unknown\"", "\"default\":\"h2h\""));

    RegistrationPlan plan = plan(build(other), FIRST);

    assertThat(plan.step()).isEqualTo(Step.REFUSE);
    assertThat(plan.violations())
        .extracting(Violation::what)
        .containsExactly("BetType has the default h2h, had unknown");
  }

  @Test
  void aVersionThatBypassedTheGateStopsNoFurtherOnes() {
    List<String> reordered = new ArrayList<>(BetTypeSymbols.of(FIRST));
    reordered.set(1, "spreads");
    reordered.set(2, "h2h");

    RegistrationPlan plan =
        plan(build(FIRST, ASSISTS), FIRST, BetTypeSymbols.replace(FIRST, reordered));

    assertThat(plan.step()).isEqualTo(Step.REGISTER);
    assertThat(plan.schema()).isEqualTo(ASSISTS);
  }

  @Test
  void aChangedDocOfASchemaWithoutBetTypesIsRegistered() {
    // Its writer looks up its own schema, and the registry knows it by its text.
    Schema priced = Contract.pricedLine().current();
    Schema reworded =
        new Schema.Parser().parse(priced.toString().replace("The home side.", "Who is at home."));

    RegistrationPlan plan =
        plan(new Contract("PricedLine", List.of(new Release(1, reworded))), priced);

    assertThat(plan.step()).isEqualTo(Step.REGISTER);
  }

  private static RegistrationPlan plan(Contract contract, Schema... registry) {
    return RegistrationPlan.of(contract, SubjectHistory.of(contract, numbered(registry)));
  }

  private static Contract build(Schema... releases) {
    return new Contract("OddsEvent", numbered(releases));
  }

  private static List<Release> numbered(Schema... schemas) {
    List<Release> releases = new ArrayList<>();
    for (Schema schema : schemas) {
      releases.add(new Release(releases.size() + 1, schema));
    }
    return releases;
  }

  private static Schema with(String... added) {
    return BetTypeSymbols.replace(
        FIRST, BetTypeSymbols.union(BetTypeSymbols.of(FIRST), Arrays.asList(added)));
  }

  private static Schema withField(Schema schema) {
    String text = schema.toString();
    return new Schema.Parser()
        .parse(
            text.substring(0, text.length() - 2)
                + ",{\"name\":\"venue\",\"type\":[\"null\",\"string\"],\"default\":null}]}");
  }
}
