package io.betintel.ev.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.avro.PricedLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gate of the build: what is in the source may follow what was given out. */
class ReleasedSchemasTest {
  private static final Path SOURCES = Path.of("src/main/avro");
  private static final Path RELEASED = Path.of("src/main/released");

  @ParameterizedTest
  @MethodSource("contracts")
  void theSourceMayFollowEveryRelease(Contract contract) throws IOException {
    assertThat(SchemaGate.check(contract.name(), source(contract.name()), contract.releases()))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void theSourceIsTheNewestRelease(Contract contract) throws IOException {
    Schema source = source(contract.name());
    if (!source.toString().equals(contract.current().toString())) {
      String file = contract.name() + "/" + (contract.newest().version() + 1) + ".avsc";
      Path proposal = Path.of("target/released").resolve(file);
      Files.createDirectories(proposal.getParent());
      Files.writeString(proposal, pretty(source) + "\n");
      assertThat(pretty(source))
          .as(
              "%s is not its newest release. If the change is meant, record it: cp"
                  + " schemas/%s schemas/%s (if the newest release was never deployed, it may be"
                  + " replaced instead)",
              contract.name(), proposal, RELEASED.resolve(file))
          .isEqualTo(pretty(contract.current()));
    }
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void everyReleaseMayFollowTheEarlierOnes(Contract contract) {
    for (Release release : contract.releases()) {
      assertThat(
              SchemaGate.check(
                  contract.name(),
                  release.schema(),
                  contract.releases().subList(0, release.version() - 1)))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void everyReleaseInTheFolderIsLoaded(Contract contract) throws IOException {
    try (Stream<Path> files = Files.list(RELEASED.resolve(contract.name()))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              contract.releases().stream().map(release -> release.version() + ".avsc").toList());
    }
  }

  @Test
  void everySourceIsAContract() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Contract.all().stream().map(contract -> contract.name() + ".avsc").toList());
    }
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void everythingHasADoc(Contract contract) {
    List<String> without = new ArrayList<>();
    SchemaParts.of(contract.current())
        .forEach(
            (path, part) -> {
              if (part.getType() == Schema.Type.ENUM || part.getType() == Schema.Type.RECORD) {
                if (isBlank(part.getDoc())) {
                  without.add(part.getFullName());
                }
              }
              if (part.getType() == Schema.Type.RECORD) {
                part.getFields().stream()
                    .filter(field -> isBlank(field.doc()))
                    .forEach(field -> without.add(part.getName() + "." + field.name()));
              }
            });

    assertThat(without).isEmpty();
  }

  @Test
  void theGeneratedClassesSpeakTheNewestRelease() {
    assertThat(OddsEvent.getClassSchema().getFields())
        .extracting(Schema.Field::name)
        .containsExactlyElementsOf(fieldNames(Contract.oddsEvent()));
    assertThat(PricedLine.getClassSchema().getFields())
        .extracting(Schema.Field::name)
        .containsExactlyElementsOf(fieldNames(Contract.pricedLine()));
  }

  @Test
  void theBetTypesOfAnOddsEventAreTheReleasedOnes() {
    assertThat(Contract.oddsEvent().current().getField("bet_type").schema())
        .isEqualTo(Contract.betType().current());
  }

  @Test
  void theFirstReleasesAreWhatTheyWere() {
    assertThat(Contract.betType().releases())
        .extracting(release -> String.join(" ", release.schema().getEnumSymbols()))
        .startsWith(
            "unknown h2h spreads totals player_points",
            "unknown h2h spreads totals player_points player_assists",
            "unknown h2h spreads totals player_points player_assists player_rebounds");
  }

  private static Stream<Contract> contracts() {
    return Contract.all().stream();
  }

  private static Schema source(String name) throws IOException {
    Schema betType = new Schema.Parser().parse(SOURCES.resolve("BetType.avsc").toFile());
    if (name.equals(betType.getName())) {
      return betType;
    }
    Schema.Parser parser = new Schema.Parser();
    parser.addTypes(List.of(betType));
    return parser.parse(SOURCES.resolve(name + ".avsc").toFile());
  }

  private static List<String> fieldNames(Contract contract) {
    return contract.current().getFields().stream().map(Schema.Field::name).toList();
  }

  private static String pretty(Schema schema) {
    return SchemaFormatter.format("json/pretty", schema);
  }

  private static boolean isBlank(String doc) {
    return doc == null || doc.isBlank();
  }
}
