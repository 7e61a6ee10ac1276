package io.betintel.ev.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.codec.Registration.Outcome;
import io.betintel.ev.schemas.BetTypeSymbols;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.schemas.Release;
import io.betintel.ev.schemas.SchemaGate;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LocalStackExtension.class)
class SchemaRegistrarIT {
  private static final Schema FIRST = Contract.oddsEvent().releases().get(0).schema();

  private final String subject = "odds.events-" + UUID.randomUUID() + "-value";
  private SchemaRegistryClient client;
  private SchemaRegistrar registrar;

  @BeforeEach
  void connect(LocalStack stack) {
    client = RegistryClients.create(new RegistryConfig(stack.registry().url(), "", ""));
    registrar = new SchemaRegistrar(client);
  }

  @AfterEach
  void disconnect() throws Exception {
    client.close();
  }

  @Test
  void registeringTwiceLeavesOneVersionWithoutReferences() throws Exception {
    Registration first = registrar.register(subject, Contract.oddsEvent(), false);
    Registration second = registrar.register(subject, Contract.oddsEvent(), false);

    assertThat(first.outcome()).isEqualTo(Outcome.REGISTERED);
    assertThat(second)
        .isEqualTo(
            new Registration(subject, Outcome.PRESENT, first.version(), first.id(), List.of()));
    assertThat(client.getAllVersions(subject)).containsExactly(first.version());
    assertThat(client.getSchemaMetadata(subject, first.version()).getReferences()).isEmpty();
    assertThat(client.getSchemaMetadata(subject, first.version()).getSchema())
        .isEqualTo(Contract.oddsEvent().current().toString());
  }

  @Test
  void theWriterFindsItsOwnSchema() throws Exception {
    Registration registration = registrar.register(subject, Contract.pricedLine(), false);

    assertThat(client.getId(subject, new AvroSchema(Contract.pricedLine().current())))
        .isEqualTo(registration.id());
  }

  @Test
  void eachReleaseBecomesAVersionAndARollbackRegistersNothing() throws Exception {
    Contract odds = Contract.oddsEvent();
    for (int count = 1; count <= odds.releases().size(); count++) {
      Contract build = new Contract(odds.name(), odds.releases().subList(0, count));
      assertThat(registrar.register(subject, build, false).outcome()).isEqualTo(Outcome.REGISTERED);
    }
    Contract rolledBack = new Contract(odds.name(), odds.releases().subList(0, 2));

    assertThat(registrar.register(subject, rolledBack, false).outcome()).isEqualTo(Outcome.PRESENT);
    assertThat(client.getAllVersions(subject)).hasSize(odds.releases().size());
  }

  @Test
  void aBuildWhoseBetTypesAreASubsetOfTheLatestRegistersNothing() throws Exception {
    registrar.register(subject, build(with("player_assists", "player_rebounds")), false);

    Registration registration = registrar.register(subject, build(with("player_rebounds")), false);

    assertThat(registration.outcome()).isEqualTo(Outcome.CONTAINED);
    assertThat(registration.id()).isPositive();
    assertThat(client.getAllVersions(subject)).hasSize(1);
  }

  @Test
  void twoBranchesAreUnited() throws Exception {
    registrar.register(subject, build(FIRST), false);
    registrar.register(subject, build(with("player_rebounds")), false);

    Registration registration = registrar.register(subject, build(with("player_assists")), false);

    assertThat(registration.outcome()).isEqualTo(Outcome.UNION_REGISTERED);
    String registered = client.getSchemaMetadata(subject, registration.version()).getSchema();
    assertThat(BetTypeSymbols.of(new Schema.Parser().parse(registered)))
        .containsExactly(
            "unknown",
            "h2h",
            "spreads",
            "totals",
            "player_points",
            "player_rebounds",
            "player_assists");
    assertThat(registrar.register(subject, build(with("player_assists")), false).outcome())
        .isEqualTo(Outcome.CONTAINED);
  }

