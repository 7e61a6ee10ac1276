package io.betintel.ev.cli.records;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.cli.console.TextTable;
import io.betintel.ev.parking.RecordGroup;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Prints how many records a topic holds, by group: a table, or one JSON object per group.
 *
 * @param kind the name of what groups differ in, besides reason and partition; empty if there is
 *     nothing else
 * @param repeated the name of the number of records that were sent on before
 */
record RecordCounts(Optional<String> kind, String repeated) {
  private static final ObjectMapper JSON = new ObjectMapper();

  void print(Collection<RecordGroup> groups, boolean json, PrintWriter out) {
    if (json) {
      groups.forEach(group -> out.println(json(group)));
    } else {
      table(groups).print(out);
    }
    out.flush();
  }

  private TextTable table(Collection<RecordGroup> groups) {
    TextTable table =
        new TextTable(
            cells(
                heading(kind.orElse("")),
                "REASON",
                "PARTITION",
                "COUNT",
                heading(repeated),
                "OLDEST",
                "NEWEST"));
    for (RecordGroup group : groups) {
      table.row(
          cells(
              group.kind(),
              group.reason(),
              Integer.toString(group.partition()),
              Long.toString(group.count()),
              Long.toString(group.replayed()),
              seconds(group.oldest()),
              seconds(group.newest())));
    }
    return table;
  }

  /** Without the first cell if groups have no kind. */
  private String[] cells(String... all) {
    return kind.isPresent() ? all : Arrays.copyOfRange(all, 1, all.length);
  }

  private ObjectNode json(RecordGroup group) {
    ObjectNode node = JSON.createObjectNode();
    kind.ifPresent(name -> node.put(name, group.kind()));
    return node.put("reason", group.reason())
        .put("partition", group.partition())
        .put("count", group.count())
        .put(repeated, group.replayed())
        .put("oldest", group.oldest().toString())
        .put("newest", group.newest().toString());
  }

  private static String seconds(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String heading(String name) {
    return name.toUpperCase(Locale.ROOT).replace('_', ' ');
  }
}
