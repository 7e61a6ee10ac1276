package io.betintel.ev.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ValuesTableTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^`]+)` \\| `([^`]*)` \\| (.+) \\|$");

  @Test
  void theTableNamesEveryValueWithItsDefault() throws IOException {
    List<String> values = new ArrayList<>();
    walk("", Manifest.yaml(read("values.yaml")), values);
    assertThat(rows()).extracting(row -> row.group(1) + " " + row.group(2)).isEqualTo(values);
  }

  @Test
  void theSchemaKnowsEveryValue() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(read("values.schema.json"));
    assertThat(rows())
        .extracting(row -> row.group(1))
        .allSatisfy(
            value ->
                assertThat(
                        schema
                            .at("/properties/" + value.replace(".", "/properties/"))
                            .isMissingNode())
                    .as(value)
                    .isFalse());
  }

  private static List<MatchResult> rows() throws IOException {
    String readme = read("README.md");
    return ROW.matcher(readme.substring(readme.indexOf("## Values"))).results().toList();
  }

  /** A row stands for a value, or for a map that users replace as a whole. */
  private static void walk(String path, JsonNode node, List<String> values) {
    boolean whole =
        !node.isObject()
            || node.isEmpty()
            || path.endsWith(".resources")
            || path.equals("dashboards.labels")
            || path.matches("probes\\..+");
    if (whole) {
      values.add(path + " " + node);
    } else {
      node.properties()
          .forEach(
              field ->
                  walk(
                      path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                      field.getValue(),
                      values));
    }
  }

  private static String read(String file) throws IOException {
    return Files.readString(Chart.DIRECTORY.resolve(file));
  }
}
