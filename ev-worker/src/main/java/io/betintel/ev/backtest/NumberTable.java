package io.betintel.ev.backtest;

import java.util.ArrayList;
import java.util.List;

/** A table whose first columns are words, flush left, and the others numbers, flush right. */
final class NumberTable {
  private static final String GAP = "  ";

  private final int words;
  private final List<List<String>> rows = new ArrayList<>();

  NumberTable(int words, String... header) {
    this(words, List.of(header));
  }

  NumberTable(int words, List<String> header) {
    this.words = words;
    rows.add(List.copyOf(header));
  }

  void row(String... cells) {
    row(List.of(cells));
  }

  void row(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  void appendTo(StringBuilder text) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        String cell = row.get(column);
        String space = " ".repeat(widths[column] - cell.length());
        line.append(column == 0 ? "" : GAP).append(column < words ? cell + space : space + cell);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }
}
