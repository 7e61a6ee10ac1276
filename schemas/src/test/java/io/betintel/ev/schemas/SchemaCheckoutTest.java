package io.betintel.ev.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaCheckoutTest {
  @TempDir private Path module;
  private SchemaCheckout checkout;

  @BeforeEach
  void copyThisModule() throws IOException {
    copy(Path.of("src/main"), module.resolve("src/main"));
    checkout = new SchemaCheckout(module);
  }

  @Test
  void oneLineIsAddedToTheSourceAndEverySchemaWithTheEnumGetsARelease() throws Exception {
    List<String> before = Files.readAllLines(checkout.betTypeFile());
    int released = Contract.betType().releases().size();

    SchemaCheckout.Addition addition = checkout.adding(List.of("zz_new"));

    assertThat(addition.violations()).isEmpty();
    assertThat(addition.files().keySet())
        .extracting(file -> module.relativize(file).toString())
        .containsExactly(
            "src/main/avro/BetType.avsc",
            "src/main/released/BetType/" + (released + 1) + ".avsc",
            "src/main/released/OddsEvent/"
                + (Contract.oddsEvent().releases().size() + 1)
                + ".avsc");
    write(addition);
    List<String> after = Files.readAllLines(checkout.betTypeFile());
    assertThat(after).hasSize(before.size() + 1).contains("    \"zz_new\"");
    assertThat(checkout.betTypes()).endsWith("zz_new");
    assertThat(checkout.violations()).isEmpty();
    // The release is the source, so nothing is left to record.
    assertThat(checkout.changes()).isEmpty();
  }

  @Test
  void thirtyAreOneRelease() throws Exception {
    List<String> names = IntStream.range(0, 30).mapToObj(i -> "zz_new_" + i).toList();

    SchemaCheckout.Addition addition = checkout.adding(names);

    assertThat(addition.violations()).isEmpty();
    assertThat(addition.files()).hasSize(3);
  }

  @Test
  void whatIsThereOrLooksLikeItIsRefused() throws Exception {
    assertThat(checkout.adding(List.of("h2h")).violations()).isNotEmpty();
    assertThat(checkout.adding(List.of("playerpoints")).violations())
        .extracting(Violation::what)
        .anyMatch(what -> what.contains("player_points and playerpoints"));
    assertThat(checkout.adding(List.of("Zz")).violations()).isNotEmpty();
    assertThat(checkout.adding(List.of("h2h")).files()).isEmpty();
  }

  @Test
  void aSourceThatWasEditedIsShownAgainstItsReleaseAndRefused() throws Exception {
    Path file = checkout.betTypeFile();
    Files.writeString(file, Files.readString(file).replace("    \"totals\",\n", ""));

    assertThat(checkout.changes().get("BetType"))
        .extracting(SchemaChange::what)
        .containsExactly("BetType has lost totals");
    assertThat(checkout.violations()).isNotEmpty();
    assertThat(checkout.adding(List.of("zz_new")).violations()).isNotEmpty();
  }

  @Test
  void ofTwoBranchesTheLaterOneIsAddedAgainOnTopOfTheOther() throws Exception {
    // The conflict in the schemas is settled for the branch that was merged first.
    write(checkout.adding(List.of("zz_first")));

    SchemaCheckout.Addition again = checkout.adding(List.of("zz_second"));
    write(again);

    assertThat(again.violations()).isEmpty();
    assertThat(checkout.betTypes()).endsWith("zz_first", "zz_second");
    assertThat(checkout.violations()).isEmpty();
  }

  @Test
  void aListOnOneLineStaysOnOneLine() throws Exception {
    Path file = checkout.betTypeFile();
    Schema schema = new Schema.Parser().parse(Files.readString(file));
    Files.writeString(file, schema.toString().replace("\",\"", "\", \""));

    Map<Path, String> files = checkout.adding(List.of("zz_new")).files();

    assertThat(files.get(file)).contains("\", \"zz_new\"]").doesNotContain("\n");
  }

  private static void write(SchemaCheckout.Addition addition) throws IOException {
    for (Map.Entry<Path, String> file : addition.files().entrySet()) {
      Files.writeString(file.getKey(), file.getValue());
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