  @Test
  void appendingKeepsWhateverTheSubjectHasAndIsDoneOnce() throws Exception {
    registrar.register(subject, build(with("player_rebounds")), false);

    Registration first =
        registrar.append(subject, build(FIRST), List.of("player_assists", "zz_new"), false);
    Registration again =
        registrar.append(subject, build(FIRST), List.of("zz_new", "player_assists"), false);

    assertThat(first.outcome()).isEqualTo(Outcome.REGISTERED);
    assertThat(again)
        .isEqualTo(
            new Registration(subject, Outcome.CONTAINED, first.version(), first.id(), List.of()));
    assertThat(
            BetTypeSymbols.of(
                new Schema.Parser()
                    .parse(client.getSchemaMetadata(subject, first.version()).getSchema())))
        .endsWith("player_points", "player_rebounds", "player_assists", "zz_new");
  }

  @Test
  void appendingWhatIsAlikeIsRefused() throws Exception {
    registrar.register(subject, build(with("player_assists")), false);

    assertThat(
            registrar.append(subject, build(FIRST), List.of("playerassists"), false).violations())
        .singleElement()
        .asString()
        .contains("player_assists and playerassists, which differ only by case or underscores");
    assertThat(client.getAllVersions(subject)).hasSize(1);
  }

  @Test
  void aDiffSaysWhatIsNewWhatIsKeptAndForWhomItBreaks() throws Exception {
    assertThat(registrar.diff(subject, build(FIRST)).latest()).isZero();
    registrar.register(subject, build(FIRST), false);
    registrar.register(subject, build(with("player_rebounds")), false);

    SubjectDiff branch = registrar.diff(subject, build(FIRST, with("player_assists")));
    assertThat(branch.breaking()).isFalse();
    assertThat(branch.behind()).containsExactly("player_rebounds");
    assertThat(branch.changes())
        .singleElement()
        .asString()
        .startsWith("BetType has the new symbol player_assists; breaks nobody");

    SubjectDiff rolledBack = registrar.diff(subject, build(FIRST));
    assertThat(rolledBack.changes()).isEmpty();
    assertThat(rolledBack.breaking()).isFalse();

    SubjectDiff removal = registrar.diff(subject, build(FIRST, Damage.REMOVAL.schema()));
    assertThat(removal.breaking()).isTrue();
    assertThat(removal.violations()).isNotEmpty();
    assertThat(removal.changes())
        .extracting(Object::toString)
        .anyMatch(line -> line.startsWith("BetType has lost spreads; breaks newer builds"));
    assertThat(client.getAllVersions(subject)).hasSize(2);
  }

  @Test
  void aDryRunRegistersNothing() throws Exception {
    assertThat(registrar.register(subject, build(FIRST), true).outcome())
        .isEqualTo(Outcome.WOULD_REGISTER);
    assertThat(client.getAllSubjects()).doesNotContain(subject);
  }

  @Test
  void theSubjectIsFencedUnlessAnOperatorChoseALevel() throws Exception {
    registrar.register(subject, build(FIRST), false);

    assertThat(registrar.fence(subject)).isEqualTo("FULL_TRANSITIVE");
    assertThat(client.getCompatibility(subject)).isEqualTo("FULL_TRANSITIVE");

    client.updateCompatibility(subject, "BACKWARD");
    assertThat(registrar.fence(subject)).isEqualTo("BACKWARD");
  }

  @Test
  void aNewBetTypePassesTheRegistrysFence() throws Exception {
    registrar.register(subject, build(FIRST), false);
    registrar.fence(subject);

    assertThat(registrar.register(subject, build(FIRST, with("player_assists")), false).outcome())
        .isEqualTo(Outcome.REGISTERED);
  }

  /** What the registry's strictest mode lets pass and the gate does not. */
  enum Damage {
    REMOVAL("unknown h2h totals player_points", "unknown"),
    RENAME("unknown h2h handicap totals player_points", "unknown"),
    REORDER("unknown spreads h2h totals player_points", "unknown"),
    OTHER_DEFAULT("unknown h2h spreads totals player_points", "h2h");

    private final String symbols;
    private final String enumDefault;

