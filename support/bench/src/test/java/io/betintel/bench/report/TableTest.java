package io.betintel.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TableTest {
  private static final List<Row> ROWS =
      List.of(
          Row.of("cost", "worker <1>", Map.of("us", 98.76)),
          new Row("cost", "old", "busy", Map.of("us", 12_345.6)));

  @Test
  void columnsAreAlignedAndDoubtIsMarked() {
    assertThat(Table.of(ROWS))
        .isEqualTo(
            """
            cost            us
            worker <1>    98.8
            old         12,346  busy

            """);
  }

  @Test
  void pictureEscapesNames() {
    assertThat(BarPlot.of(ROWS)).contains("worker &lt;1&gt;", ">98.8<").doesNotContain("<1>");
  }

  @Test
  void jsonHasEveryFigure() {
    assertThat(ResultJson.of(Map.of("cores", "2"), "./bench home", ROWS))
        .contains(
            "\"command\" : \"./bench home\"", "\"cores\" : \"2\"", "\"us\" : 98.76", "\"busy\"");
  }
}
