package io.betintel.ev.restructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.localstack.LocalStackExtension;
import io.betintel.localstack.PostgresServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
final class RestructureIT {
  private static final Watch SILENT = new SilentWatch();
  private static int count;

  private final PostgresServer postgres;
  private RestructureDatabase database;

  RestructureIT(PostgresServer postgres) {
    this.postgres = postgres;
  }

  @BeforeEach
  void fill() throws Exception {
    database = new RestructureDatabase(postgres, "restructure_" + count++, 2_000);
  }

  @AfterEach
  void disconnect() throws Exception {
    database.close();
  }

  @Test
  void whatHangsOnTheColumnSurvives() throws Exception {
    Ornaments.add(database);
    List<String> before = database.picture();
    List<String> reversed = new ArrayList<>(database.labels());
    Collections.reverse(reversed);

    try (RestructureDatabase.Run run = database.begin(SILENT)) {
      assertThat(run.restructure().run(request(new Target(reversed, Map.of())), false)).isTrue();
    }

    assertThat(database.labels()).isEqualTo(reversed);
    List<String> after = new ArrayList<>(database.picture());
    after.removeAll(before);
    assertThat(after).singleElement().asString().startsWith("type bet_type_enum {");
    List<String> gone = new ArrayList<>(before);
    gone.removeAll(database.picture());
    assertThat(gone).hasSize(1);
  }

  private static Request request(Target target) {
    return new Request(Kind.RESTRUCTURE, "bet_type_enum", target);
  }
}