    Damage(String symbols, String enumDefault) {
      this.symbols = symbols;
      this.enumDefault = enumDefault;
    }

    Schema schema() {
      String text = BetTypeSymbols.replace(FIRST, List.of(symbols.split(" "))).toString();
      return new Schema.Parser()
          .parse(text.replace("\"default\":\"unknown\"", "\"default\":\"" + enumDefault + "\""));
    }
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void theGateRefusesWhatTheRegistryAcceptsInFullTransitive(Damage damage) throws Exception {
    registrar.register(subject, build(FIRST), false);
    client.updateCompatibility(subject, "FULL_TRANSITIVE");

    assertThat(client.testCompatibility(subject, new AvroSchema(damage.schema()))).isTrue();
    assertThat(SchemaGate.check("OddsEvent", damage.schema(), List.of(new Release(1, FIRST))))
        .isNotEmpty();
    assertThat(registrar.register(subject, build(FIRST, damage.schema()), false).outcome())
        .isEqualTo(Outcome.REFUSED);
    assertThat(client.getAllVersions(subject)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void aBuildThatForgotItsReleasesStillTakesNoBetTypeAway(Damage damage) throws Exception {
    registrar.register(subject, build(FIRST), false);

    registrar.register(subject, build(damage.schema()), false);

    for (int version : client.getAllVersions(subject)) {
      String text = client.getSchemaMetadata(subject, version).getSchema();
      assertThat(BetTypeSymbols.of(new Schema.Parser().parse(text)))
          .startsWith("unknown", "h2h", "spreads", "totals", "player_points");
      assertThat(text).contains("\"default\":\"unknown\"");
    }
  }

  /** What a producer with auto.register.schemas may leave behind. */
  enum Stray {
    SWAPPED(Damage.REORDER.schema()),
    REMOVED(Damage.REMOVAL.schema()),
    OLDER(BetTypeSymbols.replace(FIRST, List.of("unknown", "h2h"))),
    OTHER_DEFAULT(Damage.OTHER_DEFAULT.schema()),
    OTHER_NAMESPACE(
        new Schema.Parser().parse(FIRST.toString().replace("\"BetType\"", "\"com.acme.BetType\"")));

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
    private final Schema schema;

    Stray(Schema schema) {
      this.schema = schema;
    }
  }

  @ParameterizedTest
  @EnumSource(Stray.class)
  void aStrayStopsNoAdditionAndTheLatestVersionIsRightAfterIt(Stray stray) throws Exception {
    registrar.register(subject, build(FIRST), false);
    registrar.register(subject, build(FIRST, with("player_assists")), false);
    client.register(subject, new AvroSchema(stray.schema));

    // What is in an earlier version is not what feeds encode with.
    assertThat(registrar.append(subject, build(FIRST), List.of("spreads"), false).outcome())
        .isEqualTo(Outcome.REGISTERED);
    assertThat(latest())
        .containsExactly("unknown", "h2h", "spreads", "totals", "player_points", "player_assists");

    client.register(subject, new AvroSchema(BetTypeSymbols.restored(stray.schema, 4)));
    registrar.append(subject, build(FIRST), List.of("zz_new"), false);
    assertThat(latest()).endsWith("player_points", "player_assists", "zz_new");

    client.register(subject, new AvroSchema(BetTypeSymbols.restored(stray.schema, 6)));
    registrar.register(
        subject, build(FIRST, with("player_assists"), with("player_assists", "zz_next")), false);
    assertThat(latest()).endsWith("player_assists", "zz_new", "zz_next");
  }

  @ParameterizedTest
  @EnumSource(Stray.class)
  void aRepairRegistersRegistryBuildAndCatalogueInThisOrderAndOnce(Stray stray) throws Exception {
    registrar.register(subject, build(FIRST, with("player_assists")), false);
    client.register(subject, new AvroSchema(stray.schema));
    Contract build = build(FIRST, with("player_assists", "zz_built"));
    List<String> catalogue = List.of("totals", "h2h", "zz_row");

    SubjectRepair repair = registrar.repair(subject, build, catalogue);
    assertThat(repair.needed()).isTrue();
    assertThat(repair.violations()).isEmpty();
    assertThat(repair.history().latestStray().orElseThrow().release().version()).isEqualTo(2);
    assertThat(repair.added()).containsExactly("zz_built", "zz_row");
    assertThat(registrar.apply(subject, build, repair).version()).isEqualTo(3);

    assertThat(latest())
        .containsExactly(
            "unknown",
            "h2h",
            "spreads",
            "totals",
            "player_points",
            "player_assists",
            "zz_built",
            "zz_row");
    assertThat(registrar.repair(subject, build, catalogue).needed()).isFalse();
    // A record of the stray stays readable.
    assertThat(client.getAllVersions(subject)).containsExactly(1, 2, 3);
  }

  /** As after the registry was lost. */
  @Test
  void anEmptySubjectGetsEveryBetTypeOfBuildAndCatalogue() throws Exception {
    List<String> catalogue = List.of("h2h", "zz_row", "totals");
    SubjectRepair repair = registrar.repair(subject, build(FIRST), catalogue);
    assertThat(repair.needed()).isTrue();

    registrar.apply(subject, build(FIRST), repair);

    assertThat(latest())
        .containsExactly("unknown", "h2h", "spreads", "totals", "player_points", "zz_row");
    assertThat(registrar.repair(subject, build(FIRST), catalogue).needed()).isFalse();
  }

  /** Nothing of ours is there, so its order holds until an operator says who is right. */
  @Test
  void aSubjectThatBeganWithAStrayIsRepairedAndGoesOn() throws Exception {
    client.register(subject, new AvroSchema(Damage.REORDER.schema()));
    Contract build = build(FIRST, with("player_assists"));
    assertThat(registrar.register(subject, build, false).outcome())
        .isEqualTo(Outcome.UNION_REGISTERED);
    assertThat(latest()).startsWith("unknown", "spreads", "h2h");

    registrar.apply(subject, build, registrar.repair(subject, build, List.of()));

    assertThat(latest())
        .containsExactly("unknown", "h2h", "spreads", "totals", "player_points", "player_assists");
    assertThat(registrar.register(subject, build, false).outcome()).isEqualTo(Outcome.PRESENT);
    registrar.append(subject, build, List.of("zz_new"), false);
    assertThat(latest()).endsWith("player_assists", "zz_new");
  }

  /** Registered before {@code ev-worker schemas} set a level. */
  @Test
  void aStrayThatAvroCannotReadIsRepairedTooAndStopsNoAdditionAfterwards() throws Exception {
    registrar.register(subject, build(FIRST), false);
    Schema other =
        SchemaBuilder.record(FIRST.getFullName()).fields().requiredLong("event_id").endRecord();
    client.updateCompatibility(subject, "NONE");
    client.register(subject, new AvroSchema(other));
    client.updateCompatibility(subject, "FULL_TRANSITIVE");

    SubjectRepair repair = registrar.repair(subject, build(FIRST), List.of());
    registrar.apply(subject, build(FIRST), repair);

    assertThat(registrar.fence(subject)).isEqualTo("FULL");
    assertThat(registrar.append(subject, build(FIRST), List.of("zz_new"), false).outcome())
        .isEqualTo(Outcome.REGISTERED);
  }

  private List<String> latest() throws Exception {
    int newest = Collections.max(client.getAllVersions(subject));
    return BetTypeSymbols.of(
        new Schema.Parser().parse(client.getSchemaMetadata(subject, newest).getSchema()));
  }

  private static Contract build(Schema... releases) {
    List<Release> numbered = new ArrayList<>();
    for (Schema release : releases) {
      numbered.add(new Release(numbered.size() + 1, release));
    }
    return new Contract("OddsEvent", numbered);
  }

  private static Schema with(String... added) {
    return BetTypeSymbols.replace(
        FIRST, BetTypeSymbols.union(BetTypeSymbols.of(FIRST), Arrays.asList(added)));
  }
}
