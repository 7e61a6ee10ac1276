package io.betintel.ev.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.ops.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutTest {
  private static final Instant NOW = Instant.parse("2027-01-02T03:04:05Z");
  private static final String MIGRATIONS = "migrations/src/main/resources/db/migration/";

  @TempDir private Path directory;
  private Path root;
  private Checkout checkout;

  @BeforeEach
  void copy() throws IOException {
    root = directory.resolve("one");
    CheckoutCopy.to(root);
    checkout = Checkout.at(root);
  }

  @Test
  void oneCommandWritesSymbolReleasesAndThePairOfMigrations() throws Exception {
    Set<String> before = files(root);

    assertThat(add(checkout, "zz_steals"))
        .extracting(file -> root.relativize(file).getName(0).toString())
        .containsOnly("schemas", "migrations");

    Set<String> added = new TreeSet<>(files(root));
    added.removeAll(before);
    assertThat(added)
        .hasSize(4)
        .contains(
            MIGRATIONS + "V20270102030405__zz_steals_label.sql",
            MIGRATIONS + "V20270102030406__zz_steals_catalogue.sql")
        .filteredOn(file -> file.startsWith("schemas/"))
        .allMatch(file -> file.matches("schemas/src/main/released/(BetType|OddsEvent)/\\d+.avsc"));
    assertThat(checkout.schemas().betTypes()).endsWith("zz_steals");
    assertThat(checkout.schemas().violations()).isEmpty();
  }

  @Test
  void labelsOfADatabaseBecomeAMigrationThatTheLintAccepts() throws Exception {
    List<String> labels = List.of("totals", "h2h", "zz_steals");

    Map<Path, String> files = checkout.planLabels(labels, Map.of("zz_dimes", "zz_steals"), NOW);
    checkout.write(files);

    assertThat(files.keySet())
        .containsExactly(root.resolve(MIGRATIONS + "V20270102030405__bet_type_labels.sql"));
    assertThat(files.values())
        .singleElement()
        .asString()
        .startsWith("SET LOCAL lock_timeout = '2s';")
        .contains("ARRAY['totals',\n          'h2h',\n          'zz_steals']")
        .as("also what a migration of this checkout adds and the database lacks")
        .contains("'spreads'", "'zz_dimes -> zz_steals'")
        .doesNotContain("'h2h -> ");
    assertThat(checkout.planLabels(labels, Map.of("zz_dimes", "zz_steals"), NOW))
        .as("once is enough")
        .isEmpty();
    assertThat(checkout.planLabels(List.of("h2h", "totals", "zz_steals"), Map.of(), NOW))
        .containsOnlyKeys(root.resolve(MIGRATIONS + "V20270102030406__bet_type_labels.sql"));
  }

  @Test
  void thirtyAtOnceAreOnePair() throws Exception {
    Set<String> before = files(root);

    add(checkout, IntStream.range(0, 30).mapToObj(number -> "zz_" + number).toArray(String[]::new));

    assertThat(files(root)).hasSize(before.size() + 4);
    assertThat(checkout.schemas().betTypes()).contains("zz_0", "zz_29");
  }

  @Test
  void anExistingNameAndItsLikesAreRefusedAndNothingIsWritten() throws Exception {
    Set<String> before = files(root);

    assertThatThrownBy(() -> add(checkout, "zz_good", "player_assists"))
        .isInstanceOf(AdditionRefusal.class)
        .hasMessageContaining("Nothing was changed")
        .hasMessageContaining("player_assists is in the schema already");
    assertThatThrownBy(() -> add(checkout, "playerassists"))
        .hasMessageContaining(
            "playerassists differs only by case or underscores from player_assists");
    assertThat(files(root)).isEqualTo(before);
  }

  @Test
  void aSchemaThatIsNotAppendOnlyAnyMoreIsRefusedWithTheReason() throws Exception {
    Path declared = checkout.schemas().betTypeFile();
    Files.writeString(
        declared, Files.readString(declared).replace("\"totals\"", "\"game_totals\""));

    assertThatThrownBy(() -> add(checkout, "zz_steals"))
        .isInstanceOf(AdditionRefusal.class)
        .hasMessageContaining("BetType has lost totals");
  }

  @Test
  void aLabelThatOnlyAMigrationHasIsNoLessNear() throws Exception {
    Files.writeString(
        root.resolve(MIGRATIONS + "V20260101000000__x.sql"),
        """
        SET LOCAL lock_timeout = '2s';
        ALTER TYPE bet_type_enum ADD VALUE IF NOT EXISTS 'zzsteals';
        """);

    assertThatThrownBy(() -> add(checkout, "zz_steals"))
        .hasMessageContaining("adds zz_steals, which differs from zzsteals only by case");
  }

  @Test
  void twoBranchesThatEachAddATypeMerge() throws Exception {
    Path other = directory.resolve("two");
    CheckoutCopy.to(other);
    add(checkout, "zz_first");
    Checkout.at(other)
        .write(
            Checkout.at(other)
                .plan(
                    Requested.of(List.of("zz_second"), null, Shape.OVER_UNDER),
                    NOW.plusSeconds(60)));

    // The merge: migrations never conflict; the schemas' conflict is settled for the first branch.
    try (Stream<Path> files = Files.list(other.resolve(MIGRATIONS))) {
      for (Path file : files.filter(file -> file.toString().contains("zz_second")).toList()) {
        Files.copy(file, root.resolve(MIGRATIONS).resolve(name(file)));
      }
    }
    Set<String> migrations = files(root.resolve(MIGRATIONS));
    add(checkout, "zz_second");

    assertThat(files(root.resolve(MIGRATIONS))).isEqualTo(migrations);
    assertThat(checkout.schemas().betTypes()).endsWith("zz_first", "zz_second");
    assertThat(checkout.schemas().violations()).isEmpty();
  }

  @Test
  void theCheckoutIsFoundFromInsideAndNowhereElse() {
    assertThat(Checkout.around(root.resolve("schemas/src")).root()).isEqualTo(root);
    assertThatThrownBy(() -> Checkout.around(directory))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("is not inside a checkout of ev-worker");
    assertThatThrownBy(() -> Checkout.at(root.resolve("schemas")))
        .isInstanceOf(ConfigException.class);
  }

  /** Returns the files that were written. */
  private static Set<Path> add(Checkout checkout, String... names) throws Exception {
    Map<Path, String> plan =
        checkout.plan(Requested.of(List.of(names), null, Shape.OVER_UNDER), NOW);
    checkout.write(plan);
    return plan.keySet();
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static Set<String> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
