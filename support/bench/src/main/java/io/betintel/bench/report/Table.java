package io.betintel.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Rows as text, one table for each run of rows of the same part. */
public final class Table {
  private Table() {}

  public static String of(List<Row> rows) {
    StringBuilder text = new StringBuilder();
    Set<String> parts = new LinkedHashSet<>();
    rows.forEach(row -> parts.add(row.part()));
    for (String part : parts) {
      append(text, part, rows.stream().filter(row -> row.part().equals(part)).toList());
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String part, List<Row> rows) {
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(row.figures().keySet()));
    List<List<String>> cells = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(part));
    head.addAll(columns);
    head.add("");
    cells.add(head);
    for (Row row : rows) {
      List<String> line = new ArrayList<>(List.of(row.name()));
      columns.forEach(column -> line.add(number(row.figures().get(column))));
      line.add(row.mark());
      cells.add(line);
    }
    int[] widths = new int[head.size()];
    cells.forEach(
        line -> {
          for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], line.get(i).length());
          }
        });
    for (List<String> line : cells) {
      StringBuilder one = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String format = i == 0 || i == widths.length - 1 ? "%-" : "%";
        one.append(
            String.format(Locale.ROOT, format + Math.max(1, widths[i]) + "s  ", line.get(i)));
      }
      text.append(one.toString().stripTrailing()).append('\n');
    }
    text.append('\n');
  }

  /** Three significant digits at least, and no more decimals than they need. */
  static String number(Double value) {
    if (value == null) {
      return "";
    }
    double size = Math.abs(value);
    int decimals =
        size >= 100 || (value == Math.rint(value) && size >= 10) ? 0 : size >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
