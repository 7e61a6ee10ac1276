package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.harness.Installation;
import io.betintel.ev.rollout.CheckoutCopy;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code bet-types add --checkout}: what it writes, in a database. */
@ExtendWith(LocalStackExtension.class)
final class AddToCheckoutIT {
  private Installation installation;

  @BeforeEach
  void start(LocalStack stack) throws Exception {
    installation = Installation.of(stack);
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  @Tag("full")
  void theMigrationsOfACheckoutGoIntoADatabaseInAnyOrder(@TempDir Path directory) throws Exception {
    CheckoutCopy.to(directory);
    installation
        .run(
            "bet-types", "add", "zz_filed", "--shape", "winner", "--checkout", directory.toString())
        .done();
    assertThat(
            installation
                .run(
                    "bet-types",
                    "add",
                    "zz_filed",
                    "--checkout",
                    directory.toString(),
                    "--shape",
                    "winner")
                .err())
        .contains("zz_filed is in the schema already");
    assertThat(installation.run("schemas", "diff", "--checkout", directory.toString()).done().out())
        .contains("The sources equal their newest releases");
    Path migrations = directory.resolve("migrations/src/main/resources/db/migration");
    List<Path> pair;
    try (var files = Files.list(migrations)) {
      pair = files.filter(file -> file.toString().contains("zz_filed")).sorted().toList();
    }
    assertThat(pair).hasSize(2);
    for (int time = 0; time < 2; time++) {
      for (int i = 1; i >= 0; i--) {
        installation.execute("BEGIN;" + Files.readString(pair.get(i)) + "COMMIT");
      }
    }
    assertThat(
            installation.query(
                "SELECT enabled || ' ' || min_role FROM bet_types WHERE name = 'zz_filed'"))
        .isEqualTo("false admin");
  }
}
