package io.betintel.ev.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Any value is refused, or leaves manifests that can be read: none breaks out of its place. */
@Timeout(600)
class ValuesFuzzTest {
  /** A rendering takes some hundredths of a second. */
  private static final int ROUNDS = Integer.getInteger("ev.fuzz.rounds", 400) / 10;

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "-1",
          "0",
          "1e999",
          "99999999999999999999",
          "null",
          "true",
          "off",
          "a: b",
          "- a",
          "'",
          "\"",
          "#",
          "x\\n---\\nkind: Secret",
          "{{ .Release.Name }}",
          "$(whoami)",
          "../..",
          "https://a.example.com/?q=1#f",
          "A_B",
          "é",
          "a%00b",
          "|",
          ">-",
          "*",
          "&a",
          "!!binary x",
          "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

  @TempDir private Path work;

  @Test
  void anyValueIsRefusedOrRendered() throws IOException {
    Chart chart = Chart.in(work);
    List<String> keys = new ArrayList<>();
    leaves("", Manifest.yaml(Files.readString(Chart.DIRECTORY.resolve("values.yaml"))), keys);
    SplittableRandom random = new SplittableRandom(1);
    int rendered = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, Object> set = new HashMap<>();
      for (int i = 0; i <= random.nextInt(2); i++) {
        set.put(keys.get(random.nextInt(keys.size())), TEXTS.get(random.nextInt(TEXTS.size())));
      }
      String manifests;
      try {
        manifests = chart.render(List.of(), set);
      } catch (IllegalStateException refused) {
        assertThat(refused).as("values %s", set).hasMessageNotContaining("panic");
        continue;
      }
      rendered++;
      assertThat(Manifest.parse(manifests))
          .as("values %s", set)
          .isNotEmpty()
          .allSatisfy(each -> assertThat(each.kind()).isNotEqualTo("Secret"));
    }
    assertThat(rendered).as("rendered of " + ROUNDS).isPositive();
  }

  private static void leaves(String path, JsonNode node, List<String> keys) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .forEach(
              field ->
                  leaves(
                      path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                      field.getValue(),
                      keys));
    } else {
      keys.add(path);
    }
  }
}
